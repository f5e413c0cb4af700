#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/evidence/proven.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// What is said to show a transaction in a block.
struct TransactionProof {
    Bytes header;  ///< the block's, RLP: a beacon block's own word for its transactions is an SSZ root, not the trie's
    std::uint64_t transaction_index = 0;
    std::vector<Bytes> transaction_proof;             ///< the nodes from the header's transactions root
    std::optional<std::vector<Bytes>> receipt_proof;  ///< the nodes from the block's receipts root
};

/// That a transaction is in a block. History: whose it is and what it did are not looked at.
struct ListedTransaction {
    std::uint8_t type = 0;  ///< as TypedEnvelope's
    Bytes32 hash;
    std::uint64_t transaction_index = 0;
    std::optional<bool> succeeded;  ///< absent without a receipt

    friend bool operator==(const ListedTransaction&, const ListedTransaction&) = default;
};

}  // namespace clearmargin

namespace clearmargin::verifiers {

/// From a proven block and the tries of its transactions and receipts to one transaction.
class TransactionClaims {
  public:
    /// Fails   at "proof.header" as decode_execution_header, block_hash_mismatch; at "proof.transaction_proof" as
    ///         verify_transaction_proof; transaction_not_in_block; transaction_hash_mismatch, at "hash", for a transaction
    ///         other than that of `hash`; at "proof.receipt_proof" as verify_receipt_proof, transaction_not_in_block
    [[nodiscard]] static Result<Proven<ListedTransaction>> verify_transaction(const Proven<ExecutionBlock>& block,
                                                                              const Bytes32& hash,
                                                                              const TransactionProof& proof);
};

}  // namespace clearmargin::verifiers
