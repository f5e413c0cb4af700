#include "wasm/pipeline/rollup_chain.hpp"

#include <string>
#include <utility>

#include "core/evidence/sentence.hpp"
#include "light-client/arbitrum/arbitrum.hpp"
#include "light-client/op-stack/op_stack.hpp"
#include "wasm/pipeline/age.hpp"

namespace clearmargin {
namespace {

/// Each brings some proofs of contracts with it, and claims are made at one or two.
constexpr std::size_t max_blocks = 16;

/// The parent's block that an entry stands on: the one it names, else the newest final one; null after a refusal. An
/// old one would not show what the rollup's guardians have done since.
const Proven<ExecutionBlock>* find_parent_block(const FieldReader& entry, const FollowedChain& parent,
                                                UnixSeconds now) {
    const FieldReader named = entry.optional("parent_block");
    Bytes32 hash;
    named.get(hash);
    if (entry.failed()) return nullptr;
    const auto* block = named.present() ? parent.find(hash) : parent.newest_final();
    if (block == nullptr) {
        entry.refuse(refuse(ErrorCode::block_not_proven, "parent_block", "a block that the parent chain's data proves",
                            named.present() ? to_hex(hash) : "no final block"));
        return nullptr;
    }
    const std::uint64_t age = age_at(now, (*block)->timestamp);
    if (age <= parent.max_age) return block;
    entry.refuse(
        refuse_age(ErrorCode::header_too_old, "parent_block", "a block at most ", parent.max_age, " old", age));
    return nullptr;
}

/// Refuses a block at which the policy lets no claims be made.
void judge_block(const FieldReader& entry, const Proven<ExecutionBlock>& block, const RollupTrust& trust,
                 UnixSeconds now) {
    if (block.evidence().level != EvidenceLevel::proven && !trust.is_proposed_accepted) {
        entry.refuse(refuse(ErrorCode::anchor_not_final, "proof", "a block that is proven",
                            block.evidence().sources[0].rests_on));
    }
    if (block->timestamp > now + max_clock_difference) {
        entry.refuse(refuse(ErrorCode::header_in_future, "proof.header_rlp", Sentence() << "at most " << now,
                            Sentence() << block->timestamp));
    }
    const std::uint64_t age = age_at(now, block->timestamp);
    if (age <= trust.max_anchor_age) return;
    entry.refuse(refuse_age(ErrorCode::anchor_too_old, "proof.header_rlp", "a block at most ", trust.max_anchor_age,
                            " old", age));
}

void follow_block(const FieldReader& entry, const RollupTrust& trust, const FollowedChain& parent, UnixSeconds now,
                  std::vector<FollowedBlock>& blocks, AnchorOutcome& outcome) {
    const auto* parent_block = find_parent_block(entry, parent, now);
    if (parent_block == nullptr) return;
    outcome.parent_block = (*parent_block)->hash;
    const FieldReader proof = entry["proof"];
    if (!proof.present()) return;
    auto proven = trust.op_stack ? verifiers::OpStack::prove_block(*parent_block, *trust.op_stack, proof.json())
                                 : verifiers::Arbitrum::prove_block(*parent_block, *trust.arbitrum, proof.json());
    if (!proven.ok()) {
        outcome.error = std::move(proven).refusal();  // its path is whole
        return;
    }
    const Proven<ExecutionBlock>& block = proven.value();
    const EvidenceSource& source = block.evidence().sources[0];
    outcome.block = {block->number, block->hash, block->timestamp, source.level, source.rests_on};
    judge_block(entry, block, trust, now);
    if (entry.failed()) return;
    const bool is_final = source.level == EvidenceLevel::proven;
    blocks.push_back(FollowedBlock{std::move(proven).value(), is_final});
}

}  // namespace

Status follow_rollup(const BundleChain& from, const RollupTrust& trust, const FollowedChain& parent, UnixSeconds now,
                     FollowedChain& to) {
    to.max_age = trust.max_anchor_age;
    to.is_rollup = true;
    Refusal first;
    const FieldReader data(from.data, first);
    const FieldReader parent_at = data["parent"];
    const std::string_view named_parent = parent_at.text();
    if (named_parent != trust.parent().text) {
        parent_at.refuse(ErrorCode::parent_block_of_another_chain, trust.parent().text, named_parent);
    }
    const FieldReader list = data["blocks"];
    const auto entries = list.elements(max_blocks);
    if (entries.empty()) list.refuse(ErrorCode::wrong_length, "at least one block", "none");
    if (first.present()) return first;
    for (const FieldReader& entry : entries) {
        AnchorOutcome& outcome = to.report.blocks.emplace_back();
        outcome.path = entry.json().path();
        follow_block(FieldReader(entry.json(), outcome.error), trust, parent, now, to.blocks, outcome);
    }
    if (to.blocks.empty()) return to.report.blocks[0].error;
    return {};
}

}  // namespace clearmargin
