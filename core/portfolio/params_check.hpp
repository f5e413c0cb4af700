#pragma once

#include <initializer_list>
#include <string_view>

#include "core/portfolio/vol_shock.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// One number of a set of parameters and the interval it must lie in.
struct ParamRange {
    std::string_view where;
    double value;
    double least;
    double most;
};

/// Beyond what any venue would set, below what would overflow.
inline constexpr double most_param = 1e12;

/// Fails   out_of_range for the first that lies outside or is no number
[[nodiscard]] Status validate_params(std::initializer_list<ParamRange> params);

/// Fails   out_of_range
[[nodiscard]] Status validate(const VolShock& shock);
[[nodiscard]] Status validate(const SkewShock& shock);

}  // namespace clearmargin
