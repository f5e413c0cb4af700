#include "core/portfolio/revaluation.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"

namespace clearmargin {

double forward_after(const OptionExpiry& expiry, double move) noexcept {
    return expiry.forward * (1 + move) + expiry.forward_fixed;
}

double option_value(const OptionPosition& option, double years, double forward, double volatility) noexcept {
    // Where the scenario leaves no price, time and volatility give the option none back.
    const double left = forward > 0 ? years : 0;
    return option.quantity * black76_price({option.right, forward, option.strike, left, volatility, 1});
}

double expiry_value(const RiskUnit& unit, std::size_t expiry, double move, VolRule rule,
                    const VolModel& model) noexcept {
    const OptionExpiry& terms = unit.expiries[expiry];
    const double forward = forward_after(terms, move);
    const bool skews = rule == VolRule::skew_linear || rule == VolRule::skew_absolute;
    const ExpiryVolatility at = expiry_volatility(model, rule, terms.years);
    double value = 0;
    for (const OptionPosition& option : unit.options) {
        if (option.expiry != expiry) continue;
        const double log_moneyness = skews ? log_of(option.strike / forward) : 0;
        value += option_value(option, terms.years, forward,
                              scenario_volatility(model, at, option.volatility, log_moneyness));
    }
    return value;
}

double options_value(const RiskUnit& unit, double move, VolRule rule, const VolModel& model) noexcept {
    double value = 0;
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) value += expiry_value(unit, i, move, rule, model);
    return value;
}

double futures_profit(const RiskUnit& unit, double move) noexcept {
    double profit = 0;
    for (const FuturePosition& future : unit.futures) profit += future.quantity * future.price * move;
    return profit;
}

double futures_quantity(const RiskUnit& unit) noexcept {
    double quantity = 0;
    for (const FuturePosition& future : unit.futures) quantity += future.quantity;
    return quantity;
}

double futures_unrealized(const RiskUnit& unit) noexcept {
    double unrealized = 0;
    for (const FuturePosition& future : unit.futures) unrealized += future.unrealized;
    return unrealized;
}

double option_delta(const RiskUnit& unit, const OptionPosition& option) noexcept {
    const OptionExpiry& terms = unit.expiries[option.expiry];
    const double forward = forward_after(terms, 0);
    const Black76Greeks greeks = black76({option.right, forward, option.strike, terms.years, option.volatility, 1});
    return option.quantity * greeks.delta * (terms.forward / forward);
}

UnitDelta unit_delta(const RiskUnit& unit) noexcept {
    UnitDelta out;
    for (const FuturePosition& future : unit.futures) {
        out.net += future.quantity;
        out.gross += std::fabs(future.quantity);
    }
    for (const OptionPosition& option : unit.options) {
        const double delta = option_delta(unit, option);
        out.net += delta;
        out.gross += std::fabs(delta);
    }
    return out;
}

double discount_of(const OptionExpiry& expiry) noexcept { return exp_of(-std::max(expiry.rate, 0.0) * expiry.years); }

}  // namespace clearmargin
