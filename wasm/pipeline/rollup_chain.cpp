#include "wasm/pipeline/rollup_chain.hpp"

#include <string>
#include <utility>

#include "light-client/arbitrum/arbitrum.hpp"
#include "light-client/op-stack/op_stack.hpp"
#include "wasm/pipeline/age.hpp"

namespace clearmargin {
namespace {

/// Each brings some proofs of contracts with it, and claims are made at one or two.
constexpr std::size_t max_blocks = 16;

/// The parent's block that an entry stands on: the one it names, else the newest final one. An old one would not show
/// what the rollup's guardians have done since.
Status find_parent_block(const JsonReader& entry, const FollowedChain& parent, UnixSeconds now,
                         const Proven<ExecutionBlock>*& to) {
    TRY(const auto named, entry.optional_member("parent_block"));
    Bytes32 hash;
    if (named) {
        TRY(hash, named->fixed_bytes<32>());
    }
    to = named ? parent.find(hash) : parent.newest_final();
    if (to == nullptr) {
        return refuse(ErrorCode::block_not_proven, "parent_block", "a block that the parent chain's data proves",
                      named ? to_hex(hash) : "no final block");
    }
    const std::uint64_t age = age_at(now, (*to)->timestamp);
    if (age <= parent.max_age) return {};
    return refuse_age(ErrorCode::header_too_old, "parent_block", "a block at most ", parent.max_age, " old", age);
}

/// Whether the policy lets claims be made at that block.
Status judge_block(const Proven<ExecutionBlock>& block, const RollupTrust& trust, UnixSeconds now) {
    if (block.evidence().level != EvidenceLevel::proven && !trust.is_proposed_accepted) {
        return refuse(ErrorCode::anchor_not_final, "proof", "a block that is proven", block.evidence().sources[0].rests_on);
    }
    if (block->timestamp > now + max_clock_difference) {
        return refuse(ErrorCode::header_in_future, "proof.header_rlp", "at most " + std::to_string(now),
                      std::to_string(block->timestamp));
    }
    const std::uint64_t age = age_at(now, block->timestamp);
    if (age <= trust.max_anchor_age) return {};
    return refuse_age(ErrorCode::anchor_too_old, "proof.header_rlp", "a block at most ", trust.max_anchor_age, " old", age);
}

AnchoredFacts facts_of(const Proven<ExecutionBlock>& block) {
    return {block->number, block->hash, block->timestamp, block.evidence().level, block.evidence().sources[0].rests_on};
}

Status follow_block(const JsonReader& entry, const RollupTrust& trust, const FollowedChain& parent, UnixSeconds now,
                    std::vector<FollowedBlock>& blocks, AnchorOutcome& outcome) {
    const Proven<ExecutionBlock>* parent_block = nullptr;
    TRY(under(outcome.path, find_parent_block(entry, parent, now, parent_block)));
    outcome.parent_block = (*parent_block)->hash;
    TRY(const JsonReader proof, entry.member("proof"));
    TRY(auto block, trust.op_stack ? verifiers::OpStack::prove_block(*parent_block, *trust.op_stack, proof)
                                   : verifiers::Arbitrum::prove_block(*parent_block, *trust.arbitrum, proof));
    outcome.block = facts_of(block);
    TRY(under(outcome.path, judge_block(block, trust, now)));
    const bool is_final = block.evidence().level == EvidenceLevel::proven;
    blocks.push_back(FollowedBlock{std::move(block), is_final});
    return {};
}

}  // namespace

Status follow_rollup(const BundleChain& from, const RollupTrust& trust, const FollowedChain& parent, UnixSeconds now,
                     FollowedChain& to) {
    to.max_age = trust.max_anchor_age;
    to.is_rollup = true;
    TRY(const auto parent_at, from.data.member("parent"));
    TRY(const auto named_parent, parent_at.string());
    if (named_parent != trust.parent().text) {
        return parent_at.refused(ErrorCode::parent_block_of_another_chain, trust.parent().text, named_parent);
    }
    TRY(const auto blocks_at, from.data.member("blocks"));
    TRY(const auto entries, blocks_at.elements(max_blocks));
    if (entries.empty()) return blocks_at.refused(ErrorCode::wrong_length, "at least one block", "none");
    for (const JsonReader& entry : entries) {
        AnchorOutcome& outcome = to.report.blocks.emplace_back();
        outcome.path = entry.path();
        Status done = follow_block(entry, trust, parent, now, to.blocks, outcome);
        if (!done.ok()) outcome.error = std::move(done).refusal();
    }
    if (to.blocks.empty()) return to.report.blocks[0].error;
    return {};
}

}  // namespace clearmargin
