#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What one messenger says of a state, and the number that it gives for it.
struct MessengerReport {
    std::string_view state;  ///< what has to agree: a root or hash
    Decimal value;
};

/// The value of the state that `required` of the reports, and more than half of them, agree on: the least that any of
/// those gives.
/// Fails   out_of_range for nothing required ("required"); conflicting_reports where no state has so many ("reports")
/// Source  docs/margin-model.md#breakers
[[nodiscard]] Result<Decimal> accepted_report(std::span<const MessengerReport> reports, std::size_t required);

}  // namespace clearmargin
