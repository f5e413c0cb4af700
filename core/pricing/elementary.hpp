#pragma once

namespace clearmargin {

/// e^x, log x and x^y from additions, multiplications, divisions and nothing else, so that every platform gives the
/// same bits. Correct to about two units in the last place.

/// 0 below -745.2, infinite above 709.8.
[[nodiscard]] double exp_of(double x) noexcept;
/// e^x - 1 without cancellation near 0.
[[nodiscard]] double exp_minus_one(double x) noexcept;
/// Minus infinity at 0, not a number below.
[[nodiscard]] double log_of(double x) noexcept;
/// log(a / b) for a and b above 0, with all its digits where they are close.
[[nodiscard]] double log_ratio(double a, double b) noexcept;
/// x above 0.
[[nodiscard]] double pow_of(double x, double y) noexcept;
/// e^(-x^2 / 2) with the rounding of x^2 undone.
[[nodiscard]] double gauss_of(double x) noexcept;

}  // namespace clearmargin
