#include "light-client/vault/vault_place.hpp"

namespace clearmargin {
namespace {

bool is_of(const VaultDescriptor& vault, const AccountId& account) {
    return vault.chain == account.chain && (!vault.owner || *vault.owner == account);
}

}  // namespace

bool is_same_balance(const VaultDescriptor& a, const VaultDescriptor& b, const AccountId& account) {
    if (!is_of(a, account) || !is_of(b, account)) return false;
    const bool is_native = a.kind == VaultKind::native;
    if (is_native != (b.kind == VaultKind::native)) return false;
    if (is_native) return true;
    if (a.contract != b.contract) return false;
    const auto address = evm_address(account);
    if (!address.ok()) return false;
    const auto place_a = locate(a.storage, address.value());
    const auto place_b = locate(b.storage, address.value());
    if (!place_a.ok() || !place_b.ok() || place_a.value().slot != place_b.value().slot) return false;
    const unsigned start_a = place_a.value().byte_offset;
    const unsigned start_b = place_b.value().byte_offset;
    return start_a < start_b + b.storage.type.size && start_b < start_a + a.storage.type.size;
}

}  // namespace clearmargin
