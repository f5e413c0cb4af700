// What crashes, cut off chains and growing lags make of the account.
#include "core/stress/historical_shock.hpp"
#include "core/stress/reverse_stress.hpp"
#include "core/stress/scenario.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/document/document_fields.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_scenarios_asked = 64;
constexpr std::size_t max_moves = 64;
/// Of latency premiums where the policy has none: they are 0, and stay so.
constexpr Decimal usual_confidence = Decimal::from_units(Decimal::one_units / 100 * 99);

struct ScenarioRow {
    StressScenario scenario;
    std::vector<PoolRow> pools;
    std::string weakest;
};

/// Writes the pools under the scenario that they went through.
void write_scenario(FieldWriter& out, const ScenarioRow& row) {
    out.field("name", row.scenario.name);
    out.objects("pools", row.pools, write_pool);
    if (row.weakest.empty()) {
        out.null("weakest");
    } else {
        out.field("weakest", row.weakest);
    }
}

[[nodiscard]] LatencyTerms latency_of(const Policy& policy) {
    return policy.latency.value_or(LatencyTerms{usual_confidence, LagQuantile::terminal});
}

Status play(Analysis& analysis, const EngineAccount& engine, std::vector<ScenarioRow>& rows) {
    std::vector<StressScenario> scenarios;
    for (const ScenarioRow& row : rows) scenarios.push_back(row.scenario);
    TRY(const auto results, stress_account(engine.account, engine.params, scenarios, latency_of(analysis.policy())));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].pools = pool_rows(results[i].margin.pools, engine, analysis.inputs(), analysis.request.evidence);
        if (results[i].weakest) rows[i].weakest = rows[i].pools[*results[i].weakest].scope;
    }
    return {};
}

void write_scenarios(const FieldReader& question, Analysis& analysis, const EngineAccount& engine,
                     std::vector<ScenarioRow>& rows, FieldWriter& out) {
    if (question.present()) question.take(play(analysis, engine, rows));
    if (!question.failed()) out.objects("scenarios", rows, write_scenario);
}

/// The place of a chain of the policy in the account; the venue itself has none.
void read_failed_chain(const FieldReader& at, const EngineAccount& engine, ChainIndex& to) {
    const std::string_view id = at.text();
    for (ChainIndex i = 1; i < engine.account.chains.size(); ++i) {
        if (engine.account.chains[i].id == id) to = i;
    }
    if (to == 0) at.refuse(ErrorCode::unknown_reference, "one of collateral.chains", id);
}

void read_scenario(const FieldReader& from, const EngineAccount& engine, StressScenario& to) {
    from.only_members({"name", "moves", "failed_chains", "volatility_multiple", "latency_multiple"});
    from.read("name", to.name);
    read_list(from.optional("moves"), max_moves, to.moves, [&](const FieldReader& item, PriceMove& move) {
        item.only_members({"asset", "move", "basis_move"});
        AssetId asset;
        read_asset_id(item["asset"], asset);
        item.read("move", move.move);
        item.read_if_present("basis_move", move.basis_move);
        if (item.present()) item.take(asset_of(engine.account, asset), move.asset);
    });
    read_list(from.optional("failed_chains"), max_moves, to.failed_chains,
              [&](const FieldReader& item, ChainIndex& chain) { read_failed_chain(item, engine, chain); });
    read_not_negative(from.optional("volatility_multiple"), to.volatility_multiple);
    read_not_negative(from.optional("latency_multiple"), to.latency_multiple);
}

/// A crash on the assets of the policy whose symbol it has a record of.
struct HistoricalRow {
    const HistoricalShock* shock;
    ScenarioRow played;
    std::vector<std::string_view> unmoved;  ///< symbols it knows nothing of, which stood still
};

void write_historical(FieldWriter& out, const HistoricalRow& row) {
    out.field("id", row.shock->id);
    out.field("source", row.shock->source);
    out.texts("unmoved", row.unmoved);
    write_scenario(out, row.played);
}

void add_move(const HistoricalShock& shock, const AssetDefinition& definition, bool to_low, const EngineAccount& engine,
              HistoricalRow& row) {
    const auto asset = asset_of(engine.account, definition.id);
    if (!asset.ok() || definition.price) return;
    const auto recorded = move_in(shock, definition.symbol);
    if (!recorded) return row.unmoved.push_back(definition.symbol);
    row.played.scenario.moves.push_back(
        {asset.value(), to_low ? recorded->to_low.value_or(recorded->to_close) : recorded->to_close, Decimal()});
}

}  // namespace

void answer_stress(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "scenarios"});
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    std::vector<ScenarioRow> rows;
    read_list(question["scenarios"], max_scenarios_asked, rows, [&](const FieldReader& item, ScenarioRow& row) {
        read_scenario(item, trial.engine, row.scenario);
    });
    write_scenarios(question, analysis, trial.engine, rows, out);
}

void answer_historical(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "to"});
    const bool to_low = question.optional("to").choice({"close", "low"}) == 1;
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (question.failed()) return;
    std::vector<HistoricalRow> rows;
    std::vector<ScenarioRow> played;
    for (const HistoricalShock& shock : historical_shocks()) {
        HistoricalRow& row = rows.emplace_back();
        row.shock = &shock;
        row.played.scenario.name = shock.name;
        for (const AssetDefinition& definition : analysis.policy().assets) {
            if (!definition.same_price_as) add_move(shock, definition, to_low, trial.engine, row);
        }
        played.push_back(row.played);
    }
    question.take(play(analysis, trial.engine, played));
    if (question.failed()) return;
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].played = std::move(played[i]);
    out.objects("scenarios", rows, write_historical);
}

void answer_chain_failures(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    std::vector<ScenarioRow> rows;
    const auto& chains = trial.engine.account.chains;
    for (ChainIndex i = 1; i < chains.size(); ++i) {
        for (ChainIndex j = i; j < chains.size(); ++j) {
            StressScenario& scenario = rows.emplace_back().scenario;
            scenario.name = chains[i].id;
            scenario.failed_chains = {i};
            if (j == i) continue;
            scenario.name += " and " + chains[j].id;
            scenario.failed_chains.push_back(j);
        }
    }
    write_scenarios(question, analysis, trial.engine, rows, out);
}

void answer_reverse_stress(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (question.failed()) return;
    const Account& account = trial.engine.account;
    const MarginParams& params = trial.engine.params;
    JointShock joint;
    ReverseStress reverse;
    if (trial.pool) {
        question.take(joint_shock_in(account, params, *trial.pool, trial.figures), joint);
    }
    if (question.present()) question.take(reverse_stress(account, params, latency_of(analysis.policy())), reverse);
    if (question.failed()) return;
    const auto ratio = [&](std::string_view name, const std::optional<Decimal>& value) {
        out.field(name, figure_of(value, "1", trial, analysis.request.evidence));
    };
    ratio("joint_move_down", joint.down.price);
    ratio("joint_move_up", joint.up.price);
    ratio("volatility_multiple", reverse.volatility_multiple);
    ratio("latency_multiple", reverse.latency_multiple);
}

}  // namespace clearmargin
