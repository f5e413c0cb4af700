#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/codec/json_writer.hpp"
#include "core/report/figure.hpp"
#include "core/result/refusal.hpp"

namespace clearmargin {

/// Writes the kinds of members that a report is made of.
class FieldWriter {
  public:
    /// Begins a document of that format. `evidence`, to which figures refer, has to outlive it.
    FieldWriter(std::string_view format, const EvidenceTable& evidence, UnixSeconds now);

    void field(std::string_view name, std::string_view text) { out_.name(name).string(text); }
    void field(std::string_view name, const std::string& text);
    void field(std::string_view name, const Decimal& value);
    /// null where there is none.
    void field(std::string_view name, const std::optional<Decimal>& value);
    void field(std::string_view name, const Bytes32& bytes);
    void field(std::string_view name, const Figure& figure);
    /// null where nothing was refused.
    void field(std::string_view name, const Refusal& refusal);
    void flag(std::string_view name, bool value) { out_.name(name).boolean(value); }
    void number(std::string_view name, std::uint64_t value) { out_.name(name).number(value); }
    /// A number that may lie above 2^53, as text.
    void number_text(std::string_view name, std::uint64_t value) { field(name, std::to_string(value)); }
    /// A JSON document as it is; null where it is empty.
    void document(std::string_view name, std::string_view json) { out_.name(name).json(json.empty() ? "null" : json); }
    void null(std::string_view name) { out_.name(name).null(); }
    /// A time under `name`, and the `age` that it has now.
    void time(std::string_view name, UnixSeconds time);
    /// The `level` and the sources it comes `from`.
    void basis(EvidenceRef evidence);

    void begin_object(std::string_view name) { out_.name(name).begin_object(); }
    void end_object() { out_.end_object(); }

    /// A list with one object for each item, whose members `write_members` writes.
    template <class Item>
    void objects(std::string_view name, const std::vector<Item>& items,
                 void (*write_members)(FieldWriter&, const Item&)) {
        out_.name(name).begin_array();
        for (const Item& item : items) {
            out_.begin_object();
            write_members(*this, item);
            out_.end_object();
        }
        out_.end_array();
    }
    template <class Texts>
    void texts(std::string_view name, const Texts& texts) {
        out_.name(name).begin_array();
        for (const std::string_view text : texts) out_.string(text);
        out_.end_array();
    }

    /// The members of a refusal that is present.
    void members_of(const Refusal& refusal);

    /// Ends the document.
    [[nodiscard]] std::string take() { return out_.end_object().take(); }

  private:
    const EvidenceTable& evidence_;
    UnixSeconds now_;
    JsonWriter out_;
};

}  // namespace clearmargin
