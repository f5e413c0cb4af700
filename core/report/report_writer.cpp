#include "core/report/report_writer.hpp"

#include "core/codec/json_writer.hpp"
#include "core/result/error_registry.hpp"

namespace clearmargin {
namespace {

void write(JsonWriter& out, const std::string& text) { out.string(text); }
void write(JsonWriter& out, bool value) { out.boolean(value); }

void write_refs(JsonWriter& out, const EvidenceRef& evidence) {
    out.name("level").string(level_name(evidence.level)).name("from").begin_array();
    for (const std::uint32_t index : evidence.from) out.number(index);
    out.end_array();
}

void write(JsonWriter& out, const Figure& figure) {
    out.begin_object().name("value");
    if (figure.value) {
        out.string(*figure.value);
    } else {
        out.null();
    }
    out.name("unit").string(figure.unit);
    write_refs(out, figure.evidence);
    if (!figure.reason.empty()) out.name("reason").string(figure.reason);
    out.end_object();
}

void write(JsonWriter& out, const Error& error) {
    const ErrorEntry& entry = error_entry(error.code);
    out.begin_object();
    out.name("code").number(static_cast<std::uint64_t>(error.code));
    out.name("name").string(entry.name);
    out.name("kind").string(kind_name(entry.kind));
    out.name("where").string(error.where);
    out.name("expected").string(error.expected);
    out.end_object();
}

template <class T>
void write(JsonWriter& out, const std::optional<T>& value) {
    if (value) {
        write(out, *value);
    } else {
        out.null();
    }
}

template <class T>
void field(JsonWriter& out, std::string_view name, const T& value) {
    out.name(name);
    write(out, value);
}

void number_text(JsonWriter& out, std::string_view name, std::uint64_t value) {
    out.name(name).string(std::to_string(value));
}

template <class T, class Each>
void list(JsonWriter& out, std::string_view name, const std::vector<T>& items, Each each) {
    out.name(name).begin_array();
    for (const T& item : items) each(item);
    out.end_array();
}

/// 0 for what lies after `now`: a clock that is behind makes nothing younger than new.
std::uint64_t age(UnixSeconds as_of, UnixSeconds now) { return as_of < now ? now - as_of : 0; }

void write_evidence(JsonWriter& out, const std::vector<EvidenceSource>& sources, UnixSeconds now) {
    list(out, "evidence", sources, [&](const EvidenceSource& source) {
        out.begin_object();
        out.name("level").string(level_name(source.level));
        field(out, "rests_on", source.rests_on);
        field(out, "chain", source.chain.empty() ? std::nullopt : std::optional(source.chain));
        out.name("block");
        if (source.chain.empty()) {
            out.null();
        } else {
            out.string(std::to_string(source.block));
        }
        field(out, "block_hash", source.block_hash.empty() ? std::nullopt : std::optional(source.block_hash));
        if (source.as_of == 0) {
            out.name("as_of").null().name("age").null();
        } else {
            out.name("as_of").number(source.as_of).name("age").number(age(source.as_of, now));
        }
        list(out, "path", source.path, [&](const std::string& step) { out.string(step); });
        out.end_object();
    });
}

void write_header(JsonWriter& out, std::string_view name, const std::optional<HeaderFacts>& header, UnixSeconds now) {
    out.name(name);
    if (!header) {
        out.null();
        return;
    }
    out.begin_object();
    number_text(out, "slot", header->slot);
    field(out, "root", header->root);
    number_text(out, "number", header->number);
    field(out, "hash", header->hash);
    field(out, "state_root", header->state_root);
    out.name("time").number(header->time).name("age").number(age(header->time, now));
    out.name("participation").number(header->participation).name("committee_size").number(header->committee_size);
    out.end_object();
}

void write_chain(JsonWriter& out, const ChainReport& chain, UnixSeconds now) {
    out.begin_object();
    field(out, "chain", chain.chain);
    field(out, "kind", chain.kind);
    field(out, "network", chain.network);
    out.name("status").string(chain.error ? "refused" : "verified");
    field(out, "error", chain.error);
    out.name("checkpoint");
    if (chain.checkpoint) {
        out.begin_object();
        field(out, "root", chain.checkpoint->root);
        number_text(out, "slot", chain.checkpoint->slot);
        out.name("time").number(chain.checkpoint->time).name("age").number(age(chain.checkpoint->time, now));
        out.end_object();
    } else {
        out.null();
    }
    write_header(out, "finalized", chain.finalized, now);
    write_header(out, "optimistic", chain.optimistic, now);
    list(out, "updates", chain.updates, [&](const UpdateOutcome& update) {
        out.begin_object();
        field(out, "path", update.path);
        field(out, "accepted", update.accepted);
        out.name("participation").number(update.participation);
        field(out, "error", update.error);
        out.end_object();
    });
    out.end_object();
}

std::string_view claim_status_name(ClaimStatus status) {
    switch (status) {
        case ClaimStatus::counted: return "counted";
        case ClaimStatus::not_counted: return "not_counted";
        case ClaimStatus::refused: return "refused";
    }
    return "refused";
}

void write_claim(JsonWriter& out, const ClaimReport& claim) {
    out.begin_object();
    field(out, "id", claim.id);
    field(out, "path", claim.path);
    field(out, "chain", claim.chain);
    field(out, "vault", claim.vault);
    field(out, "account", claim.account);
    out.name("status").string(claim_status_name(claim.status));
    field(out, "asset", claim.asset);
    field(out, "symbol", claim.symbol);
    out.name("amount");
    if (claim.status == ClaimStatus::refused) {
        out.null();
    } else {
        write(out, claim.amount);
    }
    field(out, "error", claim.error);
    out.end_object();
}

void write_collateral(JsonWriter& out, const std::vector<CollateralRow>& lines) {
    list(out, "collateral", lines, [&](const CollateralRow& line) {
        out.begin_object();
        field(out, "vault", line.vault);
        field(out, "account", line.account);
        field(out, "chain", line.chain);
        field(out, "asset", line.asset);
        field(out, "symbol", line.symbol);
        field(out, "amount", line.amount);
        field(out, "price", line.price);
        field(out, "value", line.value);
        field(out, "haircut", line.haircut);
        field(out, "counted_value", line.counted_value);
        out.end_object();
    });
}

void write_account_figures(JsonWriter& out, const MarginReport& margin) {
    field(out, "equity_raw", margin.equity_raw);
    field(out, "equity", margin.equity);
    field(out, "initial_margin", margin.initial_margin);
    field(out, "maintenance_margin", margin.maintenance_margin);
    field(out, "margin_ratio", margin.margin_ratio);
    field(out, "health", margin.health);
    field(out, "free_collateral", margin.free_collateral);
    field(out, "buffer", margin.buffer);
    field(out, "leverage", margin.leverage);
    field(out, "level", margin.level);
    field(out, "liquidatable", margin.liquidatable);
}

void write_liquidation(JsonWriter& out, const LiquidationRow& line) {
    out.begin_object();
    field(out, "scope", line.scope);
    field(out, "underlying", line.underlying);
    field(out, "symbol", line.symbol);
    field(out, "mark", line.mark);
    field(out, "liquidation_down", line.liquidation_down);
    field(out, "liquidation_up", line.liquidation_up);
    field(out, "bankruptcy_down", line.bankruptcy_down);
    field(out, "bankruptcy_up", line.bankruptcy_up);
    field(out, "distance_down", line.distance_down);
    field(out, "distance_up", line.distance_up);
    field(out, "certified", line.certified);
    out.end_object();
}

void write_position(JsonWriter& out, const PositionRow& line) {
    out.begin_object();
    field(out, "id", line.id);
    field(out, "instrument", line.instrument);
    field(out, "underlying", line.underlying);
    field(out, "margin_mode", line.margin_mode);
    field(out, "qty", line.qty);
    field(out, "entry", line.entry);
    field(out, "mark", line.mark);
    field(out, "notional", line.notional);
    field(out, "pnl", line.pnl);
    field(out, "funding", line.funding);
    field(out, "initial_margin", line.initial_margin);
    field(out, "maintenance_margin", line.maintenance_margin);
    out.end_object();
}

void write_isolated(JsonWriter& out, const IsolatedRow& line) {
    out.begin_object();
    field(out, "position", line.position);
    field(out, "equity", line.equity);
    field(out, "initial_margin", line.initial_margin);
    field(out, "maintenance_margin", line.maintenance_margin);
    field(out, "margin_ratio", line.margin_ratio);
    field(out, "liquidatable", line.liquidatable);
    out.end_object();
}

void write_margin(JsonWriter& out, const std::optional<MarginReport>& margin) {
    out.name("margin");
    if (!margin) {
        out.null();
        return;
    }
    out.begin_object();
    field(out, "mode", margin->mode);
    field(out, "trigger", margin->trigger);
    field(out, "error", margin->error);
    if (!margin->error) {
        write_account_figures(out, *margin);
        list(out, "liquidation", margin->liquidation, [&](const auto& line) { write_liquidation(out, line); });
        list(out, "positions", margin->positions, [&](const auto& line) { write_position(out, line); });
        list(out, "isolated", margin->isolated, [&](const auto& line) { write_isolated(out, line); });
    }
    out.end_object();
}

void write_inputs(JsonWriter& out, const MarginInputs& inputs) {
    out.name("inputs").begin_object();
    list(out, "collateral", inputs.collateral, [&](const CollateralInput& line) {
        out.begin_object();
        field(out, "vault", line.vault);
        field(out, "account", line.account);
        field(out, "chain", line.chain);
        field(out, "asset", line.asset);
        field(out, "amount", line.amount);
        write_refs(out, line.evidence);
        out.end_object();
    });
    list(out, "prices", inputs.prices, [&](const PriceInput& line) {
        out.begin_object();
        field(out, "asset", line.asset);
        field(out, "price", line.price);
        field(out, "conf", line.conf);
        write_refs(out, line.evidence);
        out.end_object();
    });
    list(out, "positions", inputs.positions, [&](const PositionInput& line) {
        out.begin_object();
        field(out, "id", line.id);
        field(out, "instrument", line.instrument);
        field(out, "qty", line.qty);
        field(out, "entry", line.entry);
        field(out, "mark", line.mark);
        field(out, "funding_accrued", line.funding_accrued);
        field(out, "margin_mode", line.margin_mode);
        field(out, "isolated_margin", line.isolated_margin);
        write_refs(out, line.evidence);
        out.end_object();
    });
    out.end_object();
}

void write_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
    list(out, name, texts, [&](const std::string& text) { out.string(text); });
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

std::string write_report(const Report& report) {
    JsonWriter out;
    out.begin_object();
    out.name("format").string("clearmargin/report/1");
    out.name("now").number(report.now);
    out.name("verdict").begin_object();
    out.name("status").string(status_name(report.verdict.status));
    out.name("exit_code").number(exit_code(report.verdict.status));
    field(out, "sentence", report.verdict.sentence);
    out.end_object();
    field(out, "account", report.account);
    write_evidence(out, report.evidence.sources(), report.now);
    list(out, "chains", report.chains, [&](const ChainReport& chain) { write_chain(out, chain, report.now); });
    list(out, "claims", report.claims, [&](const ClaimReport& claim) { write_claim(out, claim); });
    write_collateral(out, report.collateral);
    write_margin(out, report.margin);
    list(out, "comparison", report.comparison, [&](const ComparisonRow& line) {
        out.begin_object();
        field(out, "figure", line.figure);
        field(out, "ours", line.ours);
        field(out, "theirs", line.theirs);
        field(out, "difference", line.difference);
        field(out, "agrees", line.agrees);
        out.end_object();
    });
    write_inputs(out, report.inputs);
    list(out, "refused", report.refused, [&](const Error& error) { write(out, error); });
    write_texts(out, "assumptions", report.assumptions);
    write_texts(out, "warnings", report.warnings);
    write_texts(out, "ignored", report.ignored);
    field(out, "error", report.error);
    out.end_object();
    return out.take();
}

std::string write_margin_answer(const MarginAnswer& answer) {
    JsonWriter out;
    out.begin_object();
    out.name("format").string("clearmargin/margin/1");
    write_evidence(out, answer.sources, answer.now);
    write_collateral(out, answer.collateral);
    write_margin(out, answer.margin);
    list(out, "curve", answer.curve, [&](const CurvePoint& point) {
        out.begin_object();
        field(out, "price", point.price);
        field(out, "equity_raw", point.equity_raw);
        field(out, "equity", point.equity);
        field(out, "maintenance_margin", point.maintenance_margin);
        out.end_object();
    });
    write_texts(out, "assumptions", answer.assumptions);
    field(out, "error", answer.error);
    out.end_object();
    return out.take();
}

}  // namespace clearmargin
