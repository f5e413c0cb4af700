#pragma once

#include "core/margin/account.hpp"
#include "core/margin/liquidation_price.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/margin/pool.hpp"

namespace clearmargin {

/// All figures of an account: its pools, positions and balances, and for each pool and each asset it depends on the
/// prices of liquidation and bankruptcy.
///
/// Fails   as `validate_account`; decimal_overflow and division_by_zero with the path of the position or balance
/// Source  docs/margin-model.md
[[nodiscard]] Result<MarginResult> compute_margin_result(const Account& account, const MarginParams& params);

/// Where a move of `asset` brings one evaluated pool: exact, or sampled where the pool needs a model.
/// Fails   as liquidation_of_asset
[[nodiscard]] Status liquidation_in(const Account& account, const MarginParams& params, const Pool& pool,
                                    const PoolFigures& figures, AssetIndex asset, AssetLiquidation& to);

/// The smallest joint move that liquidates one evaluated pool, likewise.
/// Fails   as joint_shock
[[nodiscard]] Result<JointShock> joint_shock_in(const Account& account, const MarginParams& params, const Pool& pool,
                                                const PoolFigures& figures);

}  // namespace clearmargin
