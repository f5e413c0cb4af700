#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/collateral/collateral_value.hpp"
#include "core/margin/margin_params.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// An account when one chain, or two at once, are cut off: what lies there counts nothing.
struct ChainFailure {
    ChainIndex first = 0;
    std::optional<ChainIndex> second;
    Decimal equity;
    bool liquidatable = false;
    Decimal shortfall;  ///< max(0, maintenance margin - equity)
};

struct ChainFailures {
    std::vector<ChainFailure> singles;  ///< one for each chain, in order
    std::vector<ChainFailure> pairs;    ///< 0 and 1, 0 and 2, ..., 1 and 2, ...
    bool survives_any_single = true;
    bool survives_any_pair = true;
};

/// Units   counted: USD of collateral by chain, after haircuts; rest: profits less debts, which stay; all USD
/// Rounds  nothing: sums are exact
/// Fails   too_many_items above 64 chains ("counted"); decimal_overflow
/// Source  docs/margin-model.md#stress
[[nodiscard]] Result<ChainFailures> chain_failures(std::span<const Decimal> counted, Decimal rest,
                                                   Decimal maintenance_margin, LiquidationTrigger trigger);

}  // namespace clearmargin
