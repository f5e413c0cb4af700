#pragma once

#include <optional>
#include <span>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Synthetix v3: the initial ratio grows with size; im = |size| price (|size| / skew_scale x ratio + minimum).
/// Source  Synthetixio/synthetix-v3@23585f73 markets/perps-market
struct SynthetixMargin {
    Decimal initial;
    Decimal maintenance;
};
[[nodiscard]] Result<SynthetixMargin> synthetix_required_margin(Decimal size, Decimal price, Decimal skew_scale,
                                                                Decimal initial_ratio, Decimal minimum,
                                                                Decimal maintenance_scalar, Decimal position_minimum);

/// The mean of the prices before and after the trade moves the skew, and the profit at the oracle's price.
struct SynthetixFill {
    Decimal price;
    Decimal profit;
};
[[nodiscard]] Result<SynthetixFill> synthetix_fill(Decimal skew, Decimal size, Decimal price, Decimal skew_scale);

/// GMX v2: where collateral + profit - fees - impact = entry notional x factor. The requirement is on the size at
/// entry. Source  gmx-io/gmx-synthetics@a5c0c883 PositionUtils.sol
struct GmxPosition {
    bool is_long = true;
    Decimal size_usd;
    Decimal size_tokens;
    Decimal collateral_usd;
    Decimal fees_usd;
    Decimal negative_impact_usd;
    Decimal min_collateral_factor;
};
[[nodiscard]] Result<Decimal> gmx_liquidation_price(const GmxPosition& position);

/// diff^exponent x factor, a model number.
[[nodiscard]] double gmx_impact(double difference_usd, double exponent, double factor) noexcept;

/// Paradex: open size per side and the margin of the larger one.
/// Source  tradeparadex/paradex-docs@9b82a75a
struct ParadexOpenSize {
    Decimal buy;
    Decimal sell;
    Decimal initial_margin;
};
[[nodiscard]] Result<ParadexOpenSize> paradex_open_size(Decimal position, Decimal buy_orders, Decimal sell_orders,
                                                        Decimal initial_rate, Decimal mark);

/// The least risk of a book of deltas: (unhedged |net| + hedged (gross - |net|) / 2) spot.
struct ParadexMinDelta {
    Decimal net;
    Decimal gross;
    Decimal hedged;
    Decimal risk;
};
[[nodiscard]] Result<ParadexMinDelta> paradex_min_delta(std::span<const Decimal> deltas, Decimal unhedged_rate,
                                                        Decimal hedged_rate, Decimal spot);

/// The account after a share of it was liquidated.
struct ParadexShare {
    Decimal share;
    Decimal maintenance_margin;
    Decimal penalty;
    Decimal account_value;
    Decimal ratio;
};
[[nodiscard]] Result<ParadexShare> paradex_liquidation_share(Decimal account_value, Decimal maintenance_margin,
                                                             Decimal share, Decimal fee);
/// The smallest share, in steps, that brings the ratio below `target`; absent where even all of it does not.
[[nodiscard]] Result<std::optional<ParadexShare>> paradex_smallest_share(Decimal account_value,
                                                                         Decimal maintenance_margin, Decimal fee,
                                                                         Decimal target, Decimal step);

/// Hyperliquid's unified account: for each collateral token, cross margin over what is not set aside.
struct HyperliquidToken {
    Decimal cross_margin;
    Decimal isolated;
    Decimal spot;
};
[[nodiscard]] Result<Decimal> hyperliquid_token_ratio(const HyperliquidToken& token);

}  // namespace clearmargin
