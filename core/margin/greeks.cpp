#include "core/margin/greeks.hpp"

#include "core/margin/option_position.hpp"
#include "core/margin/portfolio_pool.hpp"
#include "core/portfolio/revaluation.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

/// The Greeks of one by the price of its underlying, which moves the forward in proportion. An inverse option's are
/// those of its value in USD, V / F x P, with the premium as such left out of the delta.
Black76Greeks greeks_of_one(const Account& account, const OptionContract& option, UnixSeconds now) noexcept {
    const double ratio = double_of_decimal(option.forward_ratio);
    const Black76Input in = model_input_of(account, option, now);
    Black76Greeks greeks = black76(in);
    const bool inverse = option.style == OptionContract::Style::inverse;
    const double scale = inverse ? 1 / ratio : 1;
    if (inverse) greeks.delta -= greeks.price / in.forward;
    greeks.delta *= ratio * scale;
    greeks.gamma *= ratio * ratio * scale;
    greeks.vanna *= ratio * scale;
    for (double* greek : {&greeks.price, &greeks.vega, &greeks.theta, &greeks.volga, &greeks.rho}) *greek *= scale;
    return greeks;
}

void add(Black76Greeks& sum, const Black76Greeks& one, double quantity) noexcept {
    sum.price += quantity * one.price;
    sum.delta += quantity * one.delta;
    sum.gamma += quantity * one.gamma;
    sum.vega += quantity * one.vega;
    sum.theta += quantity * one.theta;
    sum.vanna += quantity * one.vanna;
    sum.volga += quantity * one.volga;
    sum.rho += quantity * one.rho;
}

}  // namespace

double delta_of_one(const Account& account, const OptionContract& option, UnixSeconds now) noexcept {
    return greeks_of_one(account, option, now).delta;
}

std::vector<UnderlyingGreeks> greeks_of(const Account& account, const Pool& pool, UnixSeconds now) {
    std::vector<UnderlyingGreeks> out;
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        const RiskUnit unit = risk_unit_of(account, pool, asset, now, Settlement::quote);
        if (unit.options.empty()) continue;
        UnderlyingGreeks& greeks = out.emplace_back();
        greeks.underlying = asset;
        greeks.sum.delta = futures_quantity(unit);
        for (const std::size_t place : pool.positions) {
            const MarginPosition& position = account.positions[place];
            const auto* option = std::get_if<OptionContract>(&position.instrument);
            if (option == nullptr || root_of(account, option->underlying) != asset) continue;
            add(greeks.sum, greeks_of_one(account, *option, now), double_of_decimal(position.quantity));
        }
        greeks.cash = cash_greeks(greeks.sum.delta, greeks.sum.gamma, unit.spot);
    }
    return out;
}

}  // namespace clearmargin
