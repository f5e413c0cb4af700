#pragma once

#include <cstddef>
#include <span>

#include "core/result/result.hpp"

namespace clearmargin {

/// One underlying's part in offsets between underlyings.
struct UnitRisk {
    double risk = 0;   ///< what it requires by itself
    double delta = 0;  ///< net, of the underlying
    double spot = 0;
    double range = 0;  ///< what a delta can lose in the scenarios, as a share of the spot: 0.15 = 15%
};

/// How much of the risk of one underlying another takes away when their deltas oppose.
struct UnitOffset {
    std::size_t first = 0;  ///< index of a unit
    std::size_t second = 0;
    double ratio = 0;  ///< 0 to 1; no venue publishes reliable ones, so that none is the default
};

/// What opposite deltas in different underlyings take off the sum of requirements. Of each unit F = min(risk,
/// |delta| spot range) can offset; pairs of opposite sign take turns by descending ratio, each with c = the smaller of
/// what is left of the two and a credit of 2 ratio c. Never more than half of the sum of risks.
/// Units   as risk
/// Fails   out_of_range for a ratio outside [0, 1], a negative risk, range or spot; unknown_reference for a unit that
///         is not there; duplicate_id for a unit with itself or a pair named twice
/// Source  docs/margin-model.md#portfolio-margin
[[nodiscard]] Result<double> offset_credit(std::span<const UnitRisk> units, std::span<const UnitOffset> offsets);

}  // namespace clearmargin
