#include <algorithm>
#include <string_view>

#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_inputs = 16;
constexpr std::size_t max_indexed_inputs = 3;  ///< a log has four topics, and the first is the signature

/// What Solidity takes for a name, so that a signature can't be another one's.
bool is_identifier(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; };
    return !text.empty() && is_letter(text[0]) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

void read_input(const FieldReader& from, EventInput& to) {
    from.only_members({"name", "type", "indexed"});
    read_name(from["name"], to.name);
    const FieldReader type = from["type"];
    type.get(to.type);
    if (type.present() && to.type != "string" && to.type != "bytes") type.take(parse_value_type(to.type), to.value);
    from.read_if_present("indexed", to.is_indexed);
}

/// Which input the text here names; it has to be one of that kind.
void read_input_name(const FieldReader& at, const std::vector<EventInput>& inputs, ValueType::Kind kind,
                     std::string_view expected, std::size_t& to) {
    const std::string_view name = at.text();
    if (!at.present()) return;
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&](const EventInput& input) { return input.name == name; });
    to = static_cast<std::size_t>(found - inputs.begin());
    if (found == inputs.end() || !found->value || found->value->kind != kind) {
        at.refuse(ErrorCode::unknown_reference, expected, name);
    }
}

void read_form(const FieldReader& from, EventDescriptor& to) {
    from.only_members({"name", "inputs"});
    const FieldReader name = from["name"];
    read_name(name, to.name);
    if (name.present() && !is_identifier(to.name)) name.refuse(ErrorCode::unknown_value, "an event's name", to.name);
    const FieldReader inputs = from["inputs"];
    UniqueIds names;
    std::size_t indexed = 0;
    read_list(inputs, max_inputs, to.inputs, [&](const FieldReader& item, EventInput& input) {
        read_input(item, input);
        names.add(item, input.name, "a name of its own");
        if (input.is_indexed && ++indexed > max_indexed_inputs) {
            item.refuse(ErrorCode::too_many_items, "at most 3 indexed inputs");
        }
    });
}

void read_event(const FieldReader& from, EventDescriptor& to) {
    from.only_members({"id", "chain", "contract", "event", "account", "amount", "asset", "decimals", "means"});
    read_name(from["id"], to.id);
    read_chain_id(from["chain"], to.chain);
    from.read("contract", to.contract);
    read_form(from["event"], to);
    read_input_name(from["account"], to.inputs, ValueType::Kind::address, "an input of type address", to.account);
    read_input_name(from["amount"], to.inputs, ValueType::Kind::unsigned_integer, "an input of an unsigned type",
                    to.amount);
    read_asset_id(from["asset"], to.asset);
    read_decimals(from["decimals"], to.decimals);
    from["means"].get(to.means, {"deposit", "withdrawal"});
}

}  // namespace

void read_events(const FieldReader& from, std::vector<EventDescriptor>& to) {
    UniqueIds ids;
    read_list(from, max_policy_items, to, [&](const FieldReader& item, EventDescriptor& event) {
        read_event(item, event);
        ids.add(item, event.id, "an id of its own");
    });
}

}  // namespace clearmargin
