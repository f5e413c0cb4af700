#pragma once

#include <string>
#include <vector>

#include "core/codec/field_reader.hpp"
#include "core/report/field_writer.hpp"
#include "wasm/analysis/account_trial.hpp"

namespace clearmargin {

/// What questions are asked of. `evidence` is the request's own, to which answers add what their figures rest on.
struct Analysis {
    MarginRequest& request;

    [[nodiscard]] const Policy& policy() const noexcept { return request.policy; }
    [[nodiscard]] const MarginSnapshot& inputs() const noexcept { return request.inputs; }
};

/// Reads a question, computes its answer and writes its members. Where it refuses, into the question's reader, it has
/// written nothing. What each asks and answers is in docs/bundle-format.md#analysing-an-account.
using Answerer = void (*)(const FieldReader& question, Analysis& analysis, FieldWriter& out);

void answer_order(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_transfer(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_max_order(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_max_withdraw(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_reach(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_siloed(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_adl(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_stress(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_historical(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_chain_failures(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_reverse_stress(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_portfolio(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_explain(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_lending(const FieldReader& question, Analysis& analysis, FieldWriter& out);
void answer_venue(const FieldReader& question, Analysis& analysis, FieldWriter& out);

/// A pool under a name, for a list.
struct PoolRow {
    std::string scope;
    PoolFigures figures;
    EvidenceRef evidence;
};
/// `scope`, equity, margins, free collateral, buffer, `level` and `liquidatable`.
void write_pool(FieldWriter& out, const PoolRow& row);
/// The rows of all pools, "cross", a chain's id, "venue" or a position's id each.
[[nodiscard]] std::vector<PoolRow> pool_rows(const std::vector<PoolResult>& pools, const EngineAccount& engine,
                                             const MarginSnapshot& inputs, EvidenceTable& evidence);

/// A figure that rests on all that the account does.
[[nodiscard]] Figure figure_of(const std::optional<Decimal>& value, std::string_view unit, const AccountTrial& trial,
                               EvidenceTable& evidence);

}  // namespace clearmargin
