#include "wasm/margin/model_rows.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/margin/greeks.hpp"
#include "core/portfolio/model_parameters.hpp"
#include "core/pricing/elementary.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

constexpr std::string_view usd = "USD";

/// A model's number as people write it: to 15 digits, which is what a double holds of a decimal.
std::optional<Decimal> nearest(double value) {
    constexpr Int128 fifteen_digits = 1'000'000'000'000'000;
    const auto decimal = decimal_of_double(value, Rounding::half_even);
    if (!decimal.ok()) return std::nullopt;
    const Int128 size = decimal.value().is_negative() ? -decimal.value().units() : decimal.value().units();
    Int128 tick = 1;
    while (size / tick >= fifteen_digits) tick *= 10;
    const CheckedDecimal tidy = round_to_tick(decimal.value(), Decimal::from_units(tick), Rounding::half_even);
    return tidy.ok() ? tidy.value() : decimal.value();
}

/// Where the numbers come from, without them.
PresetNumbers numbers_of(const PresetOrigin& origin, UnixSeconds now) { return {{origin, is_old(origin, now)}, {}}; }

PresetNumbers model_row(PortfolioModel model, UnixSeconds now) {
    PresetNumbers row = numbers_of(origin_of(model), now);
    for (const ModelParameter& parameter : parameters_of(model)) {
        row.parameters.emplace_back(parameter.name, nearest(*parameter.value));
    }
    return row;
}

std::optional<PortfolioUnitRow::Scenario> worst_of(const PortfolioModel& model, const PortfolioMargin& margin,
                                                   double spot) {
    if (margin.profits.empty()) return std::nullopt;
    const auto scenario = scenario_of(model, margin.worst_scenario, spot);
    if (!scenario) return std::nullopt;
    return PortfolioUnitRow::Scenario{margin.worst_scenario, nearest(scenario->move).value_or(Decimal()),
                                      vol_rule_name(scenario->vol)};
}

/// Losses are rounded away from zero, as all that is required.
std::vector<Decimal> profits_of(const PortfolioMargin& margin) {
    std::vector<Decimal> out;
    for (const double profit : margin.profits) {
        const auto value = decimal_of_double(profit, Rounding::floor);
        out.push_back(value.ok() ? value.value() : Decimal());
    }
    return out;
}

}  // namespace

const AssetDefinition& definition_of(const EngineAccount& engine, const Policy& policy, AssetIndex asset) noexcept {
    return *std::find_if(policy.assets.begin(), policy.assets.end(), [&](const AssetDefinition& definition) {
        return definition.id.text == engine.account.assets[asset].id;
    });
}

std::optional<Decimal> sigmas_to(Decimal price, const MarginAsset& asset, Decimal days) {
    if (!asset.volatility.is_positive()) return std::nullopt;
    const double usual = double_of_decimal(asset.volatility) * std::sqrt(double_of_decimal(days) / 365);
    return nearest(std::fabs(log_ratio(double_of_decimal(price), double_of_decimal(asset.price))) / usual);
}

PresetNumbers option_rule_row(const OptionRule& rule, UnixSeconds now) {
    PresetNumbers row = numbers_of(rule.origin, now);
    const auto names = rate_names(rule.kind);
    for (std::size_t i = 0; i < names.size(); ++i) row.parameters.emplace_back(names[i], rule.rates[i]);
    return row;
}

PortfolioRow portfolio_row(const EngineAccount& engine, const PoolResult& pool, const Policy& policy,
                           EvidenceTable& evidence) {
    const EvidenceRef rests_on = engine.rests_on(pool.inputs.of(PoolSums::margin), evidence);
    PortfolioRow out;
    out.initial_credit = {pool.portfolio.initial_credit, usd, rests_on, ""};
    out.maintenance_credit = {pool.portfolio.maintenance_credit, usd, rests_on, ""};
    for (const PortfolioUnitResult& from : pool.portfolio.units) {
        const PortfolioUnitTerms& terms = engine.params.portfolio->units[from.unit];
        const AssetDefinition& underlying = definition_of(engine, policy, terms.underlying);
        const double spot = double_of_decimal(engine.account.assets[terms.underlying].price);
        PortfolioUnitRow& row = out.units.emplace_back();
        row.underlying = underlying.id.text;
        row.symbol = underlying.symbol;
        row.preset = model_row(terms.model, engine.params.now);
        row.risk_cancelling = terms.risk_cancelling;
        row.initial_margin = {from.initial_margin, usd, rests_on, ""};
        row.maintenance_margin = {from.maintenance_margin, usd, rests_on, ""};
        row.binding = binding_name(from.margin.binding);
        row.worst = worst_of(terms.model, from.margin, spot);
        row.settlement = settlement_of(terms.model) == Settlement::coin ? std::string_view(underlying.symbol) : usd;
        row.profits = profits_of(from.margin);
    }
    return out;
}

std::vector<GreeksRow> greeks_rows(const EngineAccount& engine, const PoolResult& pool, const Policy& policy,
                                   EvidenceTable& evidence) {
    std::vector<GreeksRow> out;
    const EvidenceRef rests_on = engine.rests_on(pool.inputs.of(PoolSums::notional), evidence);
    for (const Pool& part : pools_of(engine.account, engine.params.mode)) {
        if (!(part.scope == pool.scope)) continue;
        for (const UnderlyingGreeks& from : greeks_of(engine.account, part, engine.params.now)) {
            const AssetDefinition& underlying = definition_of(engine, policy, from.underlying);
            GreeksRow& row = out.emplace_back();
            row.underlying = underlying.id.text;
            row.symbol = underlying.symbol;
            const std::pair<std::string_view, double> named[] = {
                {"delta", from.sum.delta}, {"gamma", from.sum.gamma},         {"vega", from.sum.vega},
                {"theta", from.sum.theta}, {"rho", from.sum.rho},             {"vanna", from.sum.vanna},
                {"volga", from.sum.volga}, {"cash_delta", from.cash.delta}, {"cash_gamma", from.cash.gamma}};
            for (const auto& [name, value] : named) {
                const bool is_quantity = name == "delta";
                Figure figure{nearest(value), is_quantity ? std::string_view(underlying.symbol) : usd, rests_on, ""};
                if (!figure.value) figure.reason = "undefined";
                row.figures.emplace_back(name, figure);
            }
        }
    }
    return out;
}

std::optional<OptionRow> option_row(const EngineAccount& engine, const SnapshotPosition& stated,
                                    const MarginPosition& position, const PositionResult& result,
                                    EvidenceRef evidence) {
    const auto* option = std::get_if<OptionContract>(&position.instrument);
    if (option == nullptr) return std::nullopt;
    OptionRow row;
    row.right = option->right == OptionContract::Right::call ? "call" : "put";
    row.style = option->style == OptionContract::Style::linear ? "linear" : "inverse";
    row.strike = option->strike;
    row.expiry = option->expiry;
    row.volatility = option->implied_volatility;
    row.forward = stated.forward.value_or(engine.account.assets[option->underlying].price);
    row.value = {result.value, usd, evidence, ""};
    row.delta = nearest(delta_of_one(engine.account, *option, engine.params.now)).value_or(Decimal());
    return row;
}

}  // namespace clearmargin
