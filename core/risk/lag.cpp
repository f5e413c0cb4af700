#include "core/risk/lag.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

Status validate(double years, double volatility, double confidence) {
    TRY(check_years("years", years));
    TRY(check_volatility("volatility", volatility));
    return check_confidence("confidence", confidence);
}

}  // namespace

double Lag::years() const noexcept { return (finality + message + execution + heartbeat) / seconds_per_year; }

Result<double> latency_premium(double years, double volatility, double confidence, LagQuantile quantile) {
    TRY(validate(years, volatility, confidence));
    const double deviation = volatility * std::sqrt(years);
    if (quantile == LagQuantile::path) return -exp_minus_one(norm_quantile((1 - confidence) / 2) * deviation);
    return -exp_minus_one(norm_quantile(1 - confidence) * deviation - deviation * deviation / 2);
}

Result<double> latency_premium_with_jumps(double years, double volatility, double confidence, const Jumps& jumps) {
    TRY(validate(years, volatility, confidence));
    TRY(const double quantile, jump_return_quantile(1 - confidence, {0, volatility, years}, jumps));
    return std::max(0.0, -exp_minus_one(quantile));
}

Result<Decimal> grown_latency_premium(Decimal premium, Decimal volatility_multiple, Decimal latency_multiple,
                                      const LatencyTerms& terms) {
    const double confidence = double_of_decimal(terms.confidence);
    const double lost = double_of_decimal(premium);
    const double volatility = double_of_decimal(volatility_multiple);
    const double latency = double_of_decimal(latency_multiple);
    TRY(check_ratio("premium", lost));
    TRY(check_range("volatility_multiple", volatility, 0, 1e6, "a multiple from 0 to 10^6"));
    TRY(check_range("latency_multiple", latency, 0, 1e6, "a multiple from 0 to 10^6"));
    TRY(check_confidence("confidence", confidence));
    const bool as_it_was = volatility_multiple == Decimal(1) && latency_multiple == Decimal(1);
    if (premium.is_zero() || premium == Decimal(1) || as_it_was) return premium;
    const double log_loss = -log_of(1 - lost);
    const double growth = volatility * std::sqrt(latency);
    if (terms.quantile == LagQuantile::path) {
        // -log(1 - L) = z s: it grows as the deviation s does, whatever the confidence.
        return decimal_of_double(-exp_minus_one(-log_loss * growth), Rounding::ceil);
    }
    // -log(1 - L) = z s + s^2 / 2, solved for the deviation s.
    const double z = -norm_quantile(1 - confidence);
    const double deviation = 2 * log_loss / (z + std::sqrt(z * z + 2 * log_loss)) * growth;
    return decimal_of_double(-exp_minus_one(-(z * deviation + deviation * deviation / 2)), Rounding::ceil);
}

Result<double> messaging_discount(double hazard_per_year, double window_seconds, double loss_given_default) {
    TRY(check_range("hazard_per_year", hazard_per_year, 0, 1e9, "a rate of at least 0"));
    TRY(check_range("window_seconds", window_seconds, 0, 1e12, "a time of at least 0"));
    TRY(check_ratio("loss_given_default", loss_given_default));
    return 1 + loss_given_default * exp_minus_one(-hazard_per_year * window_seconds / seconds_per_year);
}

Result<double> quorum_failure(std::span<const double> failure_probabilities, std::size_t required,
                              double common_cause) {
    TRY(check_ratio("common_cause", common_cause));
    if (required > failure_probabilities.size()) {
        return refuse(ErrorCode::out_of_range, "required", failure_probabilities.size(), required);
    }
    // delivered[k]: the probability that exactly k of those seen so far deliver.
    std::vector<double> delivered(failure_probabilities.size() + 1);
    delivered[0] = 1;
    for (std::size_t i = 0; i < failure_probabilities.size(); ++i) {
        const double fails = failure_probabilities[i];
        TRY(check_ratio("failure_probabilities[" + std::to_string(i) + "]", fails));
        for (std::size_t k = i + 1; k > 0; --k) delivered[k] = delivered[k] * fails + delivered[k - 1] * (1 - fails);
        delivered[0] *= fails;
    }
    double too_few = 0;
    for (std::size_t k = 0; k < required; ++k) too_few += delivered[k];
    return common_cause + (1 - common_cause) * too_few;
}

double double_of_decimal(Decimal value) noexcept { return static_cast<double>(value.units()) / 1e18; }

Result<Decimal> decimal_of_double(double value, Rounding rounding) {
    if (!std::isfinite(value)) return refuse(ErrorCode::out_of_range, "", "expected a number");
    if (std::fabs(value) >= 1.7e20) return settle(CheckedDecimal(DecimalFault::overflow));
    // Whole and fraction apart: both are exact, and the fraction times 2^60 is an integer or is rounded as asked.
    const double whole = std::floor(value);
    const double fraction = value - whole;
    const double scaled = std::ldexp(fraction, 60);
    const double digits = rounding == Rounding::ceil ? std::ceil(scaled) : std::floor(scaled);
    const Decimal part = Decimal::from_units(static_cast<Int128>(digits));
    const Decimal unit = Decimal::from_units(Int128{1} << 60U);
    return settle(CheckedDecimal(Decimal::from_units(static_cast<Int128>(whole) * Decimal::one_units)) +
                  div(part, unit, rounding));
}

}  // namespace clearmargin
