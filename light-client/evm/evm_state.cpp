#include "light-client/evm/evm_state.hpp"

#include <optional>
#include <string>
#include <vector>

#include "core/codec/field_reader.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/evm/account_proof.hpp"
#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/trie_proof.hpp"

namespace clearmargin::verifiers {
namespace {

/// 64 steps of a hashed key, one node a step and the leaf.
constexpr std::size_t max_proof_nodes = 65;
/// A branch with 16 hashes; leaves of state and storage tries are shorter.
constexpr std::size_t max_node_size = 532;
/// Slots that one answer may prove.
constexpr std::size_t max_storage_proofs = 1024;

std::vector<Bytes> read_nodes(const FieldReader& list) {
    std::vector<Bytes> nodes;
    for (const FieldReader& element : list.elements(max_proof_nodes)) {
        element.get(nodes.emplace_back(), max_node_size);
    }
    return nodes;
}

void check_stated_integer(const FieldReader& stated_at, const U256& proven, ErrorCode mismatch) {
    U256 stated = proven;
    stated_at.get(stated);
    if (stated != proven) stated_at.refuse(mismatch, to_decimal(proven), to_decimal(stated));
}

template <std::size_t N>
void check_stated_bytes(const FieldReader& stated_at, const FixedBytes<N>& proven, bool may_be_zero,
                        ErrorCode mismatch) {
    FixedBytes<N> stated = proven;
    stated_at.get(stated);
    if (stated == proven || (may_be_zero && is_zero(stated))) return;
    stated_at.refuse(mismatch, to_hex(proven), to_hex(stated));
}

void check_stated_account(const FieldReader& answer, const EvmAccount& account) {
    check_stated_integer(answer.optional("balance"), account.balance, ErrorCode::claimed_balance_mismatch);
    check_stated_integer(answer.optional("nonce"), account.nonce, ErrorCode::claimed_nonce_mismatch);
    check_stated_bytes(answer.optional("codeHash"), account.code_hash, !account.exists,
                       ErrorCode::claimed_code_hash_mismatch);
    check_stated_bytes(answer.optional("storageHash"), account.storage_hash, !account.exists,
                       ErrorCode::claimed_storage_hash_mismatch);
}

/// The entry of storageProof for `slot`.
std::optional<FieldReader> find_storage_proof(const FieldReader& answer, const U256& slot) {
    std::optional<FieldReader> found;
    for (const FieldReader& entry : answer.optional("storageProof").elements(max_storage_proofs)) {
        const FieldReader key = entry["key"];
        U256 key_slot;
        key.get(key_slot);
        if (key_slot != slot) continue;
        if (found) key.refuse(ErrorCode::duplicate_storage_key, "each slot once", to_hex(slot.to_be()));
        found = entry;
    }
    return found;
}

/// The same evidence as of `block`, where it spoke of the block's chain.
Evidence as_of_block(Evidence evidence, const ExecutionBlock& block) {
    for (EvidenceSource& source : evidence.sources) {
        if (source.chain != block.chain.text) continue;
        source.block = block.number;
        source.block_hash = to_hex(block.hash);
        source.as_of = block.timestamp;
    }
    return with_step(std::move(evidence), Sentence() << "header of block " << block.number);
}

}  // namespace

Result<Proven<ExecutionBlock>> EvmState::prove_block(const Proven<ExecutionBlockHash>& hash, ByteView header_rlp) {
    TRY(ExecutionBlock block, verify_execution_header(hash->chain, hash->hash, header_rlp));
    Evidence evidence = as_of_block(hash.evidence(), block);
    return Proven<ExecutionBlock>(ProofKey(), std::move(block), std::move(evidence));
}

Result<Proven<EvmAccount>> EvmState::prove_account(const Proven<ExecutionBlock>& block, const Address& address,
                                                const JsonReader& answer_at) {
    Refusal first;
    const FieldReader answer(answer_at, first);
    check_stated_bytes(answer.optional("address"), address, false, ErrorCode::claimed_address_mismatch);
    const FieldReader list = answer["accountProof"];
    const std::vector<Bytes> nodes = read_nodes(list);
    EvmAccount account;
    list.take(verify_account_proof(block->state_root, address, nodes), account);
    check_stated_account(answer, account);
    if (first.present()) return first;
    Sentence step;
    step << (account.exists ? "account " : "no account at ") << address << " in the state of block " << block->number;
    return Proven<EvmAccount>(ProofKey(), account, with_step(block.evidence(), step));
}

Result<Proven<U256>> EvmState::prove_storage(const Proven<EvmAccount>& account, const U256& slot,
                                             const JsonReader& answer_at) {
    Refusal first;
    const FieldReader answer(answer_at, first);
    const Bytes32 slot_word = slot.to_be();
    U256 word;
    if (const auto entry = find_storage_proof(answer, slot)) {
        const FieldReader list = (*entry)["proof"];
        const std::vector<Bytes> nodes = read_nodes(list);
        list.take(verify_storage_proof(account->storage_hash, slot, nodes), word);
        check_stated_integer(entry->optional("value"), word, ErrorCode::claimed_storage_value_mismatch);
    } else if (account->storage_hash != EMPTY_TRIE_ROOT) {
        answer.refuse(
            refuse(ErrorCode::missing_storage_proof, "storageProof", Sentence() << "a proof of slot " << slot_word));
    }
    if (first.present()) return first;
    return Proven<U256>(
        ProofKey(), word,
        with_step(account.evidence(), Sentence() << "storage slot " << slot_word << " of " << account->address));
}

}  // namespace clearmargin::verifiers
