#include "core/pricing/normal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/pricing/elementary.hpp"
#include "core/pricing/mills_ratio_table.hpp"

namespace clearmargin {
namespace {

constexpr double inverse_sqrt_two_pi = 0.398942280401432677939946;
constexpr double sqrt_half = 0.707106781186547524400844;
constexpr double sqrt_half_pi = 1.25331413731550025120788;
constexpr double two_pi = 6.28318530717958647692529;

/// e^(x^2) erfc x for x >= 0, by Clenshaw's recurrence.
double erfcx(double x) noexcept {
    const double t = (x - 3.75) / (x + 3.75);
    double next = 0;
    double after = 0;
    for (std::size_t i = mills_ratio_terms - 1; i >= 1; --i) {
        const double current = 2 * t * next - after + mills_ratio_coefficients[i];
        after = next;
        next = current;
    }
    return (t * next - after + mills_ratio_coefficients[0]) / (1 + 2 * x);
}

constexpr int most_newton_steps = 60;
/// A Newton step of this size leaves an error of its square.
constexpr double settled = 1e-9;

/// P(0 < N <= x) for |x| below 1, by a series whose terms all have one sign.
double norm_cdf_above_half(double x) noexcept {
    double sum = 0;
    double term = x;
    for (int n = 1; n < 80 && sum + term != sum; n += 2) {
        sum += term;
        term *= x * x / (n + 2);
    }
    return sum * norm_pdf(x);
}

/// Gauss-Legendre nodes and weights on [-1, 1], positive half, 20 points.
constexpr double nodes[] = {0.0765265211334973337546404, 0.227785851141645078080496, 0.373706088715419560672548,
                            0.510867001950827098004364,  0.636053680726515025452837, 0.746331906460150792614305,
                            0.839116971822218823394529,  0.912234428251325905867752, 0.96397192727791379126767,
                            0.993128599185094924786122};
constexpr double weights[] = {0.152753387130725850698084,  0.149172986472603746787829,  0.142096109318382051329298,
                              0.131688638449176626898495,  0.118194531961518417312377,  0.101930119817240435036750,
                              0.0832767415767047487247581, 0.0626720483341090635695065, 0.0406014298003869413310400,
                              0.0176140071391521183118620};

/// The bivariate density at correlation r, integrated over r by the theorem dPhi2/drho = density.
double density(double a, double b, double r) noexcept {
    const double rest = 1 - r * r;
    if (rest <= 0) return 0;
    return exp_of(-(a * a - 2 * r * a * b + b * b) / (2 * rest)) / (two_pi * std::sqrt(rest));
}

/// The integral of the density over correlations from `from` to `to`.
double over_correlations(double a, double b, double from, double to) noexcept {
    const double centre = (from + to) / 2;
    const double half = (to - from) / 2;
    double sum = 0;
    for (int i = 0; i < 10; ++i) {
        sum += weights[i] * (density(a, b, centre - half * nodes[i]) + density(a, b, centre + half * nodes[i]));
    }
    return half * sum;
}

}  // namespace

double norm_pdf(double x) noexcept { return inverse_sqrt_two_pi * gauss_of(x); }

double mills_ratio(double x) noexcept { return sqrt_half_pi * erfcx(x * sqrt_half); }

double norm_cdf(double x) noexcept {
    const double tail = 0.5 * erfcx(std::fabs(x) * sqrt_half) * gauss_of(x);
    return x <= 0 ? tail : 1 - tail;
}

double norm_quantile_from_middle(double distance) noexcept {
    if (std::fabs(distance) > 0.2) return norm_quantile(0.5 + distance);
    double x = distance / inverse_sqrt_two_pi;
    for (int i = 0; i < most_newton_steps; ++i) {
        const double step = (distance - norm_cdf_above_half(x)) / norm_pdf(x);
        x += step;
        if (std::fabs(step) <= settled * std::fabs(x)) break;
    }
    return x;
}

double norm_quantile(double p) noexcept {
    if (!(p > 0 && p < 1)) return std::numeric_limits<double>::quiet_NaN();
    if (std::fabs(p - 0.5) <= 0.2) return norm_quantile_from_middle(p - 0.5);
    const bool upper = p > 0.5;
    const double tail = upper ? 1 - p : p;
    const double log_tail = log_of(tail);
    double x = std::sqrt(-2 * log_tail);
    for (int i = 0; i < most_newton_steps; ++i) {
        // Newton in the logarithm of the tail, density times Mills ratio, whose slope is -1 / Mills.
        const double mills = mills_ratio(x);
        const double step = (log_of(mills * inverse_sqrt_two_pi) - x * x / 2 - log_tail) * mills;
        x += step;
        if (std::fabs(step) <= settled * x) break;
    }
    return upper ? x : -x;
}

double bivariate_norm_cdf(double a, double b, double rho) noexcept {
    if (rho >= 1) return norm_cdf(std::min(a, b));
    if (rho <= -1) return std::max(0.0, norm_cdf(a) - norm_cdf(-b));
    // The density sharpens toward |rho| = 1: panels that halve the distance to it.
    double total = norm_cdf(a) * norm_cdf(b);
    const double sign = rho < 0 ? -1 : 1;
    double from = 0;
    while (from < std::fabs(rho)) {
        const double to = std::min(std::fabs(rho), from + (1 - from) / 4);
        total += over_correlations(a, b, sign * from, sign * to);
        from = to;
    }
    return std::clamp(total, 0.0, 1.0);
}

}  // namespace clearmargin
