#pragma once

#include "core/result/result.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Proves a rollup's blocks from those of its parent: fills `to` with its report and the blocks that may be claimed at.
/// A refused block is listed in the report and harms no other.
/// Fails   missing_member, wrong_type, too_many_items, wrong_length for no block; parent_block_of_another_chain where
/// the
///         bundle names another parent than the policy; where no block is accepted, with the first one's refusal: as
///         OpStack and Arbitrum; block_not_proven, header_too_old for the parent's block; anchor_not_final,
///         header_in_future, anchor_too_old
[[nodiscard]] Status follow_rollup(const BundleChain& from, const RollupTrust& trust, const FollowedChain& parent,
                                   UnixSeconds now, FollowedChain& to);

}  // namespace clearmargin
