#include "light-client/evm/transaction.hpp"

#include <string>
#include <utility>

#include "core/codec/rlp.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/indexed_trie.hpp"
#include "light-client/evm/typed_envelope.hpp"

namespace clearmargin {
namespace {

Result<IncludedTransaction> decode_transaction(ByteView envelope) {
    TRY(const TypedEnvelope opened, open_envelope(envelope));
    TRY(const RlpItem fields, decode_rlp(opened.payload));
    if (!fields.is_list) return refuse(ErrorCode::malformed_rlp, "", "a list of a transaction's fields");
    return IncludedTransaction{opened.type, keccak256(envelope), Bytes(envelope.begin(), envelope.end())};
}

}  // namespace

Result<std::optional<IncludedTransaction>> verify_transaction_proof(const Bytes32& transactions_root,
                                                                    std::uint64_t index,
                                                                    std::span<const Bytes> proof) {
    TRY(const auto value, verify_indexed_proof(transactions_root, index, proof));
    if (!value) return std::optional<IncludedTransaction>();
    auto transaction = decode_transaction(*value);
    if (!transaction.ok()) return under("[" + std::to_string(proof.size() - 1) + "]", std::move(transaction).refusal());
    return std::optional<IncludedTransaction>(std::move(transaction).value());
}

}  // namespace clearmargin
