#include "core/risk/value_at_risk.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"
#include "core/pricing/student_t.hpp"
#include "core/risk/returns.hpp"
#include "core/risk/volatility_estimate.hpp"

namespace clearmargin {
namespace {

std::string place(std::string_view list, std::size_t i) { return std::string(list) + "[" + std::to_string(i) + "]"; }

/// Of a loss with that mean and deviation.
TailLoss normal_tail(double mean, double deviation, double confidence) noexcept {
    const double z = -norm_quantile(1 - confidence);
    return {mean + z * deviation, mean + norm_pdf(z) / (1 - confidence) * deviation};
}

Status check_exposures(std::span<const double> exposures) {
    for (std::size_t i = 0; i < exposures.size(); ++i) TRY(check_finite(place("exposures", i), exposures[i]));
    return {};
}

}  // namespace

Result<TailLoss> normal_tail_loss(double value, const ReturnMoments& moments, double periods, double confidence) {
    TRY(check_finite("value", value));
    TRY(check_finite("mean", moments.mean));
    TRY(check_range("deviation", moments.deviation, 0, 1e6, "at least 0"));
    TRY(check_range("periods", periods, 0, 1e6, "at least 0"));
    TRY(check_confidence("confidence", confidence));
    return normal_tail(-value * moments.mean * periods, std::fabs(value) * moments.deviation * std::sqrt(periods),
                       confidence);
}

Result<TailLoss> student_t_tail_loss(double value, double deviation, double freedom, double confidence) {
    TRY(check_finite("value", value));
    TRY(check_range("deviation", deviation, 0, 1e6, "at least 0"));
    TRY(check_confidence("confidence", confidence));
    if (!(freedom > 2)) return refuse(ErrorCode::out_of_range, "freedom", "expected more than 2 degrees of freedom");
    TRY(const double quantile, student_t_upper_quantile(1 - confidence, freedom));
    const double scale = std::fabs(value) * deviation * std::sqrt((freedom - 2) / freedom);
    const double beyond = student_t_pdf(quantile, freedom) / (1 - confidence) * (freedom + quantile * quantile);
    return TailLoss{scale * quantile, scale * beyond / (freedom - 1)};
}

Result<double> cornish_fisher_quantile(double skew, double excess_kurtosis, double confidence) {
    TRY(check_finite("skew", skew));
    TRY(check_finite("excess_kurtosis", excess_kurtosis));
    TRY(check_confidence("confidence", confidence));
    const double z = norm_quantile(1 - confidence);
    return z + (z * z - 1) * skew / 6 + (z * z - 3) * z * excess_kurtosis / 24 - (2 * z * z - 5) * z * skew * skew / 36;
}

Result<HistoricalTailLoss> historical_tail_loss(std::span<const double> losses, Decimal confidence) {
    TRY(check_series("losses", losses, 2));
    // Exactly: a binary 0.95 would make the first of twenty losses into the second.
    const Int128 tail = Decimal::one_units - confidence.units();
    if (tail <= 0 || tail >= Decimal::one_units / 2) {
        return refuse(ErrorCode::out_of_range, "confidence", "expected a confidence between 0.5 and 1");
    }
    const Int128 k = tail * static_cast<Int128>(losses.size());
    const auto whole = static_cast<std::size_t>(k / Decimal::one_units);
    const Int128 fraction = k % Decimal::one_units;
    std::vector<double> worst(losses.begin(), losses.end());
    std::sort(worst.begin(), worst.end(), std::greater<>());
    double sum = 0;
    for (std::size_t i = 0; i < whole; ++i) sum += worst[i];
    HistoricalTailLoss out;
    out.tail_observations = Decimal::from_units(k);
    out.loss.value_at_risk = worst[fraction > 0 ? whole : whole - 1];
    if (fraction > 0) sum += static_cast<double>(fraction) / 1e18 * worst[whole];
    out.loss.expected_shortfall = sum / (static_cast<double>(k) / 1e18);
    return out;
}

Result<std::vector<double>> historical_losses(std::span<const double> exposures,
                                              std::span<const std::vector<double>> closes) {
    TRY(check_exposures(exposures));
    if (closes.size() != exposures.size()) {
        return refuse(ErrorCode::bad_series, "closes", exposures.size(), closes.size());
    }
    std::vector<double> losses;
    for (std::size_t i = 0; i < closes.size(); ++i) {
        const std::string where = place("closes", i);
        if (closes[i].size() != closes[0].size()) {
            return refuse(ErrorCode::bad_series, where, closes[0].size(), closes[i].size());
        }
        TRY(const auto returns, under(where, simple_returns(closes[i])));
        losses.resize(returns.size());
        for (std::size_t t = 0; t < returns.size(); ++t) losses[t] -= exposures[i] * returns[t];
    }
    return losses;
}

Result<DeltaNormalLoss> delta_normal_loss(std::span<const double> exposures, std::span<const double> volatilities,
                                          const CorrelationMatrix& correlation, double days, double confidence) {
    TRY(check_exposures(exposures));
    const std::size_t size = exposures.size();
    if (volatilities.size() != size) {
        return refuse(ErrorCode::bad_correlation_shape, "volatilities", size, volatilities.size());
    }
    if (correlation.size() != size) {
        return refuse(ErrorCode::bad_correlation_shape, "correlation", size, correlation.size());
    }
    for (std::size_t i = 0; i < size; ++i) TRY(check_volatility(place("volatilities", i), volatilities[i]));
    TRY(check_range("days", days, 0, 1e6, "at least 0"));
    TRY(check_confidence("confidence", confidence));
    std::vector<double> deviations(size);
    const double root = std::sqrt(days / days_per_year);
    for (std::size_t i = 0; i < size; ++i) deviations[i] = exposures[i] * volatilities[i] * root;
    const double deviation = std::sqrt(correlation.variance_of_sum(deviations));
    DeltaNormalLoss out{normal_tail(0, deviation, confidence), std::vector<double>(size)};
    if (!(deviation > 0)) return out;
    for (std::size_t i = 0; i < size; ++i) {
        double with_all = 0;
        for (std::size_t j = 0; j < size; ++j) with_all += correlation.at(i, j) * deviations[j];
        out.components[i] = out.loss.value_at_risk * deviations[i] * with_all / (deviation * deviation);
    }
    return out;
}

}  // namespace clearmargin
