#pragma once

#include <vector>

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"

namespace clearmargin {

/// Each claim that a transaction is in a block, proven against the followed chains, or refused. They are history and count
/// nothing; so their blocks may be of any age. The same transaction counts as `listed` once.
/// Adds to the report its `transactions`, in the bundle's order and none left out, and a warning that they count nothing.
/// Refused  what a claim could not be read for; as find_claimed_block and TransactionClaims
void judge_transactions(const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report);

}  // namespace clearmargin
