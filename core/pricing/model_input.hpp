#pragma once

#include <string_view>

#include "core/result/result.hpp"

namespace clearmargin {

/// Ranges of what goes into a model. None lets a value through that is no number. `where` names the input.

/// Fails   price_not_positive at 0 and below; out_of_range above 10^30
[[nodiscard]] Status check_model_price(std::string_view where, double price);
/// Fails   out_of_range outside [0, 50] per year
[[nodiscard]] Status check_volatility(std::string_view where, double volatility);
/// Fails   out_of_range outside [0, 10^6]
[[nodiscard]] Status check_years(std::string_view where, double years);
/// Fails   out_of_range outside [-1000, 1000] per year
[[nodiscard]] Status check_drift(std::string_view where, double drift);
/// Fails   out_of_range outside [0, 1]
[[nodiscard]] Status check_ratio(std::string_view where, double ratio);
/// Fails   out_of_range at 0, at 1 and beyond
[[nodiscard]] Status check_open_probability(std::string_view where, double probability);
/// Fails   out_of_range at 1/2, at 1 and beyond
[[nodiscard]] Status check_confidence(std::string_view where, double confidence);
/// Fails   out_of_range for what is no number or beyond 10^30 in size
[[nodiscard]] Status check_finite(std::string_view where, double value);
/// Fails   out_of_range outside [least, most]; `expected` says so in words
[[nodiscard]] Status check_range(std::string_view where, double value, double least, double most,
                                 std::string_view expected);

}  // namespace clearmargin
