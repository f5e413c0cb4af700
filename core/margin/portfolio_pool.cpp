#include "core/margin/portfolio_pool.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/margin/option_position.hpp"
#include "core/portfolio/revaluation.hpp"
#include "core/portfolio/unit_offsets.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

double years_until(UnixSeconds expiry, UnixSeconds now) noexcept {
    return expiry > now ? static_cast<double>(expiry - now) / seconds_per_year : 0;
}

/// Units of the underlying whose gain from a move is the contract's.
double delta_of(const Account& account, const MarginPosition& position) noexcept {
    const double quantity = double_of_decimal(position.quantity);
    if (std::holds_alternative<InverseContract>(position.instrument)) {
        return quantity / double_of_decimal(mark_price_of(account, position));
    }
    const double settle_price = double_of_decimal(settle_price_of(account, position));
    const auto* quanto = std::get_if<QuantoContract>(&position.instrument);
    return quantity * settle_price * (quanto == nullptr ? 1 : double_of_decimal(quanto->multiplier));
}

void add_future(const Account& account, const MarginPosition& position, UnixSeconds now, RiskUnit& unit) {
    FuturePosition& future = unit.futures.emplace_back();
    future.price = double_of_decimal(mark_price_of(account, position));
    future.quantity = delta_of(account, position);
    if (const auto expiry = expiry_of(position.instrument)) future.years = years_until(*expiry, now);
}

/// All that is held of each asset on the underlying, as one.
Status add_held(const Account& account, const Pool& pool, AssetIndex underlying, RiskUnit& unit) {
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        if (root_of(account, asset) != underlying) continue;
        CheckedDecimal sum = 0;
        for (const std::size_t place : pool.collateral) {
            const CollateralLine& line = account.collateral[place];
            if (line.asset == asset && line.enabled) sum += line.quantity;
        }
        TRY(const Decimal quantity, settle(sum, "held"));
        if (quantity.is_zero()) continue;
        HeldAsset& held = unit.held.emplace_back();
        held.quantity = double_of_decimal(quantity);
        held.price = double_of_decimal(account.assets[asset].price);
        held.risk_cancelling = true;
    }
    return {};
}

/// An order of contracts that does not depend on the order they are listed in, so that sums of doubles do not either.
/// Of two positions in one option that are quoted at different volatilities the higher one comes first.
bool comes_before(const MarginPosition& a, const MarginPosition& b) {
    const auto expiry = [](const MarginPosition& of) { return expiry_of(of.instrument).value_or(0); };
    if (expiry(a) != expiry(b)) return expiry(a) < expiry(b);
    if (a.instrument.index() != b.instrument.index()) return a.instrument.index() < b.instrument.index();
    const auto* first = std::get_if<OptionContract>(&a.instrument);
    const auto* second = std::get_if<OptionContract>(&b.instrument);
    if (first != nullptr && second != nullptr) {
        if (first->style != second->style) return first->style < second->style;
        if (first->forward_ratio != second->forward_ratio) return first->forward_ratio < second->forward_ratio;
        if (first->strike != second->strike) return first->strike < second->strike;
        if (first->right != second->right) return first->right < second->right;
        if (first->implied_volatility != second->implied_volatility) {
            return first->implied_volatility > second->implied_volatility;
        }
    }
    if (a.mark_price != b.mark_price) return a.mark_price < b.mark_price;
    return a.quantity < b.quantity;
}

/// What is in the model's currency of settlement, in USD.
double in_usd(const PortfolioModel& model, double value, double spot) noexcept {
    return settlement_of(model) == Settlement::coin ? value * spot : value;
}

Status evaluate_unit(const Account& account, const MarginParams& params, const Pool& pool, std::size_t place,
                     RiskUnit& unit, PortfolioPoolResult& to) {
    const PortfolioUnitTerms& terms = params.portfolio->units[place];
    unit = risk_unit_of(account, pool, terms.underlying, params.now, settlement_of(terms.model));
    if (unit.futures.empty() && unit.options.empty()) return {};
    if (terms.risk_cancelling) TRY(add_held(account, pool, terms.underlying, unit));
    RiskPortfolio portfolio;
    portfolio.units.push_back(unit);
    PortfolioUnitResult& out = to.units.emplace_back();
    out.unit = place;
    TRY(out.margin, portfolio_margin(portfolio, terms.model));
    TRY(out.initial_margin,
        decimal_of_double(in_usd(terms.model, out.margin.initial_margin, unit.spot), Rounding::ceil));
    TRY(out.maintenance_margin,
        decimal_of_double(in_usd(terms.model, out.margin.maintenance_margin, unit.spot), Rounding::ceil));
    return {};
}

/// What the credit is computed of, with the risk that `requirement` names. Of a delta's loss it counts the same share as
/// of all else.
std::vector<UnitRisk> risks_of(const PortfolioTerms& terms, const std::vector<RiskUnit>& units,
                               const PortfolioPoolResult& result, Decimal PortfolioUnitResult::*requirement) {
    std::vector<UnitRisk> out(units.size());
    for (const PortfolioUnitResult& from : result.units) {
        const RiskUnit& unit = units[from.unit];
        const double initial = double_of_decimal(from.initial_margin);
        const double risk = std::max(0.0, double_of_decimal(from.*requirement));
        const double share = initial > 0 ? risk / initial : 0;
        out[from.unit] = {risk, unit_delta(unit).net, unit.spot,
                          share * price_range_of(terms.units[from.unit].model, unit.spot)};
    }
    return out;
}

Status add_credits(const PortfolioTerms& terms, const std::vector<RiskUnit>& units, PortfolioPoolResult& to) {
    if (terms.offsets.empty()) return {};
    const auto unit_of = [&](AssetIndex asset) {
        std::size_t place = 0;
        while (place < terms.units.size() && terms.units[place].underlying != asset) ++place;
        return place;
    };
    std::vector<UnitOffset> offsets;
    for (const AssetOffset& offset : terms.offsets) {
        offsets.push_back({unit_of(offset.first), unit_of(offset.second), offset.ratio});
    }
    TRY(const double initial,
        offset_credit(risks_of(terms, units, to, &PortfolioUnitResult::initial_margin), offsets));
    TRY(const double maintenance,
        offset_credit(risks_of(terms, units, to, &PortfolioUnitResult::maintenance_margin), offsets));
    TRY(to.initial_credit, decimal_of_double(initial, Rounding::floor));
    TRY(to.maintenance_credit, decimal_of_double(maintenance, Rounding::floor));
    return {};
}

}  // namespace

AssetIndex root_of(const Account& account, AssetIndex asset) noexcept {
    return account.assets[asset].linked_to.value_or(asset);
}

void add_option(const Account& account, const OptionContract& option, double quantity, UnixSeconds now,
                Settlement settlement, RiskUnit& unit) {
    const Black76Input in = model_input_of(account, option, now);
    // In coin an option is worth V / F, in USD V; a coin is worth P, and P / F stays as it is in every scenario.
    const double ratio = double_of_decimal(option.forward_ratio);
    const bool is_coin_option = option.style == OptionContract::Style::inverse;
    if (is_coin_option && settlement == Settlement::quote) quantity /= ratio;
    if (!is_coin_option && settlement == Settlement::coin) quantity *= ratio;
    const auto stands_with = [&](const OptionExpiry& expiry) {
        return expiry.years == in.years && expiry.forward == in.forward;
    };
    const auto found = std::find_if(unit.expiries.begin(), unit.expiries.end(), stands_with);
    const auto place = static_cast<std::size_t>(found - unit.expiries.begin());
    if (found == unit.expiries.end()) {
        OptionExpiry& expiry = unit.expiries.emplace_back();
        expiry.years = in.years;
        expiry.forward = in.forward;
    }
    unit.options.push_back({in.right, place, in.strike, in.volatility, quantity});
}

RiskUnit risk_unit_of(const Account& account, const Pool& pool, AssetIndex underlying, UnixSeconds now,
                      Settlement settlement) {
    RiskUnit unit;
    unit.spot = double_of_decimal(account.assets[underlying].price);
    std::vector<std::size_t> places = pool.positions;
    std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        return comes_before(account.positions[a], account.positions[b]);
    });
    for (const std::size_t place : places) {
        const MarginPosition& position = account.positions[place];
        if (root_of(account, underlying_of(position.instrument)) != underlying) continue;
        if (const auto* option = std::get_if<OptionContract>(&position.instrument)) {
            add_option(account, *option, double_of_decimal(position.quantity), now, settlement, unit);
        } else {
            add_future(account, position, now, unit);
        }
    }
    return unit;
}

Status evaluate_portfolio(const Account& account, const MarginParams& params, const Pool& pool,
                          PortfolioPoolResult& to) {
    const PortfolioTerms& terms = *params.portfolio;
    for (const std::size_t place : pool.positions) {
        const AssetIndex underlying = root_of(account, underlying_of(account.positions[place].instrument));
        const bool has_unit =
            std::any_of(terms.units.begin(), terms.units.end(),
                        [&](const PortfolioUnitTerms& unit) { return unit.underlying == underlying; });
        if (has_unit) continue;
        return under(element_path("positions", place),
                     refuse(ErrorCode::mode_needs_field, "instrument", "expected a portfolio unit of its underlying"));
    }
    std::vector<RiskUnit> units(terms.units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        Status evaluated = evaluate_unit(account, params, pool, i, units[i], to);
        if (!evaluated.ok()) return under(element_path("portfolio.units", i), std::move(evaluated).refusal());
    }
    return add_credits(terms, units, to);
}

}  // namespace clearmargin
