#pragma once

#include <optional>
#include <string>

#include "core/asset/caip.hpp"
#include "light-client/evm/storage_expression.hpp"

namespace clearmargin {

enum class VaultKind : std::uint8_t {
    native,  ///< the account's own balance of the chain's coin
    erc20,   ///< the account's balance of a token, in the token's contract
    ledger,  ///< an entry in a contract's books
};

/// The implementation behind a proxy contract, as the proxy's own storage names it.
struct ProxyPin {
    U256 slot;               ///< EIP-1967: 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
    Address implementation;  ///< the whole word has to be this address
    std::optional<Bytes32> implementation_code_hash;
};

/// Where a balance lives and what it means. It comes from the user's policy and never from a bundle: anyone can deploy
/// a contract that holds a large number and prove it honestly.
struct VaultDescriptor {
    std::string id;
    ChainId chain;
    AssetId asset;
    unsigned decimals = 18;
    VaultKind kind = VaultKind::native;

    // What follows is for erc20 and ledger; for native it is not used.
    Address contract;
    StorageExpression storage;
    std::optional<Bytes32> code_hash;  ///< of the contract, of the proxy where it is one; else the layout is assumed
    std::optional<ProxyPin> proxy;
    /// Whose the entry is. Required where the storage expression has no step for the account; then only this account's
    /// claims hold, so that nobody can claim an entry that is not keyed by them.
    std::optional<AccountId> owner;
};

/// Where a token keeps balances: a mapping from address to uint256 at `slot`.
/// Spec    ERC-20 says nothing of storage; this is what nearly all implementations have
[[nodiscard]] StorageExpression erc20_balance_storage(const U256& slot, StorageLayout layout = StorageLayout::solidity);

}  // namespace clearmargin
