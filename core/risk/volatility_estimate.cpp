#include "core/risk/volatility_estimate.hpp"

#include <cmath>

#include "core/pricing/model_input.hpp"
#include "core/risk/returns.hpp"

namespace clearmargin {
namespace {

double mean_of(std::span<const double> values) noexcept {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// The sum of (a - mean a)(b - mean b).
double co_deviation(std::span<const double> a, std::span<const double> b) noexcept {
    const double mean_a = mean_of(a);
    const double mean_b = mean_of(b);
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
    return sum;
}

Status check_garch(const Garch11& params) {
    TRY(check_range("omega", params.omega, 0, 1e6, "at least 0"));
    TRY(check_range("alpha", params.alpha, 0, 1e6, "at least 0"));
    return check_range("beta", params.beta, 0, 1e6, "at least 0");
}

/// x^n by squaring.
double whole_power(double x, std::size_t n) noexcept {
    double out = 1;
    for (; n > 0; n /= 2) {
        if (n % 2 == 1) out *= x;
        x *= x;
    }
    return out;
}

}  // namespace

double annual_volatility(double variance, double periods_per_year) noexcept {
    return std::sqrt(variance * periods_per_year);
}

Result<double> ewma_variance(std::span<const double> returns, double lambda, std::size_t starting) {
    TRY(check_ratio("lambda", lambda));
    TRY(check_series("returns", returns, starting > 0 ? starting : 1));
    double variance = 0;
    const std::size_t first = starting > 0 ? starting : 1;
    for (const double value : returns.first(first)) variance += value * value;
    variance /= static_cast<double>(first);
    for (const double value : returns) variance = lambda * variance + (1 - lambda) * value * value;
    return variance;
}

Result<double> realised_variance(std::span<const double> returns) {
    TRY(check_series("returns", returns, 2));
    return co_deviation(returns, returns) / static_cast<double>(returns.size() - 1);
}

Result<std::vector<double>> garch11_path(const Garch11& params, double initial, std::span<const double> returns) {
    TRY(check_garch(params));
    TRY(check_range("initial", initial, 0, 1e6, "a variance of at least 0"));
    TRY(check_series("returns", returns, 1));
    std::vector<double> variances;
    double variance = initial;
    for (const double value : returns) {
        variance = params.omega + params.alpha * value * value + params.beta * variance;
        variances.push_back(variance);
    }
    return variances;
}

Result<double> garch11_long_run_variance(const Garch11& params) {
    TRY(check_garch(params));
    const double kept = params.alpha + params.beta;
    if (!(kept < 1)) return refuse(ErrorCode::out_of_range, "beta", "expected alpha + beta below 1");
    return params.omega / (1 - kept);
}

Result<double> garch11_cumulative_variance(const Garch11& params, double next, std::size_t periods) {
    TRY(check_range("next", next, 0, 1e6, "a variance of at least 0"));
    TRY(const double long_run, garch11_long_run_variance(params));
    const double kept = params.alpha + params.beta;
    return long_run * static_cast<double>(periods) + (next - long_run) * (1 - whole_power(kept, periods)) / (1 - kept);
}

Result<ReturnRelation> relation_of_returns(std::span<const double> first, std::span<const double> second) {
    TRY(check_series("first", first, 2));
    TRY(check_series("second", second, 2));
    if (first.size() != second.size()) return refuse(ErrorCode::bad_series, "second", first.size(), second.size());
    const double of_first = co_deviation(first, first);
    const double of_second = co_deviation(second, second);
    if (!(of_first > 0)) return refuse(ErrorCode::bad_series, "first", "expected a series that moves");
    if (!(of_second > 0)) return refuse(ErrorCode::bad_series, "second", "expected a series that moves");
    const double together = co_deviation(first, second);
    return ReturnRelation{together / std::sqrt(of_first * of_second), together / of_first};
}

}  // namespace clearmargin
