#include "core/risk/normal_draw.hpp"

#include <cmath>
#include <span>

#include "core/pricing/elementary.hpp"
#include "core/risk/normal_draw_table.hpp"

namespace clearmargin {
namespace {

// Where the stretches of the table end: squares of distances from 1/2, and sqrt(-2 log tail).
constexpr double near_end = 0.09;
constexpr double middle_end = 0.180625;
constexpr double tail_start = 2.276078718078892;
constexpr double tail_end = 8.571674348652905;

/// The sum of the Chebyshev series for x in [low, high], by Clenshaw's recurrence.
double series(std::span<const double> coefficients, double x, double low, double high) noexcept {
    const double t = (2 * x - low - high) / (high - low);
    double next = 0;
    double after = 0;
    for (std::size_t i = coefficients.size() - 1; i >= 1; --i) {
        const double current = 2 * t * next - after + coefficients[i];
        after = next;
        next = current;
    }
    return t * next - after + coefficients[0];
}

}  // namespace

double normal_draw(double uniform_from_middle) noexcept {
    const double square = uniform_from_middle * uniform_from_middle;
    if (square <= near_end) return uniform_from_middle * series(normal_draw_near, square, 0, near_end);
    if (square <= middle_end) return uniform_from_middle * series(normal_draw_middle, square, near_end, middle_end);
    const double tail = 0.5 - std::fabs(uniform_from_middle);
    const double size = series(normal_draw_tail, std::sqrt(-2 * log_of(tail)), tail_start, tail_end);
    return uniform_from_middle < 0 ? -size : size;
}

}  // namespace clearmargin
