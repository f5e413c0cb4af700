#pragma once

#include <vector>

#include "core/evidence/proven.hpp"
#include "core/report/report.hpp"
#include "light-client/evm/execution_block.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

struct FollowedBlock {
    Proven<ExecutionBlock> block;
    bool is_final = false;  ///< of a rollup: proven, and not merely proposed
};

/// A chain of the bundle, followed from the policy's root of trust as far as its data leads.
struct FollowedChain {
    ChainId chain;
    ChainReport report;  ///< with the refusal, where it could not be followed
    std::vector<FollowedBlock> blocks;  ///< all that claims may be made at; none after a refusal
    std::uint64_t max_age = 0;          ///< seconds that a block may be old for claims at it, or rollups on it
    bool is_rollup = false;

    /// The block of that hash, by its strongest proof; null where nothing proves it.
    [[nodiscard]] const FollowedBlock* find_followed(const Bytes32& hash) const noexcept;
    /// The same, without how firm it is.
    [[nodiscard]] const Proven<ExecutionBlock>* find(const Bytes32& hash) const noexcept;
    /// The newest final block, the last of several of one time; null where there is none.
    [[nodiscard]] const Proven<ExecutionBlock>* newest_final() const noexcept;
};

/// The chain of that id; null where it was not followed.
[[nodiscard]] const FollowedChain* find_chain(const std::vector<FollowedChain>& chains, const ChainId& chain) noexcept;

/// Follows the bundle's rollups on what is in `chains`, and adds them there, each after its parent.
/// Refused  unsupported_chain_kind, missing_member; missing_chain_data for a rollup whose parent is not there, the
///          parent's own refusal for one whose parent could not be followed; as follow_rollup
void follow_rollups(const Policy& policy, const Bundle& bundle, UnixSeconds now, std::vector<FollowedChain>& chains);

/// Every chain of the bundle: those with a root of trust of their own in its order, then the rollups.
/// Refused  malformed_id, chain_not_in_policy, unsupported_chain_kind; as follow_ethereum_chain and follow_rollups
[[nodiscard]] std::vector<FollowedChain> follow_chains(const Policy& policy, const Bundle& bundle, UnixSeconds now);

}  // namespace clearmargin
