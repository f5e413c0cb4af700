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
    bool is_final = false;
};

/// A chain of the bundle, followed from the policy's root of trust as far as its data leads.
struct FollowedChain {
    ChainId chain;
    ChainReport report;  ///< with the refusal, where it could not be followed
    std::vector<FollowedBlock> blocks;  ///< all that claims may be made at; none after a refusal

    /// The block of that hash; null where nothing proves it.
    [[nodiscard]] const Proven<ExecutionBlock>* find(const Bytes32& hash) const noexcept;
    /// The newest final block; null where there is none.
    [[nodiscard]] const Proven<ExecutionBlock>* newest_final() const noexcept;
};

/// Every chain of the bundle.
/// Refused  malformed_id, chain_not_in_policy, unsupported_chain_kind, missing_member, checkpoint_too_old; what the light
///          client refuses a bootstrap for. A refused update is listed in the report and changes nothing.
[[nodiscard]] std::vector<FollowedChain> follow_chains(const Policy& policy, const Bundle& bundle, UnixSeconds now);

}  // namespace clearmargin
