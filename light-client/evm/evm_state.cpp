#include "light-client/evm/evm_state.hpp"

#include <optional>
#include <string>
#include <vector>

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

Result<std::vector<Bytes>> read_nodes(const JsonReader& list) {
    TRY(const auto elements, list.elements(max_proof_nodes));
    std::vector<Bytes> nodes;
    nodes.reserve(elements.size());
    for (const JsonReader& element : elements) {
        TRY(Bytes node, element.bytes(max_node_size));
        nodes.push_back(std::move(node));
    }
    return nodes;
}

Status check_stated_integer(const JsonReader& answer, std::string_view name, const U256& proven, ErrorCode mismatch) {
    TRY(const auto member, answer.optional_member(name));
    if (!member) return {};
    TRY(const U256 stated, member->u256());
    if (stated == proven) return {};
    return member->refused(mismatch, to_decimal(proven), to_decimal(stated));
}

Status check_stated_hash(const JsonReader& answer, std::string_view name, const Bytes32& proven, bool account_exists,
                         ErrorCode mismatch) {
    TRY(const auto member, answer.optional_member(name));
    if (!member) return {};
    TRY(const Bytes32 stated, member->fixed_bytes<32>());
    if (stated == proven || (!account_exists && is_zero(stated))) return {};
    return member->refused(mismatch, to_hex(proven), to_hex(stated));
}

Status check_stated_address(const JsonReader& answer, const Address& address) {
    TRY(const auto member, answer.optional_member("address"));
    if (!member) return {};
    TRY(const Address stated, member->fixed_bytes<20>());
    if (stated == address) return {};
    return member->refused(ErrorCode::claimed_address_mismatch, to_hex(address), to_hex(stated));
}

Status check_stated_account(const JsonReader& answer, const Account& account) {
    TRY(check_stated_integer(answer, "balance", account.balance, ErrorCode::claimed_balance_mismatch));
    TRY(check_stated_integer(answer, "nonce", account.nonce, ErrorCode::claimed_nonce_mismatch));
    TRY(check_stated_hash(answer, "codeHash", account.code_hash, account.exists,
                          ErrorCode::claimed_code_hash_mismatch));
    return check_stated_hash(answer, "storageHash", account.storage_hash, account.exists,
                             ErrorCode::claimed_storage_hash_mismatch);
}

/// The entry of storageProof for `slot`.
Result<std::optional<JsonReader>> find_storage_proof(const JsonReader& answer, const U256& slot) {
    TRY(const auto list, answer.optional_member("storageProof"));
    std::optional<JsonReader> found;
    if (!list) return found;
    TRY(const auto entries, list->elements(max_storage_proofs));
    for (const JsonReader& entry : entries) {
        TRY(const JsonReader key, entry.member("key"));
        TRY(const U256 key_slot, key.u256());
        if (key_slot != slot) continue;
        if (found) return key.refused(ErrorCode::duplicate_storage_key, "each slot once", to_hex(slot.to_be()));
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
    return with_step(std::move(evidence), "header of block " + std::to_string(block.number));
}

}  // namespace

Result<Proven<ExecutionBlock>> EvmState::prove_block(const Proven<ExecutionBlockHash>& hash, ByteView header_rlp) {
    TRY(ExecutionBlock block, verify_execution_header(hash->chain, hash->hash, header_rlp));
    Evidence evidence = as_of_block(hash.evidence(), block);
    return Proven<ExecutionBlock>(ProofKey(), std::move(block), std::move(evidence));
}

Result<Proven<Account>> EvmState::prove_account(const Proven<ExecutionBlock>& block, const Address& address,
                                                const JsonReader& answer) {
    TRY(check_stated_address(answer, address));
    TRY(const JsonReader list, answer.member("accountProof"));
    TRY(const auto nodes, read_nodes(list));
    auto account = verify_account_proof(block->state_root, address, nodes);
    if (!account.ok()) return list.at_this_path(std::move(account).refusal());
    TRY(check_stated_account(answer, account.value()));
    const std::string step = (account.value().exists ? "account " : "no account at ") + to_hex(address) +
                             " in the state of block " + std::to_string(block->number);
    return Proven<Account>(ProofKey(), std::move(account).value(), with_step(block.evidence(), step));
}

Result<Proven<U256>> EvmState::prove_storage(const Proven<Account>& account, const U256& slot,
                                             const JsonReader& answer) {
    TRY(const auto entry, find_storage_proof(answer, slot));
    U256 word;
    if (entry) {
        TRY(const JsonReader list, entry->member("proof"));
        TRY(const auto nodes, read_nodes(list));
        auto value = verify_storage_proof(account->storage_hash, slot, nodes);
        if (!value.ok()) return list.at_this_path(std::move(value).refusal());
        word = value.value();
        TRY(check_stated_integer(*entry, "value", word, ErrorCode::claimed_storage_value_mismatch));
    } else if (account->storage_hash != EMPTY_TRIE_ROOT) {
        return under(answer.path(), refuse(ErrorCode::missing_storage_proof, "storageProof",
                                           "a proof of slot " + to_hex(slot.to_be())));
    }
    const std::string step = "storage slot " + to_hex(slot.to_be()) + " of " + to_hex(account->address);
    return Proven<U256>(ProofKey(), word, with_step(account.evidence(), step));
}

}  // namespace clearmargin::verifiers
