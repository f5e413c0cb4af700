#pragma once

#include <optional>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "wasm/pipeline/chains.hpp"

namespace clearmargin {

/// The block that a claim is made at, and its chain: both of `chains`.
struct ClaimedBlock {
    const FollowedChain* chain = nullptr;
    const Proven<ExecutionBlock>* block = nullptr;
};

/// The block of that hash on that chain; without a hash its newest final one.
/// Refused  missing_chain_data, at "chain"; the chain's own refusal; block_not_proven, at "block"
[[nodiscard]] Status find_claimed_block(const std::vector<FollowedChain>& chains, const ChainId& chain,
                                        const std::optional<Bytes32>& hash, ClaimedBlock& to);

}  // namespace clearmargin
