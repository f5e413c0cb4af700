#pragma once

#include <vector>

#include "core/report/evidence_table.hpp"
#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

struct JudgedClaims {
    std::vector<ClaimReport> claims;              ///< in the bundle's order, none left out
    std::vector<SnapshotCollateral> collateral;   ///< of the counted ones
    std::vector<std::string> warnings;
};

/// Each claim proven against the followed chains, or refused. A refused one is worth nothing and harms no other. A balance
/// counts once, by the newest block; claims older than the newest by more than the policy's spread are refused.
/// Refused  what a claim could not be read for; account_not_in_policy, vault_not_in_policy, missing_chain_data, the
///          chain's own refusal, block_not_proven, header_too_old; as VaultClaims; decimal_overflow;
///          claims_too_far_apart
[[nodiscard]] JudgedClaims judge_claims(const Policy& policy, const Bundle& bundle,
                                        const std::vector<FollowedChain>& chains, UnixSeconds now,
                                        EvidenceTable& evidence);

}  // namespace clearmargin
