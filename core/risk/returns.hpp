#pragma once

#include <span>
#include <vector>

#include "core/result/result.hpp"

namespace clearmargin {

/// Changes from each close to the next, one fewer than closes.
/// Fails   bad_series for fewer than two closes ("closes") or one that is no number ("closes[3]"); price_not_positive
[[nodiscard]] Result<std::vector<double>> log_returns(std::span<const double> closes);
[[nodiscard]] Result<std::vector<double>> simple_returns(std::span<const double> closes);

/// Fails   bad_series for fewer than `least` values ("returns") or one that is no number ("returns[3]")
[[nodiscard]] Status check_series(std::string_view where, std::span<const double> series, std::size_t least);

}  // namespace clearmargin
