#include "wasm/margin/margin_section.hpp"

#include <algorithm>
#include <utility>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "wasm/margin/account_of.hpp"

namespace clearmargin {
namespace {

const std::string usd = "USD";

/// Writes an engine's result as the rows and figures of a report.
class Writer {
  public:
    Writer(const EngineAccount& engine, const MarginResult& result, const MarginSnapshot& snapshot, const Policy& policy)
        : engine_(engine), result_(result), snapshot_(snapshot), policy_(policy) {}

    [[nodiscard]] MarginReport margin() const {
        MarginReport report;
        const PoolResult* cross = cross_pool();
        add_account_figures(report, cross == nullptr ? PoolResult{} : *cross);
        for (const PoolResult& pool : result_.pools) {
            for (const AssetLiquidation& liquidation : pool.liquidations) {
                // What is priced as another asset moves with it, in that one's row.
                if (definition_of(liquidation.asset).same_price_as) continue;
                report.liquidation.push_back(liquidation_row(pool, liquidation));
            }
            if (pool.scope.kind == PoolScope::Kind::isolated) report.isolated.push_back(isolated_row(pool));
        }
        for (std::size_t i = 0; i < result_.positions.size(); ++i) report.positions.push_back(position_row(i));
        return report;
    }

    [[nodiscard]] std::vector<CollateralRow> collateral() const {
        std::vector<CollateralRow> rows;
        for (std::size_t i = 0; i < snapshot_.collateral.size(); ++i) rows.push_back(collateral_row(i));
        return rows;
    }

  private:
    /// The pool that is not an isolated position; null where there is neither collateral nor a cross position.
    [[nodiscard]] const PoolResult* cross_pool() const {
        const auto found = std::find_if(result_.pools.begin(), result_.pools.end(), [](const PoolResult& pool) {
            return pool.scope.kind != PoolScope::Kind::isolated;
        });
        return found == result_.pools.end() ? nullptr : &*found;
    }

    using Inputs = std::span<const InputId>;

    [[nodiscard]] Figure figure(Decimal value, Inputs inputs, const std::string& unit = usd) const {
        return Figure{to_string(value), unit, engine_.rests_on(inputs), ""};
    }
    [[nodiscard]] Figure figure(const MarginFigure& from, const PoolInputs& inputs) const {
        return figure(from.value, inputs.of(from.made_of));
    }
    [[nodiscard]] Figure ratio(const MarginRatio& from, const PoolInputs& inputs) const {
        Figure out{std::nullopt, "1", engine_.rests_on(inputs.of(from.made_of)), ""};
        switch (from.state) {
            case MarginRatio::State::value: out.value = to_string(from.value); break;
            case MarginRatio::State::infinite: out.reason = "infinite"; break;
            case MarginRatio::State::undefined: out.reason = "undefined"; break;
        }
        return out;
    }
    [[nodiscard]] Figure price(const PriceAnswer& from, Inputs inputs) const {
        Figure out{std::nullopt, usd, engine_.rests_on(inputs), ""};
        if (from.price) {
            out.value = to_string(*from.price);
        } else {
            out.reason = absence_name(from.absence);
        }
        return out;
    }
    [[nodiscard]] Figure distance(const PriceAnswer& from, Inputs inputs) const {
        Figure out = price(from, inputs);
        out.unit = "1";
        out.value.reset();
        if (from.distance) {
            out.value = to_string(*from.distance);
        } else if (out.reason.empty()) {
            out.reason = "undefined";
        }
        return out;
    }

    void add_account_figures(MarginReport& report, const PoolResult& pool) const {
        const PoolFigures& figures = pool.figures;
        report.equity_raw = figure(figures.equity_raw, pool.inputs);
        report.equity = figure(figures.equity, pool.inputs);
        report.initial_margin = figure(figures.initial_margin, pool.inputs);
        report.maintenance_margin = figure(figures.maintenance_margin, pool.inputs);
        report.margin_ratio = ratio(figures.margin_ratio, pool.inputs);
        report.health = ratio(figures.health, pool.inputs);
        report.free_collateral = figure(figures.free_collateral, pool.inputs);
        report.buffer = figure(figures.buffer, pool.inputs);
        report.leverage = ratio(figures.leverage, pool.inputs);
        report.level = level_name(figures.level);
        report.liquidatable = figures.liquidatable;
    }

    [[nodiscard]] std::string scope_name(const PoolScope& scope) const {
        return scope.kind == PoolScope::Kind::isolated ? engine_.account.positions[scope.index].id : "cross";
    }

    [[nodiscard]] const AssetDefinition& definition_of(AssetIndex asset) const {
        return *policy_.find_asset(AssetId{engine_.account.assets[asset].id});
    }

    [[nodiscard]] LiquidationRow liquidation_row(const PoolResult& pool, const AssetLiquidation& from) const {
        const MarginAsset& asset = engine_.account.assets[from.asset];
        LiquidationRow row;
        row.scope = scope_name(pool.scope);
        row.underlying = asset.id;
        row.symbol = definition_of(from.asset).symbol;
        row.mark = Figure{to_string(asset.price), usd, engine_.evidence[asset.price_input], ""};
        const std::vector<InputId> inputs = pool.inputs.of(pool.figures.buffer.made_of);
        row.liquidation_down = price(from.liquidation_down, inputs);
        row.liquidation_up = price(from.liquidation_up, inputs);
        row.bankruptcy_down = price(from.bankruptcy_down, inputs);
        row.bankruptcy_up = price(from.bankruptcy_up, inputs);
        row.distance_down = distance(from.liquidation_down, inputs);
        row.distance_up = distance(from.liquidation_up, inputs);
        row.certified = is_certified(from.liquidation_down) && is_certified(from.liquidation_up);
        return row;
    }

    /// Where there is no price, there is nothing to certify.
    static bool is_certified(const PriceAnswer& answer) { return !answer.price || answer.certificate.certified; }

    [[nodiscard]] IsolatedRow isolated_row(const PoolResult& pool) const {
        IsolatedRow row;
        row.position = scope_name(pool.scope);
        row.equity = figure(pool.figures.equity, pool.inputs);
        row.initial_margin = figure(pool.figures.initial_margin, pool.inputs);
        row.maintenance_margin = figure(pool.figures.maintenance_margin, pool.inputs);
        row.margin_ratio = ratio(pool.figures.margin_ratio, pool.inputs);
        row.liquidatable = pool.figures.liquidatable;
        return row;
    }

    [[nodiscard]] PositionRow position_row(std::size_t index) const {
        const SnapshotPosition& stated = snapshot_.positions[index];
        const PositionResult& from = result_.positions[index];
        const InstrumentTerms& terms = *policy_.find_instrument(stated.instrument);
        const MarginPosition& position = engine_.account.positions[index];
        PositionRow row;
        row.id = stated.id;
        row.instrument = stated.instrument;
        row.underlying = terms.underlying.text;
        row.margin_mode = stated.isolated ? "isolated" : "cross";
        row.qty = Figure{to_string(stated.qty), "contracts", stated.evidence, ""};
        row.entry = Figure{to_string(stated.entry), usd, stated.evidence, ""};
        row.mark = Figure{to_string(from.mark_price), usd, mark_evidence(position), ""};
        const auto inputs = inputs_of(engine_.account, position);
        row.notional = figure(from.notional, inputs);
        row.pnl = figure(from.profit_and_loss, inputs);
        row.funding = Figure{to_string(stated.funding_accrued), usd, stated.evidence, ""};
        row.initial_margin = figure(from.initial_margin, inputs);
        row.maintenance_margin = figure(from.maintenance_margin, inputs);
        return row;
    }

    [[nodiscard]] const EvidenceRef& mark_evidence(const MarginPosition& position) const {
        const AssetIndex underlying = underlying_of(position.instrument);
        return engine_.evidence[position.mark_input.value_or(engine_.account.assets[underlying].price_input)];
    }

    [[nodiscard]] CollateralRow collateral_row(std::size_t index) const {
        const SnapshotCollateral& line = snapshot_.collateral[index];
        const AssetDefinition& asset = *policy_.find_asset(line.asset);
        const SnapshotPrice* stated = snapshot_.find_price(policy_.priced_as(asset).id);
        const auto place = engine_.collateral_lines[index];
        CollateralRow row;
        row.vault = line.vault;
        row.account = line.account.text();
        row.chain = line.chain.text;
        row.asset = line.asset.text;
        row.symbol = asset.symbol;
        row.amount = Figure{to_string(line.amount), asset.symbol, line.evidence, ""};
        row.price = stated == nullptr ? Figure{std::nullopt, usd, {}, "missing_price"}
                                      : Figure{to_string(stated->price), usd, stated->evidence, ""};
        if (place) row.price.value = to_string(engine_.account.assets[engine_.account.collateral[*place].asset].lower);
        if (!place) {
            row.value = Figure{std::nullopt, usd, line.evidence, stated == nullptr ? "missing_price" : "not_accepted"};
            row.haircut = "1";
            row.counted_value = Figure{"0", usd, line.evidence, ""};
            return row;
        }
        const CollateralLineValue& from = result_.collateral[*place];
        const auto inputs = inputs_of(engine_.account, engine_.account.collateral[*place]);
        row.value = figure(from.value, inputs);
        row.haircut = to_string(from.haircut);
        row.counted_value = figure(from.counted, inputs);
        return row;
    }

    const EngineAccount& engine_;
    const MarginResult& result_;
    const MarginSnapshot& snapshot_;
    const Policy& policy_;
};

/// The rows of collateral where there is no margin: amounts and prices, without values.
std::vector<CollateralRow> collateral_without_margin(const MarginSnapshot& snapshot, const Policy& policy) {
    std::vector<CollateralRow> rows;
    for (const SnapshotCollateral& line : snapshot.collateral) {
        CollateralRow row;
        row.vault = line.vault;
        row.account = line.account.text();
        row.chain = line.chain.text;
        row.asset = line.asset.text;
        row.symbol = policy.find_asset(line.asset)->symbol;
        row.amount = Figure{to_string(line.amount), row.symbol, line.evidence, ""};
        row.price = row.value = row.counted_value = Figure{std::nullopt, usd, {}, "no_margin"};
        row.haircut = "1";
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

MarginSection margin_section(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now) {
    MarginSection section;
    EngineAccount engine;
    const Status built = build_account(snapshot, policy, now, engine);
    std::optional<Error> error;
    if (!built.ok()) {
        error = built.error();
    } else {
        const auto result = compute_margin_result(engine.account, engine.params);
        if (result.ok()) {
            const Writer writer(engine, result.value(), snapshot, policy);
            section.margin = writer.margin();
            section.collateral = writer.collateral();
        } else {
            error = result.error();
        }
    }
    if (error) section.collateral = collateral_without_margin(snapshot, policy);
    section.margin.error = std::move(error);
    section.margin.mode = policy.margin.params.mode == MarginMode::isolated ? "isolated" : "cross";
    section.margin.trigger = policy.margin.params.trigger == LiquidationTrigger::below ? "strict" : "equal";
    return section;
}

std::vector<std::string> margin_assumptions() {
    return {
        "Liquidation prices hold for this snapshot: all other prices, funding and positions stand still.",
        "Positions, entry prices, marks and funding are taken as reported.",
        "Haircuts, margin tiers and the trigger are those of the policy.",
    };
}

Result<MarginSnapshot> moved(MarginSnapshot snapshot, const Policy& policy, const AssetId& asset, Decimal price) {
    const AssetDefinition* definition = policy.find_asset(asset);
    if (definition == nullptr) {
        return refuse(ErrorCode::unknown_reference, "asset", "one of the policy's assets", asset.text);
    }
    if (!price.is_positive()) return refuse(ErrorCode::price_not_positive, "price", "above 0", to_string(price));
    const AssetId& priced_as = policy.priced_as(*definition).id;
    const auto found = std::find_if(snapshot.prices.begin(), snapshot.prices.end(),
                                    [&](const SnapshotPrice& line) { return line.asset == priced_as; });
    if (found == snapshot.prices.end()) return refuse(ErrorCode::missing_price, "asset", "a price to move", asset.text);
    const Decimal before = found->price;
    TRY(found->conf, settle(mul_div(found->conf, price, before, Rounding::ceil), "price"));
    found->price = price;
    for (SnapshotPosition& position : snapshot.positions) {
        const AssetDefinition& underlying = *policy.find_asset(policy.find_instrument(position.instrument)->underlying);
        if (!position.mark || policy.priced_as(underlying).id != priced_as) continue;
        TRY(position.mark, settle(mul_div(*position.mark, price, before, Rounding::half_even), "price"));
        // A mark of next to nothing may round to nothing; the smallest price there is stands for it.
        if (!position.mark->is_positive()) position.mark = decimal_step;
    }
    return snapshot;
}

Result<std::vector<CurvePoint>> equity_curve(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now,
                                             const AssetId& asset, const std::vector<Decimal>& prices) {
    std::vector<CurvePoint> curve;
    for (const Decimal price : prices) {
        TRY(const MarginSnapshot at, moved(snapshot, policy, asset, price));
        EngineAccount engine;
        TRY(build_account(at, policy, now, engine));
        MarginResult evaluated;
        for (const Pool& pool : pools_of(engine.account, engine.params.mode)) {
            if (pool.scope.kind == PoolScope::Kind::isolated) continue;
            TRY(evaluate_pool(engine.account, engine.params, pool, evaluated));
            break;
        }
        const PoolFigures figures = evaluated.pools.empty() ? PoolFigures{} : evaluated.pools.back().figures;
        curve.push_back({to_string(price), to_string(figures.equity_raw.value), to_string(figures.equity.value),
                         to_string(figures.maintenance_margin.value)});
    }
    return curve;
}

}  // namespace clearmargin
