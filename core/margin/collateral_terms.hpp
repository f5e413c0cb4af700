#pragma once

#include <span>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/price_path.hpp"

namespace clearmargin {

/// What the balances at `places` count along `path`: haircuts, tiers, discounts and caps as `collateral_values` has
/// them, debts in full. All balances of an asset in a pool go together, for its tiers and cap.
///
/// Port  where an asset's cap and its chain's cap both bind, the asset's cut is shared as at the account's own prices;
/// with
///       USD tiers that share can move, and then a liquidation price is not certified
[[nodiscard]] std::vector<Piecewise> collateral_terms(const Account& account, std::span<const std::size_t> places,
                                                      const PricePath& path, Domain domain);

/// The same for balances without tiers and caps, which add up to one polynomial.
[[nodiscard]] Polynomial plain_collateral(const Account& account, std::span<const std::size_t> places,
                                          const PricePath& path);

/// What they are worth without haircuts.
[[nodiscard]] Polynomial raw_collateral(const Account& account, std::span<const std::size_t> places,
                                        const PricePath& path);

/// The negative of the maintenance margin of the debts among them.
[[nodiscard]] Polynomial negative_liability_margin(const Account& account, std::span<const std::size_t> places,
                                                   const PricePath& path);

}  // namespace clearmargin
