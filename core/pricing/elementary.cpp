#include "core/pricing/elementary.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace clearmargin {
namespace {

// log 2 as a part whose multiples below 2^11 are exact, and the rest.
constexpr double log2_high = 0x1.62e42fee00000p-1;
constexpr double log2_low = 0x1.a39ef35793c76p-33;
constexpr double log2_inverse = 0x1.71547652b82fep+0;

/// 2^exponent for exponents of normal numbers.
double power_of_two(int exponent) noexcept {
    const std::uint64_t bits = static_cast<std::uint64_t>(exponent + 1023) << 52U;
    double out = 0;
    std::memcpy(&out, &bits, sizeof out);
    return out;
}

/// x 2^exponent, in two steps where the result is subnormal or close to overflow.
double scaled(double x, int exponent) noexcept {
    const int half = exponent / 2;
    return x * power_of_two(half) * power_of_two(exponent - half);
}

/// 1 / 13!, 1 / 12!, ..., 1 / 2!
constexpr double inverse_factorials[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
    1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2,
};

/// e^r - 1 for |r| <= log(2) / 2, by its series.
double exp_minus_one_reduced(double r) noexcept {
    double sum = 0;
    for (const double coefficient : inverse_factorials) sum = sum * r + coefficient;
    return r + r * r * sum;
}

}  // namespace

double exp_of(double x) noexcept {
    if (std::isnan(x)) return x;
    if (x < -745.2) return 0;
    if (x > 709.79) return std::numeric_limits<double>::infinity();
    const double n = std::floor(x * log2_inverse + 0.5);
    const double r = (x - n * log2_high) - n * log2_low;
    return scaled(1 + exp_minus_one_reduced(r), static_cast<int>(n));
}

double exp_minus_one(double x) noexcept { return std::fabs(x) < 0.34 ? exp_minus_one_reduced(x) : exp_of(x) - 1; }

double log_of(double x) noexcept {
    if (std::isnan(x) || x < 0) return std::numeric_limits<double>::quiet_NaN();
    if (x == 0) return -std::numeric_limits<double>::infinity();
    if (std::isinf(x)) return x;
    int exponent = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        exponent = -54;
    }
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    exponent += static_cast<int>(bits >> 52U) - 1023;
    bits = (bits & 0xfffffffffffffU) | (std::uint64_t{1023} << 52U);
    double mantissa = 0;
    std::memcpy(&mantissa, &bits, sizeof mantissa);
    if (mantissa > 1.4142135623730951) {
        mantissa *= 0.5;
        ++exponent;
    }
    // log m = 2 atanh s, with s small and m - 1 exact.
    const double f = mantissa - 1;
    const double s = f / (2 + f);
    const double square = s * s;
    double series = 0;
    for (int n = 25; n >= 3; n -= 2) series = (series + 1.0 / n) * square;
    // 2 s = f - s f, which keeps the digits that the quotient loses.
    const double tail = 2 * s * series - s * f;
    return exponent * log2_high + (f + (tail + exponent * log2_low));
}

double log_ratio(double a, double b) noexcept {
    // Between half and double the difference is exact.
    const double s = (a - b) / (a + b);
    if (!(std::fabs(s) < 0.1)) return log_of(a / b);
    const double square = s * s;
    double series = 0;
    for (int n = 17; n >= 3; n -= 2) series = (series + 1.0 / n) * square;
    return 2 * (s + s * series);
}

double pow_of(double x, double y) noexcept { return exp_of(y * log_of(x)); }

double gauss_of(double x) noexcept {
    const double size = std::fabs(x);
    if (size > 39) return 0;
    // x^2 = coarse^2 + (x - coarse)(x + coarse), the first exact.
    const double coarse = std::floor(size * 16) / 16;
    return exp_of(-coarse * coarse / 2) * exp_of(-(size - coarse) * (size + coarse) / 2);
}

}  // namespace clearmargin
