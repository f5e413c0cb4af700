#include <algorithm>
#include <array>
#include <utility>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_steps = 16;
constexpr std::uint64_t max_decimals = 36;

Result<unsigned> read_small(const JsonReader& at, std::uint64_t most) {
    TRY(const std::uint64_t value, at.u64());
    if (value > most) {
        return at.refused(ErrorCode::integer_out_of_range, "at most " + std::to_string(most), std::to_string(value));
    }
    return static_cast<unsigned>(value);
}

Result<U256> read_word(const JsonReader& from, std::string_view member) {
    TRY(const auto at, from.member(member));
    return at.u256();
}

/// `member`, or 1 where it is absent.
Result<U256> read_slots(const JsonReader& from, std::string_view member) {
    TRY(const auto at, from.optional_member(member));
    if (!at) return U256(1);
    return at->u256();
}

Result<StorageStep> read_mapping(const JsonReader& at) {
    if (at.is_string()) {
        TRY(const auto word, at.string());
        if (word != "account") return at.refused(ErrorCode::unknown_value, "account, or an object", word);
        return StorageStep(AccountStep{});
    }
    constexpr std::array<std::string_view, 2> known = {"type", "value"};
    TRY(at.only_members(known));
    TRY(const auto type_at, at.member("type"));
    TRY(const auto type, type_at.string());
    TRY(const auto value_at, at.member("value"));
    TRY(const auto value, value_at.string());
    TRY(auto key, under_path(at, parse_mapping_key(type, value)));
    return StorageStep(MappingStep{std::move(key)});
}

Result<StorageStep> read_array(const JsonReader& at) {
    constexpr std::array<std::string_view, 3> known = {"index", "element_slots", "length"};
    TRY(at.only_members(known));
    TRY(const U256 index, read_word(at, "index"));
    TRY(const U256 element_slots, read_slots(at, "element_slots"));
    TRY(const auto length, at.optional_member("length"));
    if (!length) return StorageStep(ArrayStep{index, element_slots});
    TRY(const U256 count, length->u256());
    return StorageStep(FixedArrayStep{index, count, element_slots});
}

Result<StorageStep> read_packed_array(const JsonReader& at) {
    constexpr std::array<std::string_view, 3> known = {"index", "element_bytes", "length"};
    TRY(at.only_members(known));
    TRY(const U256 index, read_word(at, "index"));
    TRY(const auto bytes_at, at.member("element_bytes"));
    TRY(const unsigned element_bytes, read_small(bytes_at, 32));
    TRY(const auto length, at.optional_member("length"));
    if (!length) return StorageStep(PackedArrayStep{index, element_bytes});
    TRY(const U256 count, length->u256());
    return StorageStep(PackedFixedArrayStep{index, count, element_bytes});
}

/// One step: an object with exactly one member, which names its kind.
Result<StorageStep> read_step(const JsonReader& from) {
    TRY(const auto members, from.members(2));
    if (members.size() != 1) return from.refused(ErrorCode::wrong_length, "one member, the kind of step");
    const auto& [kind, value] = members.front();
    if (kind == "mapping") return read_mapping(value);
    if (kind == "array") return read_array(value);
    if (kind == "packed_array") return read_packed_array(value);
    if (kind == "offset") {
        TRY(const U256 slots, value.u256());
        return StorageStep(OffsetStep{slots});
    }
    return from.refused(ErrorCode::unknown_value, "mapping, array, packed_array or offset", kind);
}

Status read_value(const JsonReader& from, StorageExpression& storage) {
    constexpr std::array<std::string_view, 2> known = {"type", "byte_offset"};
    TRY(from.only_members(known));
    TRY(const auto type_at, from.member("type"));
    TRY(const auto type, type_at.string());
    TRY(storage.type, under_path(type_at, parse_value_type(type)));
    TRY(const auto offset, from.optional_member("byte_offset"));
    if (offset) {
        TRY(storage.byte_offset, read_small(*offset, 31));
    }
    return {};
}

Result<StorageLayout> read_layout(const JsonReader& from) {
    TRY(const auto at, from.optional_member("layout"));
    if (!at) return StorageLayout::solidity;
    TRY(const auto word, at->string());
    if (word == "solidity") return StorageLayout::solidity;
    if (word == "vyper") return StorageLayout::vyper;
    return at->refused(ErrorCode::unknown_value, "solidity or vyper", word);
}

Result<StorageExpression> read_storage(const JsonReader& from) {
    constexpr std::array<std::string_view, 4> known = {"slot", "layout", "path", "value"};
    TRY(from.only_members(known));
    StorageExpression storage;
    TRY(storage.slot, read_word(from, "slot"));
    TRY(storage.layout, read_layout(from));
    TRY(const auto path, from.optional_member("path"));
    if (path) {
        TRY(const auto steps, path->elements(max_steps));
        for (const JsonReader& step : steps) {
            TRY(auto read, read_step(step));
            storage.path.push_back(std::move(read));
        }
    }
    TRY(const auto value, from.member("value"));
    TRY(read_value(value, storage));
    return storage;
}

Result<ProxyPin> read_proxy(const JsonReader& from) {
    constexpr std::array<std::string_view, 3> known = {"slot", "implementation", "implementation_code_hash"};
    TRY(from.only_members(known));
    ProxyPin pin;
    TRY(pin.slot, read_word(from, "slot"));
    TRY(const auto implementation, from.member("implementation"));
    TRY(pin.implementation, implementation.fixed_bytes<20>());
    TRY(const auto code_hash, from.optional_member("implementation_code_hash"));
    if (code_hash) {
        TRY(pin.implementation_code_hash, code_hash->fixed_bytes<32>());
    }
    return pin;
}

Result<VaultKind> read_kind(const JsonReader& from) {
    TRY(const auto at, from.member("kind"));
    TRY(const auto kind, at.string());
    if (kind == "native") return VaultKind::native;
    if (kind == "erc20") return VaultKind::erc20;
    if (kind == "ledger") return VaultKind::ledger;
    return at.refused(ErrorCode::unknown_value, "native, erc20 or ledger", kind);
}

/// What a vault in a contract has besides what every vault has.
Status read_contract(const JsonReader& from, VaultDescriptor& vault) {
    TRY(const auto contract, from.member("contract"));
    TRY(vault.contract, contract.fixed_bytes<20>());
    if (vault.kind == VaultKind::erc20) {
        TRY(const U256 slot, read_word(from, "slot"));
        TRY(const StorageLayout layout, read_layout(from));
        vault.storage = erc20_balance_storage(slot, layout);
    } else {
        TRY(const auto storage, from.member("storage"));
        TRY(vault.storage, read_storage(storage));
        // Whether the expression leads anywhere does not depend on whose entry is asked for.
        TRY(under_path(storage, locate(vault.storage, Address())));
    }
    TRY(const auto code_hash, from.optional_member("code_hash"));
    if (code_hash) {
        TRY(vault.code_hash, code_hash->fixed_bytes<32>());
    }
    TRY(const auto proxy, from.optional_member("proxy"));
    if (proxy) {
        TRY(vault.proxy, read_proxy(*proxy));
    }
    TRY(const auto owner, from.optional_member("owner"));
    if (owner) {
        TRY(const auto text, owner->string());
        TRY(vault.owner, under_path(*owner, parse_account_id(text)));
    }
    if (!vault.owner && !is_keyed_by_account(vault.storage)) {
        return from.refused(ErrorCode::vault_without_owner, "an account in the storage path, or an owner");
    }
    return {};
}

Status check_members(const JsonReader& from, VaultKind kind) {
    constexpr std::array<std::string_view, 5> native = {"id", "chain", "asset", "decimals", "kind"};
    constexpr std::array<std::string_view, 11> erc20 = {"id",       "chain", "asset",  "decimals",  "kind", "contract",
                                                        "slot",     "owner", "layout", "code_hash", "proxy"};
    constexpr std::array<std::string_view, 10> ledger = {"id",       "chain",   "asset", "decimals",  "kind",
                                                         "contract", "storage", "owner", "code_hash", "proxy"};
    if (kind == VaultKind::native) return from.only_members(native);
    return kind == VaultKind::erc20 ? from.only_members(erc20) : from.only_members(ledger);
}

Result<VaultDescriptor> read_vault(const JsonReader& from) {
    VaultDescriptor vault;
    TRY(vault.kind, read_kind(from));
    TRY(check_members(from, vault.kind));
    TRY(vault.id, read_name(from, "id"));
    TRY(const auto chain_at, from.member("chain"));
    TRY(const auto chain, chain_at.string());
    TRY(vault.chain, under_path(chain_at, parse_chain_id(chain)));
    TRY(vault.asset, read_asset_id(from, "asset"));
    TRY(const auto decimals, from.member("decimals"));
    TRY(vault.decimals, read_small(decimals, max_decimals));
    if (vault.kind != VaultKind::native) TRY(read_contract(from, vault));
    return vault;
}

}  // namespace

Result<std::vector<VaultDescriptor>> read_vaults(const JsonReader& from) {
    TRY(const auto items, from.elements(max_policy_items));
    std::vector<VaultDescriptor> vaults;
    for (const JsonReader& item : items) {
        TRY(auto vault, read_vault(item));
        const auto same = [&](const VaultDescriptor& other) { return other.id == vault.id; };
        if (std::any_of(vaults.begin(), vaults.end(), same)) {
            return item.refused(ErrorCode::duplicate_id, "an id of its own", vault.id);
        }
        vaults.push_back(std::move(vault));
    }
    return vaults;
}

}  // namespace clearmargin
