#pragma once

#include <optional>
#include <utility>

#include "core/number/decimal.hpp"

namespace clearmargin {

/// The smallest positive multiple of `step` at which `holds`, where that holds at all multiples from some one on: by
/// doubling, then halving. What is found does hold, and one step before does not, whatever `holds` is.
/// Shape   holds: Result<bool>(Decimal)
/// Fails   as `holds`, but a decimal_overflow on the way up means that it never does
/// Returns absent where no multiple up to `limit` does
template <class Holds>
[[nodiscard]] Result<std::optional<Decimal>> first_multiple(Decimal step, Decimal limit, Holds holds) {
    const auto at = [&](Int128 count) { return Decimal::from_units(count * step.units()); };
    const Int128 most = limit.units() / step.units();
    Int128 below = 0;
    Int128 there = 1;
    while (true) {
        if (there > most) there = most;
        if (there <= below) return std::optional<Decimal>();
        Result<bool> judged = holds(at(there));
        if (!judged.ok() && judged.error().code == ErrorCode::decimal_overflow) return std::optional<Decimal>();
        TRY(const bool enough, std::move(judged));
        if (enough) break;
        below = there;
        there = there > most / 2 ? most : there * 2;
    }
    while (there - below > 1) {
        const Int128 middle = below + (there - below) / 2;
        TRY(const bool enough, holds(at(middle)));
        (enough ? there : below) = middle;
    }
    return std::optional(at(there));
}

}  // namespace clearmargin
