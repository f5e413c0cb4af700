#pragma once

#include "core/asset/caip.hpp"
#include "light-client/vault/vault_descriptor.hpp"

namespace clearmargin {

/// Whether two vaults read the same balance of `account`: the chain's coin, or a byte of storage that both read. Such
/// balances are one, whatever the vaults are called, and count once.
/// Shape   both storage expressions lead somewhere; vaults of other owners or chains read nothing of the account's
[[nodiscard]] bool is_same_balance(const VaultDescriptor& a, const VaultDescriptor& b, const AccountId& account);

}  // namespace clearmargin
