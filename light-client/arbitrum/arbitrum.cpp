#include "light-client/arbitrum/arbitrum.hpp"

#include <algorithm>

#include "core/crypto/keccak256.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/arbitrum/assertion.hpp"
#include "light-client/evm/account_answer.hpp"
#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/l2_evidence.hpp"
#include "light-client/evm/proven_contract.hpp"
#include "light-client/evm/storage_expression.hpp"

namespace clearmargin::verifiers {
namespace {

constexpr std::size_t max_header_size = 4096;

/// An L2 block with the root of what it sends to its parent chain.
struct Candidate {
    ExecutionBlock block;
    Bytes32 send_root;
};

/// How firmly a block stands.
struct Standing {
    bool is_confirmed = false;
    Sentence step;  ///< of the evidence's path
};

void read_candidate(const ChainId& chain, const FieldReader& proof, Candidate& to) {
    const FieldReader header_at = proof["header_rlp"];
    Bytes rlp;
    header_at.get(rlp, max_header_size);
    ExecutionHeader header;
    header_at.take(decode_execution_header(rlp), header);
    // Nitro keeps the send root in extraData: taken from there, it is bound to the block's hash.
    if (header.extra_data.size() != Bytes32::size()) {
        return header_at.refuse(ErrorCode::malformed_rollup_header, "extraData of 32 bytes",
                                Sentence() << header.extra_data.size());
    }
    to.block = execution_block(chain, header);
    to.send_root = take_fixed<32>(header.extra_data);
    const FieldReader stated_at = proof.optional("send_root");
    Bytes32 stated = to.send_root;
    stated_at.get(stated);
    if (stated != to.send_root) {
        stated_at.refuse(ErrorCode::claimed_send_root_mismatch, to_hex(to.send_root), to_hex(stated));
    }
}

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

void verify_outbox(const Proven<ExecutionBlock>& parent, const Address& address, const Candidate& candidate,
                   const FieldReader& proof, Standing& to) {
    constexpr std::uint64_t roots_slot = 3;
    const ProvenContract outbox(parent, address, proof["outbox_proof"]);
    const U256 root = outbox.word(mapping_entry(roots_slot, candidate.send_root));
    if (root.is_zero()) {
        outbox.answer().refuse(ErrorCode::assertion_not_found, Sentence() << "send root " << candidate.send_root);
    }
    if (root.to_be() != candidate.block.hash) {
        proof.refuse(ErrorCode::assertion_mismatch, to_hex(root.to_be()), to_hex(candidate.block.hash));
    }
    to.is_confirmed = true;
    to.step << "send root " << candidate.send_root << " in outbox " << address;
}

AssertionNode assertion_node(const ProvenContract& rollup, const Bytes32& assertion_hash) {
    constexpr std::uint64_t assertions_slot = 117;
    AssertionNode node;
    const U256 word = rollup.word(mapping_entry(assertions_slot, assertion_hash));
    rollup.answer().take(unpack_assertion_node(word), node);
    return node;
}

/// A pending assertion follows if the one before it is confirmed and nobody made a rival.
void check_pending(const ProvenContract& rollup, const Assertion& assertion) {
    const AssertionNode before = assertion_node(rollup, assertion.parent_assertion_hash);
    if (before.status != AssertionNode::Status::confirmed) {
        rollup.answer().refuse(ErrorCode::assertion_not_confirmed, "a confirmed assertion before the pending one");
    }
    if (before.second_child_block != 0) {
        rollup.answer().refuse(ErrorCode::assertion_disputed, "an assertion without rival");
    }
}

void verify_assertion(const Proven<ExecutionBlock>& parent, const Address& address, const Candidate& candidate,
                      const FieldReader& proof, Standing& to) {
    const ProvenContract rollup(parent, address, proof["rollup_proof"]);
    const FieldReader at = proof["assertion"];
    Assertion assertion;
    read_assertion(at, assertion);
    const AssertionState& state = assertion.after_state;
    const Bytes32 hash = hash_assertion(assertion);
    const AssertionNode node = assertion_node(rollup, hash);
    if (state.machine_status != MachineStatus::finished) {
        at.refuse(ErrorCode::machine_not_finished, "machine status 1",
                  Sentence() << static_cast<std::uint64_t>(state.machine_status));
    }
    if (state.bytes32_vals[0] != candidate.block.hash || state.bytes32_vals[1] != candidate.send_root) {
        at.refuse(ErrorCode::assertion_mismatch, to_hex(candidate.block.hash), to_hex(state.bytes32_vals[0]));
    }
    to.is_confirmed = node.status == AssertionNode::Status::confirmed;
    if (!to.is_confirmed) check_pending(rollup, assertion);
    to.step << (to.is_confirmed ? "confirmed assertion " : "pending assertion ") << hash;
}

/// Whether the answer shows that the rollup has confirmed that node. Nodes that it rejected are deleted, so that a node
/// up to the latest confirmed one that is still there is confirmed.
bool is_confirmed_node(const ProvenContract& rollup, std::uint64_t number) {
    constexpr std::uint64_t latestConfirmed_slot = 117;
    return shows_storage(rollup.answer(), latestConfirmed_slot) &&
           U256(number) <= low_bits(rollup.word(latestConfirmed_slot), 64);
}

void verify_node(const Proven<ExecutionBlock>& parent, const Address& address, const Candidate& candidate,
                 const FieldReader& proof, Standing& to) {
    constexpr std::uint64_t nodes_slot = 118;
    constexpr std::uint64_t confirmData_offset = 2;
    const ProvenContract rollup(parent, address, proof["rollup_proof"]);
    const FieldReader at = proof["node"];
    std::uint64_t number = 0;
    at.get(number);
    const U256 word = rollup.word(wrapping_add(mapping_entry(nodes_slot, U256(number).to_be()), confirmData_offset));
    if (word.is_zero()) at.refuse(ErrorCode::assertion_not_found, "a node of the rollup", Sentence() << number);
    FixedBytes<64> confirm_data;
    std::copy(candidate.block.hash.begin(), candidate.block.hash.end(), confirm_data.bytes.begin());
    std::copy(candidate.send_root.begin(), candidate.send_root.end(), confirm_data.bytes.begin() + 32);
    const Bytes32 expected = keccak256(confirm_data.view());
    if (word.to_be() != expected) at.refuse(ErrorCode::assertion_mismatch, to_hex(expected), to_hex(word.to_be()));
    to.is_confirmed = is_confirmed_node(rollup, number);
    to.step << (to.is_confirmed ? "confirmed node " : "pending node ") << number;
}

void verify_standing(const Proven<ExecutionBlock>& parent, const ArbitrumChain& chain, const Candidate& candidate,
                     const FieldReader& proof, Standing& to) {
    const FieldReader kind_at = proof["kind"];
    const std::string_view kind = kind_at.text();
    if (kind == "outbox" && chain.outbox) return verify_outbox(parent, *chain.outbox, candidate, proof, to);
    if (kind == "assertion" && chain.rollup) return verify_assertion(parent, *chain.rollup, candidate, proof, to);
    if (kind == "node" && chain.legacy_rollup) return verify_node(parent, *chain.legacy_rollup, candidate, proof, to);
    kind_at.refuse(ErrorCode::anchor_not_in_policy, "an anchor that the policy has", kind);
}

}  // namespace

Result<Proven<ExecutionBlock>> Arbitrum::prove_block(const Proven<ExecutionBlock>& parent, const ArbitrumChain& chain,
                                                     const JsonReader& proof_at) {
    Refusal first;
    const FieldReader proof(proof_at, first);
    if (parent->chain != chain.parent) {
        proof.refuse(ErrorCode::parent_block_of_another_chain, chain.parent.text, parent->chain.text);
    }
    Candidate candidate;
    read_candidate(chain.chain, proof, candidate);
    Standing standing;
    verify_standing(parent, chain, candidate, proof, standing);
    if (first.present()) return first;
    Evidence evidence = parent.evidence();
    add_step(evidence, standing.step);
    Sentence rests_on;
    rests_on << "the rollup's validators and its security council";
    if (chain.is_any_trust) rests_on << ", and its data availability committee";
    if (!standing.is_confirmed) rests_on << ", not confirmed yet";
    evidence = l2_evidence(std::move(evidence), candidate.block,
                           standing.is_confirmed ? EvidenceLevel::proven : EvidenceLevel::proposed, rests_on);
    return Proven<ExecutionBlock>(ProofKey(), std::move(candidate.block), std::move(evidence));
}

}  // namespace clearmargin::verifiers
