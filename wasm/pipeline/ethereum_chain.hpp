#pragma once

#include "core/result/result.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Follows an Ethereum-like chain from the policy's checkpoint: fills `to` with its report and the blocks that may be
/// claimed at.
/// Fails   missing_member, checkpoint_too_old; what the light client refuses a bootstrap for. A refused update is
/// listed
///         in the report and changes nothing
[[nodiscard]] Status follow_ethereum_chain(const BundleChain& from, const EthereumTrust& trust, const Limits& limits,
                                           UnixSeconds now, FollowedChain& to);

}  // namespace clearmargin
