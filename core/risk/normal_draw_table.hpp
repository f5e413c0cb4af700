#pragma once

#include <array>

namespace clearmargin {

/// Chebyshev coefficients of the normal quantile, made by scripts/normal_draw_table.py: of quantile / distance from 1/2
/// in the square of that distance, and of the quantile in sqrt(-2 log tail).
extern const std::array<double, 16> normal_draw_near;
extern const std::array<double, 21> normal_draw_middle;
extern const std::array<double, 29> normal_draw_tail;

}  // namespace clearmargin
