#pragma once

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Adds to the report its figures beside those the venue reports, each line with the difference. A liquidation price is
/// compared on the side its position loses on, as a price of the contract: ours of the underlying times mark / price.
/// They agree where |ours - theirs| <= max(absolute, relative x |theirs|), the policy's tolerances; a figure that only
/// one side has does not agree.
void compare(const ReportedFigures& theirs, const Limits& limits, Report& report);

}  // namespace clearmargin
