#pragma once

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/account.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin::verifiers {

/// Accounts and storage of an EVM chain, from a proven block on.
class EvmState {
  public:
    /// The block whose hash is proven, given its header.
    /// Shape   header_rlp: as decode_execution_header takes it
    /// Fails   block_hash_mismatch; as decode_execution_header
    [[nodiscard]] static Result<Proven<ExecutionBlock>> prove_block(const Proven<ExecutionBlockHash>& hash,
                                                                    ByteView header_rlp);

    /// The account at `address` as of `block`.
    /// Shape   answer: an eth_getProof answer as is. Only the nodes in accountProof prove anything; address, balance,
    ///         nonce, codeHash and storageHash may be left out, and where they are stated they have to be so. For an
    ///         absent account the last two may be zero, as some nodes answer.
    /// Fails   wrong_type, missing_member, too_many_items, wrong_length, malformed_hex, malformed_integer;
    ///         as verify_account_proof; claimed_address_mismatch, claimed_balance_mismatch, claimed_nonce_mismatch,
    ///         claimed_code_hash_mismatch, claimed_storage_hash_mismatch
    /// Spec    EIP-1186
    [[nodiscard]] static Result<Proven<EvmAccount>> prove_account(const Proven<ExecutionBlock>& block,
                                                               const Address& address, const JsonReader& answer);

    /// The word at `slot` of the account's storage.
    /// Shape   answer: an eth_getProof answer as is. The entry is found by its key, a quantity or a word. An account
    ///         without storage needs none: every word of it is zero.
    /// Fails   as above; missing_storage_proof, duplicate_storage_key, claimed_storage_value_mismatch;
    ///         as verify_storage_proof
    /// Spec    EIP-1186
    [[nodiscard]] static Result<Proven<U256>> prove_storage(const Proven<EvmAccount>& account, const U256& slot,
                                                            const JsonReader& answer);
};

}  // namespace clearmargin::verifiers
