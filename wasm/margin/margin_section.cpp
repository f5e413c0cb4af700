#include "wasm/margin/margin_section.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "wasm/margin/account_of.hpp"
#include "wasm/margin/model_rows.hpp"
#include "wasm/margin/option_quote.hpp"

namespace clearmargin {
namespace {

constexpr std::string_view usd = "USD";

/// Writes an engine's result as the rows and figures of a report.
class Rows {
  public:
    Rows(const EngineAccount& engine, const MarginResult& result, const MarginSnapshot& snapshot, const Policy& policy,
         EvidenceTable& evidence)
        : engine_(engine), result_(result), snapshot_(snapshot), policy_(policy), evidence_(evidence) {}

    void add_margin(MarginReport& report) const {
        const PoolResult* cross = cross_pool();
        report.account = account_figures(cross == nullptr ? PoolResult{} : *cross);
        if (engine_.params.options) report.option_rule = option_rule_row(*engine_.params.options, engine_.params.now);
        if (cross != nullptr && cross->is_model) add_model(*cross, report);
        for (const PoolResult& pool : result_.pools) {
            for (const AssetLiquidation& liquidation : pool.liquidations) {
                // What is priced as another asset moves with it, in that one's row.
                const AssetDefinition& asset = definition_of(liquidation.asset);
                if (!asset.same_price_as) report.liquidation.push_back(liquidation_row(pool, liquidation, asset));
            }
            if (pool.scope.kind == PoolScope::Kind::isolated) report.isolated.push_back(isolated_row(pool));
        }
        for (std::size_t i = 0; i < result_.positions.size(); ++i) report.positions.push_back(position_row(i));
        for (std::size_t i = 0; i < snapshot_.debts.size(); ++i) report.debts.push_back(debt_row(i));
        for (std::size_t i = 0; i < snapshot_.wallets.size(); ++i) report.wallets.push_back(wallet_row(i));
    }

    void add_collateral(std::vector<CollateralRow>& rows) const {
        for (std::size_t i = 0; i < snapshot_.collateral.size(); ++i) rows.push_back(collateral_row(i));
    }

  private:
    using Inputs = std::span<const InputId>;

    [[nodiscard]] EvidenceRef rests_on(Inputs inputs) const { return engine_.rests_on(inputs, evidence_); }
    [[nodiscard]] Figure figure(const MarginFigure& from, const PoolInputs& inputs) const {
        return {from.value, usd, rests_on(inputs.of(from.made_of)), ""};
    }
    [[nodiscard]] Figure ratio(const MarginRatio& from, const PoolInputs& inputs) const {
        Figure out{from.value, "1", rests_on(inputs.of(from.made_of)), ""};
        if (from.state == MarginRatio::State::value) return out;
        out.value.reset();
        out.reason = from.state == MarginRatio::State::infinite ? "infinite" : "undefined";
        return out;
    }
    static Figure price(const PriceAnswer& from, EvidenceRef evidence) {
        return {from.price, usd, evidence, from.price ? "" : absence_name(from.absence)};
    }
    static Figure distance(const PriceAnswer& from, EvidenceRef evidence) {
        Figure out{from.distance, "1", evidence, ""};
        if (!from.price) out.reason = absence_name(from.absence);
        if (!from.distance && out.reason.empty()) out.reason = "undefined";
        return out;
    }

    [[nodiscard]] Figure sigmas(const PriceAnswer& from, const MarginAsset& asset, EvidenceRef evidence) const {
        Figure out = distance(from, evidence);
        if (!from.price) return out;
        out.value = sigmas_to(*from.price, asset, engine_.params.sigma_days);
        out.reason = out.value ? "" : "no_volatility";
        return out;
    }

    /// The pool that is not an isolated position; null where there is neither collateral nor a cross position.
    [[nodiscard]] const PoolResult* cross_pool() const {
        const auto found = std::find_if(result_.pools.begin(), result_.pools.end(), [](const PoolResult& pool) {
            return pool.scope.kind != PoolScope::Kind::isolated;
        });
        return found == result_.pools.end() ? nullptr : &*found;
    }

    [[nodiscard]] AccountFigures account_figures(const PoolResult& pool) const {
        const PoolFigures& figures = pool.figures;
        return {
            .equity_raw = figure(figures.equity_raw, pool.inputs),
            .equity = figure(figures.equity, pool.inputs),
            .initial_margin = figure(figures.initial_margin, pool.inputs),
            .maintenance_margin = figure(figures.maintenance_margin, pool.inputs),
            .margin_ratio = ratio(figures.margin_ratio, pool.inputs),
            .health = ratio(figures.health, pool.inputs),
            .free_collateral = figure(figures.free_collateral, pool.inputs),
            .buffer = figure(figures.buffer, pool.inputs),
            .leverage = ratio(figures.leverage, pool.inputs),
            .level = level_name(figures.level),
            .liquidatable = figures.liquidatable,
        };
    }

    void add_model(const PoolResult& pool, MarginReport& report) const {
        report.is_model = true;
        if (engine_.params.portfolio) report.portfolio = portfolio_row(engine_, pool, policy_, evidence_);
        report.greeks = greeks_rows(engine_, pool, policy_, evidence_);
    }

    [[nodiscard]] std::string_view scope_name(const PoolScope& scope) const {
        if (scope.kind != PoolScope::Kind::isolated) return "cross";
        return snapshot_.positions[scope.index].id;
    }

    [[nodiscard]] const AssetDefinition& definition_of(AssetIndex asset) const {
        return clearmargin::definition_of(engine_, policy_, asset);
    }

    [[nodiscard]] LiquidationRow liquidation_row(const PoolResult& pool, const AssetLiquidation& from,
                                                 const AssetDefinition& definition) const {
        const MarginAsset& asset = engine_.account.assets[from.asset];
        const EvidenceRef evidence = rests_on(pool.inputs.of(pool.figures.buffer.made_of));
        return {
            .scope = scope_name(pool.scope),
            .underlying = definition.id.text,
            .symbol = definition.symbol,
            .mark = {asset.price, usd, engine_.evidence[asset.price_input], ""},
            .liquidation_down = price(from.liquidation_down, evidence),
            .liquidation_up = price(from.liquidation_up, evidence),
            .bankruptcy_down = price(from.bankruptcy_down, evidence),
            .bankruptcy_up = price(from.bankruptcy_up, evidence),
            .distance_down = distance(from.liquidation_down, evidence),
            .distance_up = distance(from.liquidation_up, evidence),
            .sigmas_down = sigmas(from.liquidation_down, asset, evidence),
            .sigmas_up = sigmas(from.liquidation_up, asset, evidence),
            .certified = !from.is_model && is_certified(from.liquidation_down) && is_certified(from.liquidation_up),
            .is_model = from.is_model,
            .crossings = from.crossings,
        };
    }

    /// Where there is no price, there is nothing to certify.
    static bool is_certified(const PriceAnswer& answer) { return !answer.price || answer.certificate.certified; }

    [[nodiscard]] IsolatedRow isolated_row(const PoolResult& pool) const {
        return {
            .position = scope_name(pool.scope),
            .equity = figure(pool.figures.equity, pool.inputs),
            .initial_margin = figure(pool.figures.initial_margin, pool.inputs),
            .maintenance_margin = figure(pool.figures.maintenance_margin, pool.inputs),
            .margin_ratio = ratio(pool.figures.margin_ratio, pool.inputs),
            .liquidatable = pool.figures.liquidatable,
        };
    }

    [[nodiscard]] PositionRow position_row(std::size_t index) const {
        const SnapshotPosition& stated = snapshot_.positions[index];
        const PositionResult& from = result_.positions[index];
        const MarginPosition& position = engine_.account.positions[index];
        const EvidenceRef evidence = rests_on(inputs_of(engine_.account, position));
        // Under a portfolio model no position has a requirement of its own, unless it stands alone.
        const bool is_netted = engine_.params.portfolio && !position.isolated_margin;
        const auto required = [&](Decimal value) {
            return is_netted ? Figure{std::nullopt, usd, evidence, "netted"} : Figure{value, usd, evidence, ""};
        };
        return {
            .id = stated.id,
            .instrument = stated.instrument,
            .underlying = policy_.find_instrument(stated.instrument)->underlying.text,
            .margin_mode = stated.margin_mode(),
            .qty = {stated.qty, "contracts", stated.evidence, ""},
            .entry = {stated.entry, mark_unit(position), stated.evidence, ""},
            .mark = {from.mark_price, mark_unit(position), mark_evidence(position), ""},
            .notional = {from.notional, usd, evidence, ""},
            .pnl = {from.profit_and_loss, usd, evidence, ""},
            .funding = {stated.funding_accrued, settlement_unit(index), stated.evidence, ""},
            .initial_margin = required(from.initial_margin),
            .maintenance_margin = required(from.maintenance_margin),
            .option = option_row(engine_, stated, position, from, evidence),
        };
    }

    [[nodiscard]] DebtRow debt_row(std::size_t index) const {
        const SnapshotDebt& debt = snapshot_.debts[index];
        const CollateralLine& line = engine_.account.collateral[engine_.debt_lines[index]];
        const Decimal value = result_.collateral[engine_.debt_lines[index]].value;
        const MarginAsset& asset = engine_.account.assets[line.asset];
        const std::string_view symbol = definition_of(line.asset).symbol;
        const EvidenceRef evidence = rests_on(inputs_of(engine_.account, line));
        const Decimal owed = Decimal::from_units(-value.units());
        const auto required = [&](Decimal ratio) {
            const CheckedDecimal margin = mul_up(owed, ratio);
            return margin.ok() ? Figure{margin.value(), usd, evidence, ""}
                               : Figure{std::nullopt, usd, evidence, "undefined"};
        };
        return {&debt,
                symbol,
                {debt.amount, symbol, debt.evidence, ""},
                {asset.upper, usd, engine_.evidence[asset.price_input], ""},
                {value, usd, evidence, ""},
                required(asset.liability_initial),
                required(asset.liability_maintenance)};
    }

    [[nodiscard]] WalletRow wallet_row(std::size_t index) const {
        const SnapshotWallet& stated = snapshot_.wallets[index];
        const SettlementWallet& wallet = engine_.account.wallets[index];
        const WalletResult& from = result_.wallets[index];
        std::vector<InputId> inputs = {wallet.input};
        if (wallet.asset) inputs.push_back(engine_.account.assets[*wallet.asset].price_input);
        for (const MarginPosition& position : engine_.account.positions) {
            if (position.wallet != index) continue;
            for (const InputId input : inputs_of(engine_.account, position)) inputs.push_back(input);
        }
        const EvidenceRef evidence = rests_on(inputs);
        const std::string_view unit = wallet.asset ? std::string_view(definition_of(*wallet.asset).symbol) : usd;
        return {stated.id,
                {stated.cash, unit, stated.evidence, ""},
                {from.settled, usd, evidence, ""},
                {from.borrowed, usd, evidence, ""},
                {from.initial_margin, usd, evidence, ""},
                {from.maintenance_margin, usd, evidence, ""}};
    }

    /// A coin-settled option is quoted in its coin, everything else in USD.
    [[nodiscard]] std::string_view mark_unit(const MarginPosition& position) const {
        const auto* option = std::get_if<OptionContract>(&position.instrument);
        if (option == nullptr || option->style == OptionContract::Style::linear) return usd;
        return definition_of(option->underlying).symbol;
    }

    /// What a position's funding is counted in.
    [[nodiscard]] std::string_view settlement_unit(std::size_t index) const {
        const auto asset = settle_asset_of(engine_.account.positions[index].instrument);
        return asset ? std::string_view(definition_of(*asset).symbol) : usd;
    }

    [[nodiscard]] EvidenceRef mark_evidence(const MarginPosition& position) const {
        // An option's mark is what the venue says, or what a model makes of it and of the underlying's price.
        if (std::holds_alternative<OptionContract>(position.instrument)) {
            return rests_on(inputs_of(engine_.account, position));
        }
        const AssetIndex underlying = underlying_of(position.instrument);
        return engine_.evidence[position.mark_input.value_or(engine_.account.assets[underlying].price_input)];
    }

    [[nodiscard]] CollateralRow collateral_row(std::size_t index) const {
        const SnapshotCollateral& line = snapshot_.collateral[index];
        const AssetDefinition& asset = *policy_.find_asset(line.asset);
        const SnapshotPrice* stated = snapshot_.find_price(policy_.priced_as(asset).id);
        CollateralRow row;
        row.line = &line;
        row.symbol = asset.symbol;
        row.amount = {line.amount, asset.symbol, line.evidence, ""};
        row.price = stated == nullptr ? Figure{std::nullopt, usd, {}, "missing_price"}
                                      : Figure{stated->price, usd, stated->evidence, ""};
        if (const auto place = engine_.collateral_lines[index]) {
            const CollateralLineValue& from = result_.collateral[*place];
            row.price.value = engine_.account.assets[engine_.account.collateral[*place].asset].lower;
            const EvidenceRef evidence = rests_on(inputs_of(engine_.account, engine_.account.collateral[*place]));
            row.value = {from.value, usd, evidence, ""};
            row.haircut = from.haircut;
            row.counted_value = {from.counted, usd, evidence, ""};
            if (!policy_.collateral_chains.empty()) row.breakdown = breakdown(*place);
        } else {
            row.value = {std::nullopt, usd, line.evidence, stated == nullptr ? "missing_price" : "not_accepted"};
            row.haircut = 1;
            row.counted_value = {Decimal(), usd, line.evidence, ""};
        }
        return row;
    }

    [[nodiscard]] CollateralBreakdown breakdown(std::size_t place) const {
        const CollateralLine& line = engine_.account.collateral[place];
        CollateralBreakdown out;
        out.haircut = haircut_parts(line, engine_.account.assets[line.asset], result_.collateral[place]);
        out.discount = engine_.account.chains[line.chain].discount;
        if (!engine_.lags.empty()) out.lag = engine_.lags[place];
        return out;
    }

    const EngineAccount& engine_;
    const MarginResult& result_;
    const MarginSnapshot& snapshot_;
    const Policy& policy_;
    EvidenceTable& evidence_;
};

std::optional<PresetRow> shown(const std::optional<PresetStatement>& preset, UnixSeconds now) {
    if (!preset) return std::nullopt;
    return PresetRow{preset->origin(), is_old(preset->origin(), now)};
}

/// The rows of collateral where there is no margin: amounts, without values.
void add_collateral_without_margin(const MarginSnapshot& snapshot, const Policy& policy,
                                   std::vector<CollateralRow>& rows) {
    constexpr Figure none{std::nullopt, usd, {}, "no_margin"};
    for (const SnapshotCollateral& line : snapshot.collateral) {
        const std::string_view symbol = policy.find_asset(line.asset)->symbol;
        rows.push_back({&line, symbol, {line.amount, symbol, line.evidence, ""}, none, none, 1, none, std::nullopt});
    }
}

/// Fails   as build_account, as compute_margin_result
Status add_rows(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now, EvidenceTable& evidence,
                MarginSection& section) {
    EngineAccount engine;
    TRY(build_account(snapshot, policy, now, evidence, engine));
    auto result = compute_margin_result(engine.account, engine.params);
    if (!result.ok()) return std::move(result).refusal();
    const Rows rows(engine, result.value(), snapshot, policy, evidence);
    rows.add_margin(*section.margin);
    rows.add_collateral(section.collateral);
    return {};
}

}  // namespace

void add_margin_section(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now, EvidenceTable& evidence,
                        MarginSection& section) {
    MarginReport& margin = section.margin.emplace();
    margin.mode = policy.margin.portfolio                            ? "portfolio"
                  : policy.margin.params.mode == MarginMode::isolated ? "isolated"
                                                                      : "cross";
    margin.trigger = policy.margin.params.trigger == LiquidationTrigger::below ? "strict" : "equal";
    margin.preset = shown(policy.margin.preset, now);
    margin.collateral_preset = shown(policy.collateral_preset, now);
    Status added = add_rows(snapshot, policy, now, evidence, section);
    if (added.ok()) return;
    margin.error = std::move(added).refusal();
    add_collateral_without_margin(snapshot, policy, section.collateral);
}

std::vector<std::string_view> margin_assumptions(const Policy& policy) {
    std::vector<std::string_view> out = {
        "Liquidation prices hold for this snapshot: all other prices, funding and positions stand still.",
        "Positions, entry prices, marks and funding are taken as reported.",
        "Haircuts, margin tiers and the trigger are those of the policy.",
    };
    if (policy.latency) {
        out.emplace_back(
            "Latency premiums are a model's: a driftless lognormal price with the policy's volatility, over the measured "
            "age of the evidence and the policy's lag.");
    }
    if (!policy.margin.liabilities.empty() || !policy.margin.wallets.empty()) {
        out.emplace_back("Debts and wallets at the venue are taken as reported; what is left out of them is not missed.");
    }
    const auto& instruments = policy.margin.instruments;
    const bool has_options = std::any_of(instruments.begin(), instruments.end(), [](const InstrumentTerms& terms) {
        return terms.kind == InstrumentTerms::Kind::option;
    });
    if (has_options || policy.margin.portfolio) {
        out.emplace_back(
            "Options are a model's: Black-76 with the reported volatility, which a price move leaves as it is. "
            "Liquidation prices of such an account are searched for, not solved for, and never certified.");
    }
    if (policy.margin.portfolio) {
        out.emplace_back("Portfolio margin follows the venue's published rules as of the preset's date; the venue may "
                         "have changed them since.");
    }
    return out;
}

Status move_price(const MarginSnapshot& from, const Policy& policy, UnixSeconds now, const AssetId& asset,
                  Decimal price, MarginSnapshot& to) {
    const AssetDefinition* definition = policy.find_asset(asset);
    if (definition == nullptr) {
        return refuse(ErrorCode::unknown_reference, "asset", "one of the policy's assets", asset.text);
    }
    if (!price.is_positive()) return refuse(ErrorCode::price_not_positive, "price", "above 0", to_string(price));
    const AssetId& priced_as = policy.priced_as(*definition).id;
    const SnapshotPrice* found = from.find_price(priced_as);
    if (found == nullptr) return refuse(ErrorCode::missing_price, "asset", "a price to move", asset.text);
    const Decimal before = found->price;
    SnapshotPrice& after = to.prices[static_cast<std::size_t>(found - from.prices.data())];
    TRY(after.conf, settle(mul_div(found->conf, price, before, Rounding::ceil), "price"));
    after.price = price;
    for (std::size_t i = 0; i < from.positions.size(); ++i) {
        const std::optional<Decimal>& mark = from.positions[i].mark;
        const InstrumentTerms& terms = *policy.find_instrument(from.positions[i].instrument);
        if (policy.priced_as(*policy.find_asset(terms.underlying)).id != priced_as) continue;
        if (terms.kind == InstrumentTerms::Kind::option) {
            to.positions[i] = from.positions[i];
            TRY(under(element_path("positions", i),
                      move_option_quote(terms, before, price, now, to.positions[i])));
            continue;
        }
        if (!mark) continue;
        TRY(const Decimal moved, settle(mul_div(*mark, price, before, Rounding::half_even), "price"));
        // A mark of next to nothing may round to nothing; the smallest price there is stands for it.
        to.positions[i].mark = moved.is_positive() ? moved : decimal_step;
    }
    return {};
}

Status add_equity_curve(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now,
                        const EvidenceTable& evidence, const AssetId& asset, const std::vector<Decimal>& prices,
                        std::vector<CurvePoint>& curve) {
    MarginSnapshot moved = snapshot;
    for (const Decimal price : prices) {
        TRY(move_price(snapshot, policy, now, asset, price, moved));
        EngineAccount engine;
        TRY(build_account(moved, policy, now, evidence, engine));
        CurvePoint& point = curve.emplace_back();
        point.price = price;
        for (const Pool& pool : pools_of(engine.account, engine.params.mode)) {
            if (pool.scope.kind == PoolScope::Kind::isolated) continue;
            MarginResult evaluated;
            TRY(evaluate_pool(engine.account, engine.params, pool, evaluated));
            const PoolFigures& figures = evaluated.pools.back().figures;
            point.equity_raw = figures.equity_raw.value;
            point.equity = figures.equity.value;
            point.maintenance_margin = figures.maintenance_margin.value;
            break;
        }
    }
    return {};
}

}  // namespace clearmargin
