#include "light-client/evm/account_answer.hpp"

#include <optional>
#include <vector>

#include "core/evidence/sentence.hpp"
#include "light-client/evm/account_proof.hpp"
#include "light-client/evm/trie_proof.hpp"

namespace clearmargin {
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

}  // namespace

void read_account(const FieldReader& answer, const Bytes32& state_root, const Address& address, EvmAccount& to) {
    check_stated_bytes(answer.optional("address"), address, false, ErrorCode::claimed_address_mismatch);
    const FieldReader list = answer["accountProof"];
    const std::vector<Bytes> nodes = read_nodes(list);
    list.take(verify_account_proof(state_root, address, nodes), to);
    check_stated_account(answer, to);
}

bool shows_storage(const FieldReader& answer, const U256& slot) { return find_storage_proof(answer, slot).has_value(); }

U256 read_storage_word(const FieldReader& answer, const EvmAccount& account, const U256& slot) {
    U256 word;
    if (const auto entry = find_storage_proof(answer, slot)) {
        const FieldReader list = (*entry)["proof"];
        const std::vector<Bytes> nodes = read_nodes(list);
        list.take(verify_storage_proof(account.storage_hash, slot, nodes), word);
        check_stated_integer(entry->optional("value"), word, ErrorCode::claimed_storage_value_mismatch);
    } else if (account.storage_hash != EMPTY_TRIE_ROOT) {
        answer.refuse(
            refuse(ErrorCode::missing_storage_proof, "storageProof", Sentence() << "a proof of slot " << slot.to_be()));
    }
    return answer.failed() ? U256() : word;
}

}  // namespace clearmargin
