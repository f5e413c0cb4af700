#pragma once

#include <vector>

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Each claim of what was once paid in or out, proven against the followed chains, or refused. They are history and
/// count nothing; so their blocks may be of any age. The same log of the same account counts as `listed` once.
/// Adds to the report its `events`, in the bundle's order and none left out, and a warning that they count nothing.
/// Refused  what a claim could not be read for; account_not_in_policy, event_not_in_policy; as find_claimed_block
///          and EventClaims; decimal_overflow
void judge_events(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report);

}  // namespace clearmargin
