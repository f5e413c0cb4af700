#pragma once

#include <array>
#include <cstddef>

namespace clearmargin {

inline constexpr std::size_t mills_ratio_terms = 30;

/// Chebyshev coefficients of erfcx(x) (1 + 2x) in (x - 3.75) / (x + 3.75), made by scripts/mills_ratio_table.py.
extern const std::array<double, mills_ratio_terms> mills_ratio_coefficients;

}  // namespace clearmargin
