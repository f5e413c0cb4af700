#pragma once

#include <span>

#include "core/margin/account.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/price_path.hpp"

namespace clearmargin {

/// What some balances come to, each sum one polynomial.
struct CollateralSums {
    Polynomial raw;                        ///< without haircuts
    Polynomial counted;                    ///< after haircuts; of no use where a balance has tiers or caps
    Polynomial negative_liability_margin;  ///< the negative of the maintenance margin of the debts among them
};

[[nodiscard]] CollateralSums collateral_sums(const Account& account, std::span<const std::size_t> places,
                                             const PricePath& path);

/// Adds what the balances at `places` count along `path`: haircuts, tiers, discounts and caps as `collateral_values`
/// has them, debts in full. All balances of an asset in a pool go together, for its tiers and cap.
///
/// Port  where an asset's cap and its chain's cap both bind, the asset's cut is shared as at the account's own prices;
/// with
///       USD tiers that share can move, and then a liquidation price is not certified
void add_collateral(const Account& account, std::span<const std::size_t> places, const PricePath& path,
                    PiecewiseSum& to);

}  // namespace clearmargin
