#include "core/pricing/band_exit.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

constexpr double inverse_sqrt_two_pi = 0.398942280401432677939946;
/// A band narrower than a deviation by this much is left but for a chance below 10^-170.
constexpr double surely_left = 9;

/// e^weight P(N <= z); in the tail the two exponents are added first, so that neither leaves the range.
double weighted_cdf(double weight, double z) noexcept {
    if (z >= 0) return exp_of(weight) * norm_cdf(z);
    return exp_of(weight - z * z / 2) * inverse_sqrt_two_pi * mills_ratio(-z);
}

/// e^weight P(low < N <= high).
double weighted_between(double weight, double low, double high) noexcept {
    if (low > 0) return weighted_cdf(weight, -low) - weighted_cdf(weight, -high);
    return weighted_cdf(weight, high) - weighted_cdf(weight, low);
}

/// The probability of staying in (0, width) from `start`: the density of the walk with absorbing ends is a sum over
/// images of the start, those mirrored at an end with a minus sign, each with the weight that the drift gives it.
double stays(double start, double width, double drift, const Diffusion& diffusion) noexcept {
    const double deviation = diffusion.volatility * std::sqrt(diffusion.years);
    if (deviation > surely_left * width) return 0;
    const double moved = drift * diffusion.years;
    const double tilt = drift / (diffusion.volatility * diffusion.volatility);
    const int terms = static_cast<int>(std::ceil(3 * deviation / width)) + 4;
    double sum = 0;
    for (int n = -terms; n <= terms; ++n) {
        const double shift = 2 * n * width;
        for (const bool mirrored : {false, true}) {
            const double image = (mirrored ? -start : start) - shift;
            const double term = weighted_between(tilt * (image - start), (-image - moved) / deviation,
                                                 (width - image - moved) / deviation);
            sum += mirrored ? -term : term;
        }
    }
    return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

Result<double> band_exit_probability(double spot, double lower, double upper, const Diffusion& diffusion) {
    TRY(check_model_price("spot", spot));
    TRY(check_model_price("lower", lower));
    TRY(check_model_price("upper", upper));
    if (!(lower < upper)) return refuse(ErrorCode::out_of_range, "upper", "expected more than the lower end");
    TRY(check_diffusion(diffusion));
    if (spot <= lower || spot >= upper) return 1.0;
    const double start = log_ratio(spot, lower);
    const double width = log_ratio(upper, lower);
    if (!(diffusion.volatility > 0) || !(diffusion.years > 0)) {
        const double end = start + diffusion.drift * diffusion.years;
        return end <= 0 || end >= width ? 1.0 : 0.0;
    }
    const double drift = diffusion.drift - diffusion.volatility * diffusion.volatility / 2;
    return 1 - stays(start, width, drift, diffusion);
}

}  // namespace clearmargin
