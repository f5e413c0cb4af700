#include <initializer_list>
#include <utility>

#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_steps = 16;
constexpr unsigned max_decimals = 36;

void read_small(const FieldReader& at, unsigned most, unsigned& to) {
    std::uint64_t value = to;
    at.get(value);
    if (value > most) at.refuse(ErrorCode::integer_out_of_range, "at most " + std::to_string(most), std::to_string(value));
    to = static_cast<unsigned>(value);
}

void read_mapping(const FieldReader& at, StorageStep& to) {
    if (at.json().is_string()) {
        if (at.text() != "account") at.refuse(ErrorCode::unknown_value, "account, or an object", at.text());
        to.emplace<AccountStep>();
        return;
    }
    at.only_members({"type", "value"});
    const std::string_view type = at["type"].text();
    const std::string_view value = at["value"].text();
    if (at.present()) at.take(parse_mapping_key(type, value), to.emplace<MappingStep>().key);
}

/// An element of an array: of fixed length where that is given.
void read_array(const FieldReader& at, StorageStep& to) {
    at.only_members({"index", "element_slots", "length"});
    FixedArrayStep step;
    at.read("index", step.index);
    at.read_if_present("element_slots", step.element_slots);
    const FieldReader length = at.optional("length");
    length.get(step.length);
    if (length.present()) {
        to = step;
    } else {
        to = ArrayStep{step.index, step.element_slots};
    }
}

void read_packed_array(const FieldReader& at, StorageStep& to) {
    at.only_members({"index", "element_bytes", "length"});
    PackedFixedArrayStep step;
    at.read("index", step.index);
    read_small(at["element_bytes"], 32, step.element_bytes);
    const FieldReader length = at.optional("length");
    length.get(step.length);
    if (length.present()) {
        to = step;
    } else {
        to = PackedArrayStep{step.index, step.element_bytes};
    }
}

/// One step: an object with exactly one member, which names its kind.
void read_step(const FieldReader& from, StorageStep& to) {
    const auto members = from.members(2);
    if (members.size() != 1) return from.refuse(ErrorCode::wrong_length, "one member, the kind of step");
    const auto& [kind, value] = members[0];
    if (kind == "mapping") return read_mapping(value, to);
    if (kind == "array") return read_array(value, to);
    if (kind == "packed_array") return read_packed_array(value, to);
    if (kind == "offset") return value.get(to.emplace<OffsetStep>().slots);
    from.refuse(ErrorCode::unknown_value, "mapping, array, packed_array or offset", kind);
}

void read_layout(const FieldReader& from, StorageLayout& to) { from.optional("layout").get(to, {"solidity", "vyper"}); }

void read_storage(const FieldReader& from, StorageExpression& to) {
    from.only_members({"slot", "layout", "path", "value"});
    from.read("slot", to.slot);
    read_layout(from, to.layout);
    read_list(from.optional("path"), max_steps, to.path, read_step);
    const FieldReader value = from["value"];
    value.only_members({"type", "byte_offset"});
    const FieldReader type = value["type"];
    const std::string_view type_name = type.text();
    if (type.present()) type.take(parse_value_type(type_name), to.type);
    read_small(value.optional("byte_offset"), 31, to.byte_offset);
    // Whether the expression leads anywhere does not depend on whose entry is asked for.
    auto place = locate(to, Address());
    if (!place.ok()) from.refuse(std::move(place).refusal());
}

void read_proxy(const FieldReader& from, ProxyPin& to) {
    from.only_members({"slot", "implementation", "implementation_code_hash"});
    from.read("slot", to.slot);
    from.read("implementation", to.implementation);
    from.read_if_present("implementation_code_hash", to.implementation_code_hash);
}

/// What a vault in a contract has besides what every vault has.
void read_contract(const FieldReader& from, VaultDescriptor& to) {
    from.read("contract", to.contract);
    if (to.kind == VaultKind::erc20) {
        U256 slot;
        StorageLayout layout = StorageLayout::solidity;
        from.read("slot", slot);
        read_layout(from, layout);
        to.storage = erc20_balance_storage(slot, layout);
    } else {
        read_storage(from["storage"], to.storage);
    }
    from.read_if_present("code_hash", to.code_hash);
    read_optional(from.optional("proxy"), to.proxy, read_proxy);
    read_optional(from.optional("owner"), to.owner, read_account_id);
    if (!to.owner && !is_keyed_by_account(to.storage)) {
        from.refuse(ErrorCode::vault_without_owner, "an account in the storage path, or an owner");
    }
}

void check_members(const FieldReader& from, VaultKind kind) {
    switch (kind) {
        case VaultKind::native:
            return from.only_members({"id", "chain", "asset", "decimals", "kind"});
        case VaultKind::erc20:
            return from.only_members({"id", "chain", "asset", "decimals", "kind", "contract", "slot", "owner", "layout",
                                      "code_hash", "proxy"});
        case VaultKind::ledger:
            return from.only_members({"id", "chain", "asset", "decimals", "kind", "contract", "storage", "owner",
                                      "code_hash", "proxy"});
    }
}

void read_vault(const FieldReader& from, VaultDescriptor& to) {
    from["kind"].get(to.kind, {"native", "erc20", "ledger"});
    check_members(from, to.kind);
    read_name(from["id"], to.id);
    read_chain_id(from["chain"], to.chain);
    read_asset_id(from["asset"], to.asset);
    read_decimals(from["decimals"], to.decimals);
    if (to.kind != VaultKind::native) read_contract(from, to);
}

}  // namespace

void read_decimals(const FieldReader& at, unsigned& to) { read_small(at, max_decimals, to); }

void read_vaults(const FieldReader& from, std::vector<VaultDescriptor>& to) {
    UniqueIds ids;
    read_list(from, max_policy_items, to, [&](const FieldReader& item, VaultDescriptor& vault) {
        read_vault(item, vault);
        ids.add(item, vault.id, "an id of its own");
    });
}

}  // namespace clearmargin
