#pragma once

#include <span>

#include "core/result/result.hpp"
#include "light-client/evm/account.hpp"

namespace clearmargin {

/// What the state trie under `state_root` holds of `address`; an address without an account has one that doesn't exist.
/// Shape   proof: RLP of the nodes from the root down
/// Fails   as verify_trie_proof, paths "[i]"; malformed_account
/// Spec    EIP-1186; Ethereum yellow paper, section 4.1
[[nodiscard]] Result<EvmAccount> verify_account_proof(const Bytes32& state_root, const Address& address,
                                                   std::span<const Bytes> proof);

/// The word at `slot` of the storage under `storage_hash`; zero where there is none.
/// Fails   as verify_trie_proof, paths "[i]"; malformed_storage_value
/// Spec    EIP-1186: the leaf holds the RLP of the word's bytes without leading zeros, and never zero
[[nodiscard]] Result<U256> verify_storage_proof(const Bytes32& storage_hash, const U256& slot,
                                                std::span<const Bytes> proof);

}  // namespace clearmargin
