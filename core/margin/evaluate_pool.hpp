#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/margin/pool.hpp"

namespace clearmargin {

/// Adds to `to` what one pool of a valid account is worth and must hold at the account's prices: its figures to the
/// pools, without liquidations, and those of its positions and balances in their places.
///
/// Rounds  every product against the account; sums are exact
/// Fails   decimal_overflow and division_by_zero, with the path of the position or balance
/// Source  docs/margin-model.md#margin-modes
[[nodiscard]] Status evaluate_pool(const Account& account, const MarginParams& params, const Pool& pool,
                                   MarginResult& to);

/// The same pool where only the price of one asset, and of what is linked to it, has changed since `before`.
struct PriceMoved {
    const MarginResult& before;  ///< the pool is its last
    AssetIndex asset = 0;
};
/// As evaluate_pool; what does not depend on the price that moved is taken from before instead of computed again, and
/// inputs are not noted.
[[nodiscard]] Status evaluate_moved_pool(const Account& account, const MarginParams& params, const Pool& pool,
                                         const PriceMoved& moved, MarginResult& to);

/// The margin of one position by itself: notional, profit, initial and maintenance margin. Where `first` becomes
/// present, as `settle` has it, nothing of it may be used.
[[nodiscard]] PositionResult evaluate_position(const Account& account, const MarginParams& params,
                                               const MarginPosition& position, Refusal& first);

}  // namespace clearmargin
