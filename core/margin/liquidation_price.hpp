#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/margin/pool_equation.hpp"

namespace clearmargin {

/// Where a move of `asset` alone brings a pool to liquidation and to bankruptcy, down and up: the first price at which
/// it stops standing, everything in between checked. Down is rounded up and up is rounded down, so that the account is
/// reached no later than said. A root at 0 is no price.
///
/// Fails   decimal_overflow where numbers leave 512 bits
/// Source  docs/margin-model.md#liquidation-price
[[nodiscard]] Status liquidation_of_asset(const Account& account, const MarginParams& params,
                                          const PoolEquation& equation, const PoolFigures& figures, AssetIndex asset,
                                          AssetLiquidation& to);

/// The smallest joint move down and up, each price going to P (1 + beta s), that liquidates. s lies in [-1, 1'000'000].
struct JointShock {
    PriceAnswer down;  ///< rounded up
    PriceAnswer up;    ///< rounded down
};

/// Fails   decimal_overflow
/// Source  docs/margin-model.md#joint-move
[[nodiscard]] Result<JointShock> joint_shock(const Account& account, const MarginParams& params,
                                             const PoolEquation& equation, const PoolFigures& figures);

}  // namespace clearmargin
