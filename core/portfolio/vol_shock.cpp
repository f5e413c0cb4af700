#include "core/portfolio/vol_shock.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"

namespace clearmargin {
namespace {

constexpr double days_per_year = 365;
constexpr double pivot_days = 30;

}  // namespace

double shocked_volatility(const VolShock& shock, double volatility, double days, bool up) noexcept {
    const double power = days <= pivot_days ? shock.short_power : shock.long_power;
    const double time = std::max(days, shock.days_floor);
    // At the very expiry without a floor the fade has no bound, and volatility no longer matters.
    const double fade = time > 0 ? pow_of(pivot_days / time, power) : 1;
    if (up) return std::max(shock.min_volatility_up, volatility * (1 + std::max(shock.up * fade, shock.min_up)));
    return volatility * std::max(0.0, 1 - shock.down * fade);
}

double skew_multiplier(const SkewShock& shock, VolRule rule, double log_moneyness, double years) noexcept {
    const double root = std::sqrt(years);
    const bool linear = rule == VolRule::skew_linear;
    const double cap = linear ? shock.linear_cap + shock.linear_cap_slope * root
                              : shock.absolute_cap + shock.absolute_cap_slope * root;
    const double k_star =
        std::max(shock.least_k_star, root * shock.width * (shock.vol_static + shock.vol_slope * root));
    const double k = linear ? log_moneyness : std::fabs(log_moneyness);
    if (!(k_star > 0)) return std::max(0.0, 1 + (k > 0 ? cap : (k < 0 ? -cap : 0)));
    const double skew = k * cap / k_star;
    return std::max(0.0, 1 + (k >= 0 ? std::min(cap, skew) : std::max(-cap, skew)));
}

double scenario_volatility(const VolModel& model, VolRule rule, double volatility, double log_moneyness,
                           double years) noexcept {
    switch (rule) {
        case VolRule::none:
            return volatility;
        case VolRule::up:
        case VolRule::down:
            return shocked_volatility(model.term, volatility, years * days_per_year, rule == VolRule::up);
        case VolRule::skew_linear:
        case VolRule::skew_absolute:
            return volatility * skew_multiplier(model.skew, rule, log_moneyness, years);
    }
    return volatility;
}

}  // namespace clearmargin
