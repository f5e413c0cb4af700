#include "core/report/report_writer.hpp"

#include "core/bytes/hex.hpp"
#include "core/report/margin_writer.hpp"

namespace clearmargin {
namespace {

void write_verdict(FieldWriter& out, const Verdict& verdict) {
    out.begin_object("verdict");
    out.field("status", status_name(verdict.status));
    out.number("exit_code", exit_code(verdict.status));
    out.field("sentence", verdict.sentence);
    out.end_object();
}

void write_source(FieldWriter& out, const EvidenceSource& source) {
    out.field("level", level_name(source.level));
    out.field("rests_on", source.rests_on);
    if (source.chain.empty()) {
        out.null("chain");
        out.null("block");
    } else {
        out.field("chain", source.chain);
        out.number_text("block", source.block);
    }
    if (source.block_hash.empty()) {
        out.null("block_hash");
    } else {
        out.field("block_hash", source.block_hash);
    }
    if (source.as_of == 0) {
        out.null("as_of");
        out.null("age");
    } else {
        out.time("as_of", source.as_of);
    }
    out.texts("path", source.path);
}

void write_checkpoint(FieldWriter& out, const std::optional<CheckpointFacts>& checkpoint) {
    if (!checkpoint) return out.null("checkpoint");
    out.begin_object("checkpoint");
    out.field("root", checkpoint->root);
    out.number_text("slot", checkpoint->slot);
    out.time("time", checkpoint->time);
    out.number("max_age", checkpoint->max_age);
    out.end_object();
}

void write_header(FieldWriter& out, std::string_view name, const std::optional<HeaderFacts>& header) {
    if (!header) return out.null(name);
    const ExecutionFacts block = header->block.value_or(ExecutionFacts{});
    out.begin_object(name);
    out.number_text("slot", header->slot);
    out.field("root", header->root);
    out.number_text("number", block.number);
    out.field("hash", header->block ? to_hex(block.hash) : "");
    out.field("state_root", header->block ? to_hex(block.state_root) : "");
    out.time("time", header->time);
    out.number("participation", header->participation);
    out.number("committee_size", header->committee_size);
    out.end_object();
}

void write_finality_lag(FieldWriter& out, const std::optional<FinalityLag>& lag) {
    if (!lag) return out.null("finality_lag");
    out.begin_object("finality_lag");
    out.number_text("slots", lag->slots);
    out.number("seconds", lag->seconds);
    out.end_object();
}

void write_update(FieldWriter& out, const UpdateOutcome& update) {
    out.field("path", update.path);
    out.flag("accepted", update.accepted);
    out.number("participation", update.participation);
    out.field("error", update.error);
}

void write_anchor(FieldWriter& out, const AnchorOutcome& anchor) {
    out.field("path", anchor.path);
    out.flag("accepted", !anchor.error.present());
    if (anchor.block) {
        out.field("hash", anchor.block->hash);
        out.number_text("number", anchor.block->number);
        out.time("time", anchor.block->time);
        out.field("level", level_name(anchor.block->level));
        out.field("rests_on", anchor.block->rests_on);
    } else {
        for (const char* name : {"hash", "number", "time", "age", "level", "rests_on"}) out.null(name);
    }
    if (anchor.parent_block) {
        out.field("parent_block", *anchor.parent_block);
    } else {
        out.null("parent_block");
    }
    out.field("error", anchor.error);
}

void write_place(FieldWriter& out, const OlderBlock::Facts& block) {
    out.field("hash", block.hash);
    out.number_text("number", block.number);
    out.time("time", block.time);
}

void write_no_place(FieldWriter& out) {
    for (const std::string_view name : {"hash", "number", "time", "age"}) out.null(name);
}

void write_older_block(FieldWriter& out, const OlderBlock& older) {
    out.field("path", older.path);
    out.flag("accepted", older.block.has_value());
    if (older.block) {
        write_place(out, *older.block);
    } else {
        write_no_place(out);
    }
    out.field("error", older.error);
}

void write_chain(FieldWriter& out, const ChainReport& chain) {
    out.field("chain", chain.chain);
    out.field("kind", chain.kind);
    if (!chain.parent.empty()) out.field("parent", chain.parent);
    out.field("network", chain.network);
    out.field("status", std::string_view(chain.error.present() ? "refused" : "verified"));
    out.field("error", chain.error);
    if (!chain.parent.empty()) return out.objects("blocks", chain.blocks, write_anchor);
    write_checkpoint(out, chain.checkpoint);
    write_header(out, "finalized", chain.finalized);
    write_header(out, "optimistic", chain.optimistic);
    write_finality_lag(out, chain.finality_lag);
    out.number("min_participation", chain.min_participation);
    out.objects("updates", chain.updates, write_update);
    if (!chain.older_blocks.empty()) out.objects("older_blocks", chain.older_blocks, write_older_block);
}

std::string_view claim_status_name(ClaimStatus status) {
    switch (status) {
        case ClaimStatus::counted: return "counted";
        case ClaimStatus::not_counted: return "not_counted";
        case ClaimStatus::refused: return "refused";
    }
    return "refused";
}

void write_claim(FieldWriter& out, const ClaimReport& claim) {
    out.field("id", claim.id);
    out.field("path", claim.path);
    out.field("chain", claim.chain);
    out.field("vault", claim.vault);
    out.field("account", claim.account);
    out.field("status", claim_status_name(claim.status));
    out.field("asset", claim.asset);
    out.field("symbol", claim.symbol);
    if (claim.status == ClaimStatus::refused) {
        out.null("amount");
    } else {
        out.field("amount", claim.amount);
    }
    out.field("error", claim.error);
}

std::string_view history_status_name(HistoryStatus status) {
    switch (status) {
        case HistoryStatus::listed: return "listed";
        case HistoryStatus::repeated: return "repeated";
        case HistoryStatus::refused: return "refused";
    }
    return "refused";
}

void write_event(FieldWriter& out, const EventReport& event) {
    out.field("id", event.id);
    out.field("path", event.path);
    out.field("chain", event.chain);
    out.field("event", event.event);
    out.field("account", event.account);
    out.field("status", history_status_name(event.status));
    if (event.status == HistoryStatus::refused) {
        for (const std::string_view name : {"means", "asset", "symbol", "amount"}) out.null(name);
        write_no_place(out);
        out.null("transaction_index");
        out.null("log_index");
    } else {
        out.field("means", event.means);
        out.field("asset", event.asset);
        out.field("symbol", event.symbol);
        out.field("amount", event.amount);
        write_place(out, event.block);
        out.number_text("transaction_index", event.transaction_index);
        out.number_text("log_index", event.log_index);
    }
    out.field("error", event.error);
}

void write_transaction(FieldWriter& out, const TransactionReport& transaction) {
    out.field("id", transaction.id);
    out.field("path", transaction.path);
    out.field("chain", transaction.chain);
    out.field("status", history_status_name(transaction.status));
    const bool is_refused = transaction.status == HistoryStatus::refused;
    if (is_refused) {
        for (const std::string_view name : {"transaction_hash", "type", "transaction_index"}) out.null(name);
    } else {
        out.field("transaction_hash", transaction.transaction_hash);
        out.number("type", transaction.type);
        out.number_text("transaction_index", transaction.transaction_index);
    }
    if (transaction.succeeded) {
        out.flag("succeeded", *transaction.succeeded);
    } else {
        out.null("succeeded");
    }
    if (is_refused) {
        write_no_place(out);
        out.null("level");
        out.null("from");
    } else {
        write_place(out, transaction.block);
        out.basis(transaction.evidence);
    }
    out.field("error", transaction.error);
}

void write_comparison(FieldWriter& out, const ComparisonRow& row) {
    out.field("figure", std::string(row.figure) + truncated(row.position));
    out.field("ours", row.ours);
    out.field("theirs", row.theirs);
    out.field("difference", row.difference);
    out.flag("agrees", row.agrees);
}

void write_refusal(FieldWriter& out, const Refusal& refusal) { out.members_of(refusal); }

void write_point(FieldWriter& out, const CurvePoint& point) {
    out.field("price", point.price);
    out.field("equity_raw", point.equity_raw);
    out.field("equity", point.equity);
    out.field("maintenance_margin", point.maintenance_margin);
}

}  // namespace

std::string_view status_name(VerdictStatus status) noexcept {
    switch (status) {
        case VerdictStatus::agrees: return "agrees";
        case VerdictStatus::unreadable: return "unreadable";
        case VerdictStatus::refused: return "refused";
        case VerdictStatus::differs: return "differs";
    }
    return "unreadable";
}

std::uint64_t exit_code(VerdictStatus status) noexcept {
    switch (status) {
        case VerdictStatus::agrees: return 0;
        case VerdictStatus::unreadable: return 2;
        case VerdictStatus::refused: return 3;
        case VerdictStatus::differs: return 4;
    }
    return 2;
}

void write_evidence(FieldWriter& out, const EvidenceTable& evidence) {
    out.objects("evidence", evidence.sources(), write_source);
}

std::string write_report(const Report& report) {
    FieldWriter out("clearmargin/report/1", report.evidence, report.now);
    out.number("now", report.now);
    write_verdict(out, report.verdict);
    out.field("account", report.account);
    write_evidence(out, report.evidence);
    out.objects("chains", report.chains, write_chain);
    out.objects("claims", report.claims, write_claim);
    if (!report.events.empty()) out.objects("events", report.events, write_event);
    if (!report.transactions.empty()) out.objects("transactions", report.transactions, write_transaction);
    write_section(out, report.section);
    out.objects("comparison", report.comparison, write_comparison);
    write_inputs(out, report.inputs);
    out.objects("refused", report.refused, write_refusal);
    out.texts("assumptions", report.assumptions);
    out.texts("warnings", report.warnings);
    out.texts("ignored", report.ignored);
    out.field("error", report.error);
    return out.take();
}

std::string write_claims_answer(const Report& report) {
    FieldWriter out("clearmargin/claims/1", report.evidence, report.now);
    out.number("now", report.now);
    write_evidence(out, report.evidence);
    out.objects("chains", report.chains, write_chain);
    out.objects("claims", report.claims, write_claim);
    out.objects("events", report.events, write_event);
    out.objects("transactions", report.transactions, write_transaction);
    write_collateral_inputs(out, "collateral_inputs", report.inputs.collateral);
    out.texts("warnings", report.warnings);
    out.field("error", report.error);
    return out.take();
}

std::string write_margin_answer(const MarginAnswer& answer) {
    FieldWriter out("clearmargin/margin/1", answer.evidence, answer.now);
    write_evidence(out, answer.evidence);
    write_section(out, answer.section);
    out.objects("curve", answer.curve, write_point);
    out.texts("assumptions", answer.assumptions);
    out.field("error", answer.error);
    return out.take();
}

std::string write_advance_answer(const AdvanceAnswer& answer) {
    FieldWriter out("clearmargin/advance/1", answer.evidence, answer.now);
    out.number("now", answer.now);
    if (answer.chain) {
        out.begin_object("chain");
        write_chain(out, *answer.chain);
        out.end_object();
    } else {
        out.null("chain");
    }
    write_evidence(out, answer.evidence);
    out.document("store", answer.store);
    out.flag("changed", answer.changed);
    out.field("error", answer.error);
    return out.take();
}

}  // namespace clearmargin
