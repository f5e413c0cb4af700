#pragma once

#include "core/pricing/first_passage.hpp"

namespace clearmargin {

/// The probability that the price touches `lower` or `upper` before the time is over; 1 where it is not between them.
/// Right to 10^-13.
///
/// Fails   price_not_positive ("spot", "lower", "upper"); out_of_range, also for an upper not above the lower
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] Result<double> band_exit_probability(double spot, double lower, double upper, const Diffusion& diffusion);

}  // namespace clearmargin
