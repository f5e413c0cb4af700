#include "core/portfolio/vol_shock.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"

namespace clearmargin {
namespace {

constexpr double days_per_year = 365;
constexpr double pivot_days = 30;

/// (30 / days)^power.
double fade_of(const VolShock& shock, double days) noexcept {
    const double power = days <= pivot_days ? shock.short_power : shock.long_power;
    const double time = std::max(days, shock.days_floor);
    // At the very expiry without a floor the fade has no bound, and volatility no longer matters.
    return time > 0 ? pow_of(pivot_days / time, power) : 1;
}

double faded(const VolShock& shock, double volatility, double fade, bool up) noexcept {
    if (up) return std::max(shock.min_volatility_up, volatility * (1 + std::max(shock.up * fade, shock.min_up)));
    return volatility * std::max(0.0, 1 - shock.down * fade);
}

}  // namespace

std::string_view vol_rule_name(VolRule rule) noexcept {
    switch (rule) {
        case VolRule::none:
            return "same";
        case VolRule::up:
            return "up";
        case VolRule::down:
            return "down";
        case VolRule::skew_linear:
            return "skew_linear";
        case VolRule::skew_absolute:
            return "skew_absolute";
    }
    return "same";
}

double shocked_volatility(const VolShock& shock, double volatility, double days, bool up) noexcept {
    return faded(shock, volatility, fade_of(shock, days), up);
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

ExpiryVolatility expiry_volatility(const VolModel& model, VolRule rule, double years) noexcept {
    const bool fades = rule == VolRule::up || rule == VolRule::down;
    return {rule, years, fades ? fade_of(model.term, years * days_per_year) : 1};
}

double scenario_volatility(const VolModel& model, const ExpiryVolatility& at, double volatility,
                           double log_moneyness) noexcept {
    switch (at.rule) {
        case VolRule::none:
            return volatility;
        case VolRule::up:
        case VolRule::down:
            return faded(model.term, volatility, at.fade, at.rule == VolRule::up);
        case VolRule::skew_linear:
        case VolRule::skew_absolute:
            return volatility * skew_multiplier(model.skew, at.rule, log_moneyness, at.years);
    }
    return volatility;
}

}  // namespace clearmargin
