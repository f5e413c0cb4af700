#pragma once

#include <vector>

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Each claim proven against the followed chains, or refused. A refused one is worth nothing and harms no other. A balance
/// counts once, by the newest block; claims older than the newest by more than the policy's spread are refused.
/// Adds to the report its `claims`, in the bundle's order and none left out, the counted ones as collateral to its
/// `inputs`, and `warnings`.
/// Refused  what a claim could not be read for; account_not_in_policy, vault_not_in_policy, missing_chain_data, the
///          chain's own refusal, block_not_proven, header_too_old; as VaultClaims; decimal_overflow;
///          claims_too_far_apart
void judge_claims(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report);

}  // namespace clearmargin
