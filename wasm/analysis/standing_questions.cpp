// How the account stands: taken apart chain by chain, and in the queue of forced deleveraging.
#include "core/instrument/position_value.hpp"
#include "core/planner/actions.hpp"
#include "wasm/analysis/question.hpp"

namespace clearmargin {
namespace {

struct ScoreRow {
    std::string_view position;
    Figure cex;
    Figure hyperliquid;
};

void write_score(FieldWriter& out, const ScoreRow& row) {
    out.field("position", row.position);
    out.field("cex", row.cex);
    out.field("hyperliquid", row.hyperliquid);
}

/// A score, or why there is none: an account without equity has no leverage.
Figure score_of(const Result<Decimal>& score, EvidenceRef evidence) {
    if (score.ok()) return {score.value(), "1", evidence, ""};
    return {std::nullopt, "1", evidence, "undefined"};
}

/// Both scores of one position in its pool.
Status add_scores(const EngineAccount& engine, const MarginResult& result, std::size_t index, EvidenceTable& evidence,
                  ScoreRow& row) {
    const MarginPosition& position = engine.account.positions[index];
    const PositionResult& figures = result.positions[index];
    const PoolResult& pool = result.pools[figures.pool];
    if (std::holds_alternative<OptionContract>(position.instrument)) {
        row.cex = row.hyperliquid = {
            std::nullopt, "1", engine.rests_on(pool.inputs.of(PoolSums::all), evidence), "undefined"};
        return {};
    }
    Refusal refusal;
    const PositionValue at_entry =
        position_value(position.instrument, position.quantity, position.entry_price, position.entry_price,
                       settle_price_of(engine.account, position), refusal);
    if (refusal.present()) return refusal;
    const EvidenceRef rests_on = engine.rests_on(pool.inputs.of(PoolSums::all), evidence);
    const Decimal equity = pool.figures.equity.value;
    row.cex = row.hyperliquid = {std::nullopt, "1", rests_on, "undefined"};
    if (!equity.is_positive() || !at_entry.notional.is_positive()) return {};
    TRY(const Decimal leverage, settle(div_up(figures.notional, equity)));
    TRY(const Decimal ratio, settle(div_up(figures.profit_and_loss, at_entry.notional)));
    row.cex = score_of(adl_score_cex(ratio, leverage), rests_on);
    CheckedDecimal signed_notional = figures.notional;
    if (position.quantity.is_negative()) signed_notional = -signed_notional;
    TRY(const Decimal notional, settle(signed_notional));
    row.hyperliquid =
        score_of(adl_score_hyperliquid(figures.mark_price, position.entry_price, notional, equity), rests_on);
    return {};
}

/// What the pools that lack margin lack, together.
Result<Decimal> shortfall_of(const std::vector<PoolRow>& rows) {
    CheckedDecimal sum = 0;
    for (const PoolRow& row : rows) {
        sum += max(0, CheckedDecimal(row.figures.maintenance_margin.value) - row.figures.equity.value);
    }
    return settle(sum);
}

}  // namespace

void answer_siloed(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    MarginResult unified;
    MarginResult siloed;
    if (question.present()) question.take(evaluate_pools(trial.engine, unified));
    if (trial.engine.params.mode == MarginMode::unified) trial.engine.params.mode = MarginMode::cross;
    if (question.present()) question.take(evaluate_pools(trial.engine, siloed));
    if (question.failed()) return;
    EvidenceTable& evidence = analysis.request.evidence;
    const auto together = pool_rows(unified.pools, trial.engine, analysis.inputs(), evidence);
    const auto apart = pool_rows(siloed.pools, trial.engine, analysis.inputs(), evidence);
    Decimal lacking_together;
    Decimal lacking_apart;
    question.take(shortfall_of(together), lacking_together);
    if (question.present()) question.take(shortfall_of(apart), lacking_apart);
    if (question.failed()) return;
    const PoolRow* weakest = nullptr;
    for (const PoolRow& row : apart) {
        if (weakest == nullptr || row.figures.buffer.value < weakest->figures.buffer.value) weakest = &row;
    }
    out.objects("unified", together, write_pool);
    out.objects("siloed", apart, write_pool);
    out.field("shortfall_unified", figure_of(lacking_together, "USD", trial, evidence));
    out.field("shortfall_siloed", figure_of(lacking_apart, "USD", trial, evidence));
    if (weakest == nullptr) return out.null("first_to_fail");
    out.field("first_to_fail", weakest->scope);
}

void answer_adl(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    MarginResult result;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (question.present()) question.take(evaluate_pools(trial.engine, result));
    std::vector<ScoreRow> rows;
    for (std::size_t i = 0; i < result.positions.size() && question.present(); ++i) {
        ScoreRow& row = rows.emplace_back();
        row.position = analysis.inputs().positions[i].id;
        question.take(add_scores(trial.engine, result, i, analysis.request.evidence, row));
    }
    if (!question.failed()) out.objects("scores", rows, write_score);
}

}  // namespace clearmargin
