#pragma once

#include <optional>

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "light-client/evm/execution_block.hpp"
#include "light-client/vault/vault_descriptor.hpp"

namespace clearmargin {

/// What an account has in a vault.
struct VaultBalance {
    AssetId asset;
    U256 amount;  ///< the asset's smallest unit
    unsigned decimals = 18;
    bool is_layout_assumed = false;  ///< no code hash is pinned, so that the storage layout is taken on trust

    friend bool operator==(const VaultBalance&, const VaultBalance&) = default;
};

namespace verifiers {

/// Balances in vaults, from a proven block on.
class VaultClaims {
  public:
    /// What `account` has in `vault` as of `block`.
    /// Shape   proof: an eth_getProof answer as is; of the account itself for a native balance, else of the vault's
    ///         contract with the balance's slot and, for a proxy, the implementation's slot in storageProof.
    ///         implementation_proof: an eth_getProof answer of the implementation, where its code hash is pinned
    /// Fails   block_of_another_chain, account_of_another_chain, account_of_another_owner, vault_without_owner,
    ///         malformed_storage_expression; as EvmState; vault_contract_absent, vault_contract_without_code,
    ///         code_hash_mismatch; implementation_mismatch, missing_implementation_proof,
    ///         implementation_code_hash_mismatch; negative_balance, balance_out_of_range
    [[nodiscard]] static Result<Proven<VaultBalance>> verify_vault_claim(
        const Proven<ExecutionBlock>& block, const VaultDescriptor& vault, const AccountId& account,
        const JsonReader& proof, const std::optional<JsonReader>& implementation_proof);
};

}  // namespace verifiers
}  // namespace clearmargin
