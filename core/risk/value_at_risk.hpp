#pragma once

#include <span>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/risk/correlation_matrix.hpp"

namespace clearmargin {

/// What is lost in the worst cases. Losses are positive; `confidence` lies between 1/2 and 1.
struct TailLoss {
    double value_at_risk = 0;       ///< exceeded with probability 1 - confidence
    double expected_shortfall = 0;  ///< the mean of what exceeds it
};

/// How the return of a position is spread over one period.
struct ReturnMoments {
    double mean = 0;
    double deviation = 0;
};

/// Of a position worth `value` over `periods`, its returns being normal and independent.
/// Fails   out_of_range ("value", "mean", "deviation", "periods", "confidence")
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] Result<TailLoss> normal_tail_loss(double value, const ReturnMoments& moments, double periods,
                                                double confidence);

/// Over one period, its returns being Student's with that many degrees of freedom, scaled to `deviation`.
/// Fails   out_of_range, also for degrees of freedom of 2 and less, which have no deviation ("freedom")
[[nodiscard]] Result<TailLoss> student_t_tail_loss(double value, double deviation, double freedom, double confidence);

/// The standardised return that a skewed and heavy-tailed one falls below with probability 1 - confidence, to the
/// fourth order of Cornish and Fisher. Far from the normal it is no longer monotone in the confidence.
/// Fails   out_of_range ("skew", "excess_kurtosis", "confidence")
[[nodiscard]] Result<double> cornish_fisher_quantile(double skew, double excess_kurtosis, double confidence);

/// Tail of a history, by its worst observations: k = (1 - confidence) n, the ceil(k)-th largest loss, and the mean of
/// the k largest.
struct HistoricalTailLoss {
    TailLoss loss;
    Decimal tail_observations;  ///< k, exactly; below 1 the history is too short to say more than its worst loss
};
/// Fails   bad_series for fewer than two losses or one that is no number ("losses[3]"); out_of_range ("confidence")
[[nodiscard]] Result<HistoricalTailLoss> historical_tail_loss(std::span<const double> losses, Decimal confidence);

/// What positions of `exposures` USD would have lost on each day of a history of closes, one series for each.
/// Fails   bad_series for another number of series ("closes") or series of different length ("closes[1]");
///         price_not_positive; out_of_range ("exposures[1]")
[[nodiscard]] Result<std::vector<double>> historical_losses(std::span<const double> exposures,
                                                            std::span<const std::vector<double>> closes);

/// Tail of a sum of exposures whose returns are normal.
struct DeltaNormalLoss {
    TailLoss loss;
    std::vector<double> components;  ///< of the value at risk, by exposure; they add up to it
};
/// Units   exposures: USD, negative for a short; volatilities: per year
/// Fails   bad_correlation_shape for another number of volatilities or correlations; out_of_range
[[nodiscard]] Result<DeltaNormalLoss> delta_normal_loss(std::span<const double> exposures,
                                                        std::span<const double> volatilities,
                                                        const CorrelationMatrix& correlation, double days,
                                                        double confidence);

}  // namespace clearmargin
