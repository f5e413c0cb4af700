#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result/result.hpp"

namespace clearmargin {

/// Periods in a year of daily closes.
inline constexpr double days_per_year = 365;

/// The volatility per year of a variance per period.
[[nodiscard]] double annual_volatility(double variance, double periods_per_year) noexcept;

/// v = lambda v + (1 - lambda) r^2 over all returns in order, RiskMetrics' with lambda 0.94 for days. v starts at the
/// first r^2, or at the mean of the first `starting` ones.
///
/// Fails   bad_series for no return, one that is no number, or fewer than `starting`; out_of_range for a lambda outside
///         [0, 1]
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] Result<double> ewma_variance(std::span<const double> returns, double lambda, std::size_t starting = 0);

/// The variance of a sample about its mean, divided by n - 1.
/// Fails   bad_series for fewer than two returns
[[nodiscard]] Result<double> realised_variance(std::span<const double> returns);

/// How variance follows from the last return and the last variance: omega + alpha r^2 + beta v.
struct Garch11 {
    double omega = 0;
    double alpha = 0;
    double beta = 0;
};

/// The variance after each return, `initial` before the first.
/// Fails   out_of_range for a negative parameter or initial variance; bad_series
[[nodiscard]] Result<std::vector<double>> garch11_path(const Garch11& params, double initial,
                                                       std::span<const double> returns);

/// Where variance goes in the long run: omega / (1 - alpha - beta).
/// Fails   out_of_range where alpha + beta is not below 1: there is no such place ("beta")
[[nodiscard]] Result<double> garch11_long_run_variance(const Garch11& params);

/// The variance to expect of the next `periods` together, the first of them having `next`.
/// Fails   as garch11_long_run_variance
[[nodiscard]] Result<double> garch11_cumulative_variance(const Garch11& params, double next, std::size_t periods);

/// How two assets move together.
struct ReturnRelation {
    double correlation = 0;
    double beta = 0;  ///< how far the second moves for each unit of the first
};
/// Fails   bad_series for series of different length ("second"), fewer than two returns or an asset that never moves
[[nodiscard]] Result<ReturnRelation> relation_of_returns(std::span<const double> first, std::span<const double> second);

}  // namespace clearmargin
