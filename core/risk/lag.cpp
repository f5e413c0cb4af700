#include "core/risk/lag.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/pricing/elementary.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

constexpr double seconds_per_year = 31'536'000;
constexpr double least_weight = 1e-18;

Status in_range(std::string_view where, double value, double least, double most, std::string_view expected) {
    if (value >= least && value <= most) return {};
    return refuse(ErrorCode::out_of_range, where, "expected " + std::string(expected));
}

Status validate(double years, double volatility, double confidence) {
    TRY(in_range("years", years, 0, 1e6, "a time of at least 0"));
    TRY(in_range("volatility", volatility, 0, 50, "a volatility from 0 to 50"));
    if (confidence > 0.5 && confidence < 1) return {};
    return refuse(ErrorCode::out_of_range, "confidence", "expected a confidence between 0.5 and 1");
}

/// P(log return <= x) of the mixture over the number of jumps.
double mixture_cdf(double x, double drift, double years, double volatility, const Jumps& jumps) {
    const double mean_factor = exp_minus_one(jumps.mean_log + jumps.volatility * jumps.volatility / 2);
    const double centre = (drift - volatility * volatility / 2 - jumps.per_year * mean_factor) * years;
    const double arrivals = jumps.per_year * years;
    double weight = exp_of(-arrivals);
    double sum = 0;
    for (int n = 0; n < 10'000; ++n) {
        const double variance = volatility * volatility * years + n * jumps.volatility * jumps.volatility;
        const double mean = centre + n * jumps.mean_log;
        const double deviation = std::sqrt(variance);
        sum += weight * (deviation > 0 ? norm_cdf((x - mean) / deviation) : (x >= mean ? 1.0 : 0.0));
        weight *= arrivals / (n + 1);
        if (weight < least_weight && n > arrivals) break;
    }
    return sum;
}

}  // namespace

double Lag::years() const noexcept { return (finality + message + execution + heartbeat) / seconds_per_year; }

Result<double> latency_premium(double years, double volatility, double confidence, LagQuantile quantile) {
    TRY(validate(years, volatility, confidence));
    const double deviation = volatility * std::sqrt(years);
    if (quantile == LagQuantile::path) return -exp_minus_one(norm_quantile((1 - confidence) / 2) * deviation);
    return -exp_minus_one(norm_quantile(1 - confidence) * deviation - deviation * deviation / 2);
}

Result<double> jump_return_quantile(double p, double drift, double years, double volatility, const Jumps& jumps) {
    if (!(p > 0 && p < 1)) return refuse(ErrorCode::out_of_range, "p", "expected a probability between 0 and 1");
    double low = -1;
    double high = 1;
    while (mixture_cdf(low, drift, years, volatility, jumps) > p && low > -700) low *= 2;
    while (mixture_cdf(high, drift, years, volatility, jumps) < p && high < 700) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-16; ++i) {
        const double middle = (low + high) / 2;
        (mixture_cdf(middle, drift, years, volatility, jumps) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

Result<double> latency_premium_with_jumps(double years, double volatility, double confidence, const Jumps& jumps) {
    TRY(validate(years, volatility, confidence));
    TRY(const double quantile, jump_return_quantile(1 - confidence, 0, years, volatility, jumps));
    return std::max(0.0, -exp_minus_one(quantile));
}

Result<double> messaging_discount(double hazard_per_year, double window_seconds, double loss_given_default) {
    TRY(in_range("hazard_per_year", hazard_per_year, 0, 1e9, "a rate of at least 0"));
    TRY(in_range("window_seconds", window_seconds, 0, 1e12, "a time of at least 0"));
    TRY(in_range("loss_given_default", loss_given_default, 0, 1, "a ratio from 0 to 1"));
    return 1 + loss_given_default * exp_minus_one(-hazard_per_year * window_seconds / seconds_per_year);
}

Result<double> quorum_failure(std::span<const double> failure_probabilities, std::size_t required,
                              double common_cause) {
    TRY(in_range("common_cause", common_cause, 0, 1, "a probability"));
    if (required > failure_probabilities.size()) {
        return refuse(ErrorCode::out_of_range, "required", failure_probabilities.size(), required);
    }
    // delivered[k]: the probability that exactly k of those seen so far deliver.
    std::vector<double> delivered(failure_probabilities.size() + 1);
    delivered[0] = 1;
    for (std::size_t i = 0; i < failure_probabilities.size(); ++i) {
        const double fails = failure_probabilities[i];
        TRY(in_range("failure_probabilities[" + std::to_string(i) + "]", fails, 0, 1, "a probability"));
        for (std::size_t k = i + 1; k > 0; --k) delivered[k] = delivered[k] * fails + delivered[k - 1] * (1 - fails);
        delivered[0] *= fails;
    }
    double too_few = 0;
    for (std::size_t k = 0; k < required; ++k) too_few += delivered[k];
    return common_cause + (1 - common_cause) * too_few;
}

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
