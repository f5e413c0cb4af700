#include "core/venue/perp_dex.hpp"

#include "core/pricing/elementary.hpp"

namespace clearmargin {

Result<SynthetixMargin> synthetix_required_margin(Decimal size, Decimal price, Decimal skew_scale,
                                                  Decimal initial_ratio, Decimal minimum, Decimal maintenance_scalar,
                                                  Decimal position_minimum) {
    const CheckedDecimal amount = absolute(size);
    const CheckedDecimal rate = mul_div(amount, initial_ratio, skew_scale, Rounding::ceil) + minimum;
    const CheckedDecimal initial = product({amount, price, rate}, Rounding::ceil);
    SynthetixMargin out;
    TRY(out.initial, settle(initial + position_minimum));
    TRY(out.maintenance, settle(mul_up(initial, maintenance_scalar) + position_minimum));
    return out;
}

Result<SynthetixFill> synthetix_fill(Decimal skew, Decimal size, Decimal price, Decimal skew_scale) {
    const CheckedDecimal middle = CheckedDecimal(skew) + div(size, 2, Rounding::half_even);
    const CheckedDecimal fill = price + mul_div(price, middle, skew_scale, Rounding::half_even);
    SynthetixFill out;
    TRY(out.price, settle(fill));
    TRY(out.profit, settle(mul_down(size, price - fill)));
    return out;
}

Result<Decimal> gmx_liquidation_price(const GmxPosition& position) {
    const CheckedDecimal required = mul_up(position.size_usd, position.min_collateral_factor);
    const CheckedDecimal missing =
        required - position.collateral_usd + position.fees_usd + position.negative_impact_usd;
    if (position.is_long) return settle(div_up(missing + position.size_usd, position.size_tokens));
    return settle(div_down(position.size_usd - missing, position.size_tokens));
}

double gmx_impact(double difference_usd, double exponent, double factor) noexcept {
    return pow_of(difference_usd, exponent) * factor;
}

Result<ParadexOpenSize> paradex_open_size(Decimal position, Decimal buy_orders, Decimal sell_orders,
                                          Decimal initial_rate, Decimal mark) {
    ParadexOpenSize out;
    const CheckedDecimal buy = max(0, CheckedDecimal(buy_orders) + position);
    const CheckedDecimal sell = max(0, CheckedDecimal(sell_orders) - position);
    TRY(out.buy, settle(buy));
    TRY(out.sell, settle(sell));
    TRY(out.initial_margin, settle(product({max(buy, sell), initial_rate, mark}, Rounding::ceil)));
    return out;
}

Result<ParadexMinDelta> paradex_min_delta(std::span<const Decimal> deltas, Decimal unhedged_rate, Decimal hedged_rate,
                                          Decimal spot) {
    CheckedDecimal net = 0;
    CheckedDecimal gross = 0;
    for (const Decimal delta : deltas) {
        net = net + delta;
        gross = gross + absolute(delta);
    }
    const CheckedDecimal hedged = div_up(gross - absolute(net), 2);
    ParadexMinDelta out;
    TRY(out.net, settle(net));
    TRY(out.gross, settle(gross));
    TRY(out.hedged, settle(hedged));
    TRY(out.risk, settle(mul_up(mul_up(unhedged_rate, absolute(net)) + mul_up(hedged_rate, hedged), spot)));
    return out;
}

Result<ParadexShare> paradex_liquidation_share(Decimal account_value, Decimal maintenance_margin, Decimal share,
                                               Decimal fee) {
    ParadexShare out;
    out.share = share;
    const CheckedDecimal penalty = product({share, fee, maintenance_margin}, Rounding::ceil);
    TRY(out.maintenance_margin, settle(mul_up(maintenance_margin, CheckedDecimal(1) - share)));
    TRY(out.penalty, settle(penalty));
    TRY(out.account_value, settle(account_value - penalty));
    TRY(out.ratio, settle(div_up(out.maintenance_margin, out.account_value)));
    return out;
}

Result<std::optional<ParadexShare>> paradex_smallest_share(Decimal account_value, Decimal maintenance_margin,
                                                           Decimal fee, Decimal target, Decimal step) {
    if (!step.is_positive()) return refuse(ErrorCode::out_of_range, "step", "more than 0", to_string(step));
    for (CheckedDecimal share = step; share.ok() && share.value() <= Decimal(1); share = share + step) {
        TRY(const ParadexShare after, paradex_liquidation_share(account_value, maintenance_margin, share.value(), fee));
        if (after.account_value.is_positive() && after.ratio < target) return std::optional(after);
    }
    return std::optional<ParadexShare>();
}

Result<Decimal> hyperliquid_token_ratio(const HyperliquidToken& token) {
    return settle(div_up(token.cross_margin, CheckedDecimal(token.spot) - token.isolated));
}

}  // namespace clearmargin
