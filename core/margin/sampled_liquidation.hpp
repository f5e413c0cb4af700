#pragma once

#include "core/margin/account.hpp"
#include "core/margin/liquidation_price.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/margin/pool.hpp"

namespace clearmargin {

// Liquidation prices of accounts whose margin is no longer made of straight lines: with options, or under a portfolio
// model.

/// Whether a pool has an option or is margined by a portfolio model.
[[nodiscard]] bool needs_model(const Account& account, const MarginParams& params, const Pool& pool) noexcept;

/// Whether a pool's figures change when `asset` moves, and all that is linked to it along with it.
[[nodiscard]] bool touches(const Account& account, const Pool& pool, AssetIndex asset) noexcept;

/// Puts `to`, which is a copy of `from` but for earlier moves of the same asset, where the price of `asset` is `price`,
/// linked prices and marks in proportion. Options keep their volatility, their strike, and what the mark is above the
/// model's value.
/// Fails   decimal_overflow
[[nodiscard]] Status move_price_of(const Account& from, AssetIndex asset, Decimal price, Account& to);

/// As liquidation_of_asset, for a pool that needs a model: the whole pool is evaluated at 128 prices from a thousandth
/// to a thousand times the price now, at strikes, where forwards meet them and at the floors of tiers, and every change of sign between two of
/// them is narrowed down to 10^-12 of the price. A price between two changes closer than two samples may be missed,
/// so that nothing is certified.
/// Rounds  to the side that still stands
/// Absent  beyond_the_model where a model refuses a price on the way, as one that a scenario takes to nothing
/// Source  docs/margin-model.md#liquidation-price
void sampled_liquidation(const Account& account, const MarginParams& params, const Pool& pool, AssetIndex asset,
                         AssetLiquidation& to);

/// As joint_shock, likewise, between a thousandth and a thousand times all prices with a beta of 1.
/// Fails   decimal_overflow
[[nodiscard]] Result<JointShock> sampled_joint_shock(const Account& account, const MarginParams& params,
                                                     const Pool& pool);

}  // namespace clearmargin
