#include "core/planner/actions.hpp"

namespace clearmargin {

Result<TopUp> top_up_amount(Decimal equity, Decimal maintenance_margin, Decimal target, Decimal price, Decimal haircut,
                            Decimal discount) {
    TopUp out;
    TRY(out.shortage, settle(max(0, mul_up(target, maintenance_margin) - equity)));
    // What one token counts is exact where it is divided by: rounding it first would shift the last digit.
    const CheckedDecimal kept = CheckedDecimal(1) - haircut;
    TRY(const Decimal counted, settle(product({price, kept, discount}, Rounding::floor)));
    if (!counted.is_positive()) return out;
    TRY(const Decimal quantity, settle(div_up(out.shortage, counted)));
    out.quantity = quantity;
    return out;
}

Result<PartialClose> partial_close(Decimal equity, Decimal quantity, Decimal price, Decimal maintenance_rate,
                                   Decimal target, Decimal close_cost) {
    PartialClose out;
    const CheckedDecimal size = absolute(quantity);
    const CheckedDecimal asked = mul_up(target, maintenance_rate);
    TRY(const Decimal missing, settle(product({size, price, asked}, Rounding::ceil) - equity));
    TRY(const Decimal released, settle(mul_down(price, asked - close_cost)));
    if (!missing.is_positive()) {
        out.quantity = Decimal(0);
        out.restores = true;
        return out;
    }
    if (!released.is_positive()) return out;
    TRY(const Decimal needed, settle(div_up(missing, released)));
    TRY(const Decimal whole, settle(size));
    out.restores = needed <= whole;
    out.quantity = out.restores ? needed : whole;
    return out;
}

Result<Decimal> max_order_size(Decimal equity, Decimal initial_margin_used, Decimal price, Decimal initial_rate,
                               Decimal fee, Decimal open_loss_per_unit) {
    const CheckedDecimal free = max(0, CheckedDecimal(equity) - initial_margin_used);
    const CheckedDecimal per_unit = mul_up(price, CheckedDecimal(initial_rate) + fee) + open_loss_per_unit;
    return settle(div_down(free, per_unit));
}

Result<Decimal> max_withdraw(Decimal quantity, Decimal equity, Decimal initial_margin, Decimal price, Decimal haircut,
                             Decimal discount) {
    if (!quantity.is_positive() || equity < initial_margin) return Decimal(0);
    const CheckedDecimal kept = CheckedDecimal(1) - haircut;
    TRY(const Decimal counted, settle(product({price, kept, discount}, Rounding::ceil)));
    if (counted.is_zero()) return quantity;
    return settle(min(quantity, div_down(CheckedDecimal(equity) - initial_margin, counted)));
}

Result<Decimal> adl_score_cex(Decimal profit_ratio, Decimal effective_leverage) {
    return settle(profit_ratio.is_positive() ? mul_up(profit_ratio, effective_leverage)
                                             : div_up(profit_ratio, effective_leverage));
}

Result<Decimal> adl_score_hyperliquid(Decimal mark, Decimal entry, Decimal notional, Decimal account_value) {
    const CheckedDecimal ratio = notional.is_negative() ? div_up(entry, mark) : div_up(mark, entry);
    return settle(mul_div(ratio, absolute(notional), account_value, Rounding::ceil));
}

}  // namespace clearmargin
