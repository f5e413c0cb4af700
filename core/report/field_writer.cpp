#include "core/report/field_writer.hpp"

#include "core/bytes/hex.hpp"
#include "core/result/error_registry.hpp"

namespace clearmargin {

FieldWriter::FieldWriter(std::string_view format, const EvidenceTable& evidence, UnixSeconds now)
    : evidence_(evidence), now_(now) {
    out_.begin_object();
    field("format", format);
}

void FieldWriter::field(std::string_view name, const std::string& text) { field(name, std::string_view(text)); }

void FieldWriter::field(std::string_view name, const Decimal& value) { field(name, to_string(value)); }

void FieldWriter::field(std::string_view name, const std::optional<Decimal>& value) {
    if (!value) return null(name);
    field(name, *value);
}

void FieldWriter::field(std::string_view name, const Bytes32& bytes) { field(name, to_hex(bytes)); }

void FieldWriter::field(std::string_view name, const Figure& figure) {
    begin_object(name);
    field("value", figure.value);
    field("unit", figure.unit);
    basis(figure.evidence);
    if (!figure.reason.empty()) field("reason", figure.reason);
    end_object();
}

void FieldWriter::field(std::string_view name, const Refusal& refusal) {
    if (!refusal.present()) return null(name);
    begin_object(name);
    members_of(refusal);
    end_object();
}

void FieldWriter::members_of(const Refusal& refusal) {
    const Error& error = refusal.error();
    const ErrorEntry& entry = error_entry(error.code);
    number("code", static_cast<std::uint64_t>(error.code));
    field("name", entry.name);
    field("kind", kind_name(entry.kind));
    field("where", error.where);
    field("expected", error.expected);
}

void FieldWriter::time(std::string_view name, UnixSeconds time) {
    number(name, time);
    // 0 for what lies after `now`: a clock that is behind makes nothing younger than new.
    number("age", time < now_ ? now_ - time : 0);
}

void FieldWriter::basis(EvidenceRef evidence) {
    const EvidenceBasis& basis = evidence_[evidence];
    field("level", level_name(basis.level));
    out_.name("from").begin_array();
    for (const std::uint32_t place : basis.from) out_.number(place);
    out_.end_array();
}

}  // namespace clearmargin
