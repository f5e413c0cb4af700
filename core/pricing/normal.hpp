#pragma once

namespace clearmargin {

/// The standard normal density. Source docs/margin-model.md#mathematics
[[nodiscard]] double norm_pdf(double x) noexcept;
/// P(N <= x), right to 2 x 10^-13 of itself in both tails.
[[nodiscard]] double norm_cdf(double x) noexcept;
/// P(N > x) / density at x for x >= 0: what remains of a far tail when its smallness is taken out.
[[nodiscard]] double mills_ratio(double x) noexcept;
/// x with norm_cdf(x) = p, right to 10^-13 of itself for p in (10^-300, 1). Not a number outside (0, 1).
[[nodiscard]] double norm_quantile(double p) noexcept;
/// The same of p = 1/2 + distance, which near the middle says more than p does.
[[nodiscard]] double norm_quantile_from_middle(double distance) noexcept;
/// P(A <= a and B <= b) for standard normals of correlation rho in [-1, 1], right to 10^-12.
[[nodiscard]] double bivariate_norm_cdf(double a, double b, double rho) noexcept;

}  // namespace clearmargin
