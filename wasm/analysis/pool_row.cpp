#include "wasm/analysis/question.hpp"

namespace clearmargin {
namespace {

std::string scope_name(const PoolScope& scope, const EngineAccount& engine, const MarginSnapshot& inputs) {
    if (scope.kind == PoolScope::Kind::unified) return "cross";
    if (scope.kind == PoolScope::Kind::isolated) return inputs.positions[scope.index].id;
    return scope.index == 0 ? "venue" : engine.account.chains[scope.index].id;
}

}  // namespace

void write_pool(FieldWriter& out, const PoolRow& row) {
    const auto usd = [&](std::string_view name, const MarginFigure& figure) {
        out.field(name, Figure{figure.value, "USD", row.evidence, ""});
    };
    out.field("scope", row.scope);
    usd("equity_raw", row.figures.equity_raw);
    usd("equity", row.figures.equity);
    usd("initial_margin", row.figures.initial_margin);
    usd("maintenance_margin", row.figures.maintenance_margin);
    usd("free_collateral", row.figures.free_collateral);
    usd("buffer", row.figures.buffer);
    out.field("level", level_name(row.figures.level));
    out.flag("liquidatable", row.figures.liquidatable);
}

std::vector<PoolRow> pool_rows(const std::vector<PoolResult>& pools, const EngineAccount& engine,
                               const MarginSnapshot& inputs, EvidenceTable& evidence) {
    std::vector<PoolRow> rows;
    for (const PoolResult& pool : pools) {
        rows.push_back({scope_name(pool.scope, engine, inputs), pool.figures,
                        engine.rests_on(pool.inputs.of(PoolSums::all), evidence)});
    }
    return rows;
}

Figure figure_of(const std::optional<Decimal>& value, std::string_view unit, const AccountTrial& trial,
                 EvidenceTable& evidence) {
    return {value, unit, trial.engine.rests_on(trial.inputs.of(PoolSums::all), evidence), value ? "" : "never"};
}

}  // namespace clearmargin
