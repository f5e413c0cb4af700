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

void write_update(FieldWriter& out, const UpdateOutcome& update) {
    out.field("path", update.path);
    out.flag("accepted", update.accepted);
    out.number("participation", update.participation);
    out.field("error", update.error);
}

void write_chain(FieldWriter& out, const ChainReport& chain) {
    out.field("chain", chain.chain);
    out.field("kind", chain.kind);
    out.field("network", chain.network);
    out.field("status", std::string_view(chain.error.present() ? "refused" : "verified"));
    out.field("error", chain.error);
    write_checkpoint(out, chain.checkpoint);
    write_header(out, "finalized", chain.finalized);
    write_header(out, "optimistic", chain.optimistic);
    out.objects("updates", chain.updates, write_update);
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

std::string write_margin_answer(const MarginAnswer& answer) {
    FieldWriter out("clearmargin/margin/1", answer.evidence, answer.now);
    write_evidence(out, answer.evidence);
    write_section(out, answer.section);
    out.objects("curve", answer.curve, write_point);
    out.texts("assumptions", answer.assumptions);
    out.field("error", answer.error);
    return out.take();
}

}  // namespace clearmargin
