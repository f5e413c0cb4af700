#include "core/pricing/first_passage.hpp"

#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

bool stands_still(const Diffusion& diffusion) noexcept { return !(diffusion.volatility > 0) || !(diffusion.years > 0); }

/// The probability of touching a barrier `distance` <= 0 below the logarithm of the price, which drifts by `drift`.
double touches_below(double distance, double drift, const Diffusion& diffusion) noexcept {
    const double deviation = diffusion.volatility * std::sqrt(diffusion.years);
    const double moved = drift * diffusion.years;
    const double straight = (distance - moved) / deviation;
    const double reflected = (distance + moved) / deviation;
    // e^(2 drift distance / volatility^2) times the density at `reflected` is the density at `straight`: the weight
    // need never be computed where it could overflow.
    const double mirrored =
        reflected < 0
            ? norm_pdf(straight) * mills_ratio(-reflected)
            : exp_of(2 * drift * distance / (diffusion.volatility * diffusion.volatility)) * norm_cdf(reflected);
    return std::fmin(1.0, norm_cdf(straight) + mirrored);
}

/// The same on either side, by symmetry.
double touches(double log_barrier, const Diffusion& diffusion) noexcept {
    if (log_barrier == 0) return 1;
    if (stands_still(diffusion)) {
        const double moved = diffusion.drift * diffusion.years;
        return (log_barrier < 0 ? moved <= log_barrier : moved >= log_barrier) ? 1 : 0;
    }
    const double drift = diffusion.drift - diffusion.volatility * diffusion.volatility / 2;
    return log_barrier < 0 ? touches_below(log_barrier, drift, diffusion)
                           : touches_below(-log_barrier, -drift, diffusion);
}

constexpr int most_doublings = 64;
constexpr int most_halvings = 200;

}  // namespace

Status check_diffusion(const Diffusion& diffusion) {
    TRY(check_drift("drift", diffusion.drift));
    TRY(check_volatility("volatility", diffusion.volatility));
    return check_years("years", diffusion.years);
}

Result<double> first_passage_probability(double spot, double barrier, const Diffusion& diffusion) {
    TRY(check_model_price("spot", spot));
    TRY(check_model_price("barrier", barrier));
    TRY(check_diffusion(diffusion));
    return touches(log_ratio(barrier, spot), diffusion);
}

Result<double> first_passage_quantile(double alpha, PriceSide side, const Diffusion& diffusion) {
    TRY(check_open_probability("alpha", alpha));
    TRY(check_diffusion(diffusion));
    if (stands_still(diffusion)) {
        return refuse(ErrorCode::out_of_range, diffusion.years > 0 ? "volatility" : "years", "expected more than 0");
    }
    const double sign = side == PriceSide::down ? -1 : 1;
    double near = 0;
    double far = diffusion.volatility * std::sqrt(diffusion.years);
    for (int i = 0; touches(sign * far, diffusion) > alpha; ++i) {
        if (i == most_doublings) {
            return refuse(ErrorCode::no_convergence, "alpha", "expected a barrier that is touched so rarely");
        }
        near = far;
        far *= 2;
    }
    for (int i = 0; i < most_halvings && far - near > 1e-15 * far; ++i) {
        const double middle = (near + far) / 2;
        (touches(sign * middle, diffusion) > alpha ? near : far) = middle;
    }
    return sign * (near + far) / 2;
}

Result<double> barrier_looked_at(double spot, double barrier, const Diffusion& diffusion, std::uint32_t looks) {
    TRY(check_model_price("spot", spot));
    TRY(check_model_price("barrier", barrier));
    TRY(check_diffusion(diffusion));
    if (looks == 0) return refuse(ErrorCode::out_of_range, "looks", "expected at least 1");
    const double shift = looked_at_shift * diffusion.volatility * std::sqrt(diffusion.years / looks);
    return barrier * exp_of(barrier < spot ? -shift : shift);
}

Result<OneTouchValue> one_touch_at_expiry(double spot, double barrier, double cash, double rate, double yield,
                                          double volatility, double years) {
    TRY(check_drift("rate", rate));
    TRY(check_drift("yield", yield));
    TRY(check_finite("cash", cash));
    TRY(const double touched, first_passage_probability(spot, barrier, {rate - yield, volatility, years}));
    const double present = cash * exp_of(-rate * years);
    return OneTouchValue{present * touched, present * (1 - touched)};
}

}  // namespace clearmargin
