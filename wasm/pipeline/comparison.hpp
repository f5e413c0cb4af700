#pragma once

#include <vector>

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Our figures beside those the venue reports, each line with the difference. A liquidation price is compared on the side
/// its position loses on, as a price of the contract: ours of the underlying times mark / price. They agree where |ours - theirs| <= max(absolute, relative x |theirs|), the policy's
/// tolerances; a figure that only one side has does not agree.
[[nodiscard]] std::vector<ComparisonRow> compare(const MarginReport& ours, const ReportedFigures& theirs,
                                                 const Limits& limits, EvidenceTable& evidence);

}  // namespace clearmargin
