#pragma once

#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/margin/pool.hpp"

namespace clearmargin {

/// The figures of one pool, and those of its positions and balances in the pool's order.
struct PoolEvaluation {
    PoolFigures figures;
    std::vector<PositionResult> positions;
    std::vector<CollateralLineValue> collateral;
};

/// What one pool of a valid account is worth and must hold, at the account's prices.
///
/// Rounds  every product against the account; sums are exact
/// Fails   decimal_overflow and division_by_zero, with the path of the position or balance
/// Source  docs/margin-model.md#margin-modes
[[nodiscard]] Result<PoolEvaluation> evaluate_pool(const Account& account, const MarginParams& params,
                                                   const Pool& pool);

/// The margin of one position by itself: notional, profit, initial and maintenance margin.
[[nodiscard]] Result<PositionResult> evaluate_position(const Account& account, const MarginParams& params,
                                                       const MarginPosition& position);

/// The inputs that the value of a position depends on.
[[nodiscard]] InputSet inputs_of(const Account& account, const MarginPosition& position);

}  // namespace clearmargin
