#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/pool.hpp"
#include "core/margin/portfolio_result.hpp"
#include "core/portfolio/risk_unit.hpp"

namespace clearmargin {

/// The underlying whose price moves `asset`: itself, or what it is linked to.
[[nodiscard]] AssetIndex root_of(const Account& account, AssetIndex asset) noexcept;

/// Adds `option` in that quantity to a unit that settles so: options of one expiry and forward stand together there. One
/// that is paid otherwise than the unit counts as many as are worth the same, which its basis to the spot decides.
void add_option(const Account& account, const OptionContract& option, double quantity, UnixSeconds now,
                Settlement settlement, RiskUnit& unit);

/// What the pool's positions on `underlying` are to a portfolio model: an inverse contract counts the coins that it is
/// worth now, a quanto contract what moves as much. The order that positions are listed in makes no difference.
[[nodiscard]] RiskUnit risk_unit_of(const Account& account, const Pool& pool, AssetIndex underlying, UnixSeconds now,
                                    Settlement settlement);

/// What a portfolio model asks of the pool's positions; `params` must have portfolio terms.
/// Rounds  requirements up, credits down
/// Fails   mode_needs_field for a position on an underlying without a unit ("positions[i].instrument"); as the model
///         ("portfolio.units[i]"); as offset_credit; decimal_overflow
[[nodiscard]] Status evaluate_portfolio(const Account& account, const MarginParams& params, const Pool& pool,
                                        PortfolioPoolResult& to);

}  // namespace clearmargin
