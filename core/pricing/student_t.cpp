#include "core/pricing/student_t.hpp"

#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"

namespace clearmargin {
namespace {

constexpr double pi = 3.14159265358979323846264;
constexpr double sqrt_pi = 1.77245385090551602729817;

/// Gamma(x + 1/2) / Gamma(x) by its asymptotic series, after x was raised to where that is exact.
/// Source  NIST DLMF 5.11.8, the difference of the two logarithms
double gamma_half_step(double x) noexcept {
    double factor = 1;
    for (; x < 20; x += 1) factor *= x / (x + 0.5);
    const double u = 1 / x;
    const double square = u * u;
    const double series =
        u * (-1.0 / 8 + square * (1.0 / 192 + square * (-1.0 / 640 + square * (17.0 / 14336 - square * 31.0 / 18432))));
    return factor * std::sqrt(x) * exp_of(series);
}

/// The continued fraction of the incomplete beta function, by Lentz's method as Thompson and Barnett changed it.
/// Source  NIST DLMF 8.17.22
double beta_fraction(double x, double a, double b) noexcept {
    constexpr double tiny = 1e-300;
    const auto kept = [](double value) { return std::fabs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / kept(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < 20'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept(1 + even * d);
        c = kept(1 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept(1 + odd * d);
        c = kept(1 + odd / c);
        const double step = d * c;
        value *= step;
        if (std::fabs(step - 1) < 2e-16) break;
    }
    return value;
}

}  // namespace

double student_t_pdf(double x, double freedom) noexcept {
    const double shape = exp_of(-(freedom + 1) / 2 * log_ratio(freedom + x * x, freedom));
    return gamma_half_step(freedom / 2) / std::sqrt(freedom * pi) * shape;
}

double student_t_upper_tail(double x, double freedom) noexcept {
    const double a = freedom / 2;
    const double total = freedom + x * x;
    const double outer = freedom / total;
    const double inner = x * x / total;
    // outer^a inner^(1/2) / B(a, 1/2)
    const double weight = exp_of(a * log_ratio(freedom, total)) * std::sqrt(inner) * gamma_half_step(a) / sqrt_pi;
    // Both fractions say the same; each converges on its own side.
    if (outer < (a + 1) / (a + 2.5)) return weight * beta_fraction(outer, a, 0.5) / a / 2;
    return 0.5 - weight * beta_fraction(inner, 0.5, a);
}

Result<double> student_t_upper_quantile(double tail, double freedom) {
    TRY(check_range("freedom", freedom, 0.1, 1e6, "degrees of freedom from 0.1 to 10^6"));
    if (!(tail > 0 && tail < 0.5)) return refuse(ErrorCode::out_of_range, "tail", "expected a tail between 0 and 1/2");
    double low = 0;
    double high = 1;
    while (student_t_upper_tail(high, freedom) > tail && high < 1e150) {
        low = high;
        high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = (low + high) / 2;
        (student_t_upper_tail(middle, freedom) > tail ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace clearmargin
