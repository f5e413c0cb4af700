#include "light-client/arbitrum/arbitrum.hpp"

#include <algorithm>
#include <string>

#include "core/crypto/keccak256.hpp"
#include "light-client/arbitrum/assertion.hpp"
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
    EvidenceLevel level = EvidenceLevel::proposed;
    std::string step;  ///< of the evidence's path
};

Result<Candidate> read_candidate(const ChainId& chain, const JsonReader& proof) {
    TRY(const JsonReader member, proof.member("header_rlp"));
    TRY(const Bytes rlp, member.bytes(max_header_size));
    auto header = decode_execution_header(rlp);
    if (!header.ok()) return member.at_this_path(std::move(header).refusal());
    // Nitro keeps the send root in extraData: taken from there, it is bound to the block's hash.
    const ByteView send_root = header.value().extra_data;
    if (send_root.size() != Bytes32::size()) {
        return member.refused(ErrorCode::malformed_rollup_header, "extraData of 32 bytes",
                              std::to_string(send_root.size()));
    }
    const Candidate candidate{execution_block(chain, header.value()), take_fixed<32>(send_root)};
    TRY(const auto stated, proof.optional_member("send_root"));
    if (stated) {
        TRY(const Bytes32 stated_root, stated->fixed_bytes<32>());
        if (stated_root != candidate.send_root) {
            return stated->refused(ErrorCode::claimed_send_root_mismatch, to_hex(candidate.send_root),
                                   to_hex(stated_root));
        }
    }
    return candidate;
}

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

Result<Standing> verify_outbox(const Proven<ExecutionBlock>& parent, const Address& address, const Candidate& candidate,
                               const JsonReader& proof) {
    constexpr std::uint64_t roots_slot = 3;
    TRY(const ProvenContract outbox, prove_contract(parent, address, proof, "outbox_proof"));
    TRY(const U256 root, outbox.word(mapping_entry(roots_slot, candidate.send_root)));
    if (root.is_zero()) {
        return outbox.answer.refused(ErrorCode::assertion_not_found, "send root " + to_hex(candidate.send_root));
    }
    if (root.to_be() != candidate.block.hash) {
        return proof.refused(ErrorCode::assertion_mismatch, to_hex(root.to_be()), to_hex(candidate.block.hash));
    }
    return Standing{EvidenceLevel::proven,
                    "send root " + to_hex(candidate.send_root) + " in outbox " + to_hex(address)};
}

Result<AssertionNode> assertion_node(const ProvenContract& rollup, const Bytes32& assertion_hash) {
    constexpr std::uint64_t assertions_slot = 117;
    TRY(const U256 word, rollup.word(mapping_entry(assertions_slot, assertion_hash)));
    auto node = unpack_assertion_node(word);
    if (!node.ok()) return rollup.answer.at_this_path(std::move(node).refusal());
    return node;
}

/// A pending assertion follows if the one before it is confirmed and nobody made a rival.
Status check_pending(const ProvenContract& rollup, const Assertion& assertion) {
    TRY(const AssertionNode before, assertion_node(rollup, assertion.parent_assertion_hash));
    if (before.status != AssertionNode::Status::confirmed) {
        return rollup.answer.refused(ErrorCode::assertion_not_confirmed,
                                     "a confirmed assertion before the pending one");
    }
    if (before.second_child_block != 0) {
        return rollup.answer.refused(ErrorCode::assertion_disputed, "an assertion without rival");
    }
    return {};
}

Result<Standing> verify_assertion(const Proven<ExecutionBlock>& parent, const Address& address,
                                  const Candidate& candidate, const JsonReader& proof) {
    TRY(const ProvenContract rollup, prove_contract(parent, address, proof, "rollup_proof"));
    TRY(const JsonReader member, proof.member("assertion"));
    TRY(const Assertion assertion, read_assertion(member));
    const AssertionState& state = assertion.after_state;
    const Bytes32 hash = hash_assertion(assertion);
    TRY(const AssertionNode node, assertion_node(rollup, hash));
    if (state.machine_status != MachineStatus::finished) {
        return member.refused(ErrorCode::machine_not_finished, "machine status 1",
                              std::to_string(static_cast<unsigned>(state.machine_status)));
    }
    if (state.bytes32_vals[0] != candidate.block.hash || state.bytes32_vals[1] != candidate.send_root) {
        return member.refused(ErrorCode::assertion_mismatch, to_hex(candidate.block.hash),
                              to_hex(state.bytes32_vals[0]));
    }
    const bool is_confirmed = node.status == AssertionNode::Status::confirmed;
    if (!is_confirmed) TRY(check_pending(rollup, assertion));
    return Standing{is_confirmed ? EvidenceLevel::proven : EvidenceLevel::proposed,
                    (is_confirmed ? "confirmed assertion " : "pending assertion ") + to_hex(hash)};
}

/// Whether the answer shows that the rollup has confirmed that node. Nodes that it rejected are deleted, so that a node
/// up to the latest confirmed one that is still there is confirmed.
Result<bool> is_confirmed_node(const ProvenContract& rollup, std::uint64_t number) {
    constexpr std::uint64_t latestConfirmed_slot = 117;
    const auto word = rollup.word(latestConfirmed_slot);
    if (!word.ok() && word.error().code == ErrorCode::missing_storage_proof) return false;
    TRY(const U256 latest, word);
    return U256(number) <= low_bits(latest, 64);
}

Result<Standing> verify_node(const Proven<ExecutionBlock>& parent, const Address& address, const Candidate& candidate,
                             const JsonReader& proof) {
    constexpr std::uint64_t nodes_slot = 118;
    constexpr std::uint64_t confirmData_offset = 2;
    TRY(const ProvenContract rollup, prove_contract(parent, address, proof, "rollup_proof"));
    TRY(const JsonReader member, proof.member("node"));
    TRY(const std::uint64_t number, member.u64());
    TRY(const U256 word,
        rollup.word(wrapping_add(mapping_entry(nodes_slot, U256(number).to_be()), confirmData_offset)));
    if (word.is_zero())
        return member.refused(ErrorCode::assertion_not_found, "a node of the rollup", std::to_string(number));
    FixedBytes<64> confirm_data;
    std::copy(candidate.block.hash.begin(), candidate.block.hash.end(), confirm_data.bytes.begin());
    std::copy(candidate.send_root.begin(), candidate.send_root.end(), confirm_data.bytes.begin() + 32);
    const Bytes32 expected = keccak256(confirm_data.view());
    if (word.to_be() != expected) {
        return member.refused(ErrorCode::assertion_mismatch, to_hex(expected), to_hex(word.to_be()));
    }
    TRY(const bool is_confirmed, is_confirmed_node(rollup, number));
    return Standing{is_confirmed ? EvidenceLevel::proven : EvidenceLevel::proposed,
                    (is_confirmed ? "confirmed node " : "pending node ") + std::to_string(number)};
}

Result<Standing> verify_standing(const Proven<ExecutionBlock>& parent, const ArbitrumChain& chain,
                                 const Candidate& candidate, const JsonReader& proof) {
    TRY(const JsonReader kind_member, proof.member("kind"));
    TRY(const auto kind, kind_member.string());
    if (kind == "outbox" && chain.outbox) return verify_outbox(parent, *chain.outbox, candidate, proof);
    if (kind == "assertion" && chain.rollup) return verify_assertion(parent, *chain.rollup, candidate, proof);
    if (kind == "node" && chain.legacy_rollup) return verify_node(parent, *chain.legacy_rollup, candidate, proof);
    return kind_member.refused(ErrorCode::anchor_not_in_policy, "an anchor that the policy has", kind);
}

std::string rests_on(const ArbitrumChain& chain, EvidenceLevel level) {
    std::string sentence = "the rollup's validators and its security council";
    if (chain.is_any_trust) sentence += ", and its data availability committee";
    if (level != EvidenceLevel::proven) sentence += ", not confirmed yet";
    return sentence;
}

}  // namespace

Result<Proven<ExecutionBlock>> Arbitrum::prove_block(const Proven<ExecutionBlock>& parent, const ArbitrumChain& chain,
                                                     const JsonReader& proof) {
    if (parent->chain != chain.parent) {
        return proof.refused(ErrorCode::parent_block_of_another_chain, chain.parent.text, parent->chain.text);
    }
    TRY(Candidate candidate, read_candidate(chain.chain, proof));
    TRY(const Standing standing, verify_standing(parent, chain, candidate, proof));
    Evidence evidence = l2_evidence(with_step(parent.evidence(), standing.step), candidate.block, standing.level,
                                    rests_on(chain, standing.level));
    return Proven<ExecutionBlock>(ProofKey(), std::move(candidate.block), std::move(evidence));
}

}  // namespace clearmargin::verifiers
