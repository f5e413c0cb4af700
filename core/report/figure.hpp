#pragma once

#include <optional>
#include <string_view>

#include "core/number/decimal.hpp"
#include "core/report/evidence_table.hpp"

namespace clearmargin {

/// One number of a report, with what it rests on. A symbol is the policy's text; all other texts are literals.
struct Figure {
    std::optional<Decimal> value;  ///< absent where there is none, and `reason` says why
    std::string_view unit;         ///< "USD", an asset's symbol, "contracts", or "1" for a ratio
    EvidenceRef evidence;
    std::string_view reason;  ///< empty where there is a value: "never", "infinite", "missing_price", ...
};

}  // namespace clearmargin
