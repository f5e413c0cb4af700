#pragma once

#include <optional>
#include <string>

#include "core/report/evidence_table.hpp"

namespace clearmargin {

/// One number of a report, with what it rests on.
struct Figure {
    std::optional<std::string> value;  ///< exact decimal; absent where there is none, and `reason` says why
    std::string unit;                  ///< "USD", an asset's symbol, "USD/ETH", or "1" for a ratio
    EvidenceRef evidence;
    std::string reason;  ///< empty where there is a value: "none", "infinite", "liquidatable", ...
};

}  // namespace clearmargin
