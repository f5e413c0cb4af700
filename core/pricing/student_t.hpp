#pragma once

#include "core/result/result.hpp"

namespace clearmargin {

/// Student's distribution with `freedom` degrees of freedom, any real number in [0.1, 10^6].

/// The density. Source  docs/margin-model.md#mathematics
[[nodiscard]] double student_t_pdf(double x, double freedom) noexcept;

/// P(T > x) for x >= 0, right to 10^-12 of itself.
[[nodiscard]] double student_t_upper_tail(double x, double freedom) noexcept;

/// x with P(T > x) = tail.
/// Fails   out_of_range for a tail outside (0, 1/2) ("tail") or degrees of freedom outside their range ("freedom")
[[nodiscard]] Result<double> student_t_upper_quantile(double tail, double freedom);

}  // namespace clearmargin
