#include "light-client/evm/transaction_claims.hpp"

#include <string>
#include <utility>

#include "core/bytes/hex.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/receipt.hpp"
#include "light-client/evm/transaction.hpp"

namespace clearmargin::verifiers {
namespace {

constexpr std::string_view receipt_path = "proof.receipt_proof";

Refusal not_in_block(std::string_view where, std::uint64_t index) {
    return refuse(ErrorCode::transaction_not_in_block, where, "a transaction of the block", std::to_string(index));
}

}  // namespace

Result<Proven<ListedTransaction>> TransactionClaims::verify_transaction(const Proven<ExecutionBlock>& block,
                                                                        const Bytes32& hash,
                                                                        const TransactionProof& proof) {
    const std::uint64_t index = proof.transaction_index;
    TRY(const ExecutionHeader header, under("proof.header", decode_execution_header(proof.header)));
    if (header.hash != block->hash) {
        return refuse(ErrorCode::block_hash_mismatch, "proof.header", to_hex(block->hash), to_hex(header.hash));
    }
    TRY(const auto transaction, under("proof.transaction_proof",
                                      verify_transaction_proof(header.transactions_root, index, proof.transaction_proof)));
    if (!transaction) return not_in_block("proof.transaction_index", index);
    if (transaction->hash != hash) {
        return refuse(ErrorCode::transaction_hash_mismatch, "hash", to_hex(transaction->hash), to_hex(hash));
    }
    ListedTransaction listed{transaction->type, hash, index, {}};
    Evidence evidence = block.evidence();
    add_step(evidence, Sentence() << "transaction " << index << " of block " << block->number << ": " << hash);
    if (proof.receipt_proof) {
        TRY(const auto receipt, under(receipt_path, verify_receipt_proof(header.receipts_root, index, *proof.receipt_proof)));
        if (!receipt) return not_in_block(receipt_path, index);
        listed.succeeded = receipt->succeeded;
        add_step(evidence, Sentence() << "receipt of transaction " << index << " of block " << block->number);
    }
    return Proven<ListedTransaction>(ProofKey(), listed, std::move(evidence));
}

}  // namespace clearmargin::verifiers
