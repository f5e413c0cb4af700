#include "core/venue/closed_forms.hpp"

namespace clearmargin {
namespace {

/// Reached falling for a long: rounded up. Reached rising for a short: rounded down.
Rounding toward_mark(Decimal quantity) { return quantity.is_positive() ? Rounding::ceil : Rounding::floor; }

/// value + side x amount
CheckedDecimal on_side(CheckedDecimal value, Decimal quantity, CheckedDecimal amount) {
    return quantity.is_positive() ? value + amount : value - amount;
}

}  // namespace

Result<std::optional<Decimal>> linear_liquidation_price(Decimal equity, Decimal mark, Decimal quantity, Decimal rate,
                                                        Decimal deduction, Decimal other_margin) {
    const CheckedDecimal size = absolute(quantity);
    const CheckedDecimal numerator =
        CheckedDecimal(other_margin) - deduction - equity + mul(quantity, mark, Rounding::half_even);
    const CheckedDecimal slope = CheckedDecimal(quantity) - mul(size, rate, Rounding::half_even);
    TRY(const Decimal price, settle(div(numerator, slope, toward_mark(quantity))));
    return price.is_positive() ? std::optional(price) : std::nullopt;
}

Result<EntryBasedPrice> linear_entry_based_price(Decimal quantity, Decimal entry, Decimal leverage, Decimal rate,
                                                 Decimal deduction, Decimal extra_margin) {
    EntryBasedPrice out;
    const CheckedDecimal size = absolute(quantity);
    const CheckedDecimal value = mul_up(size, entry);
    TRY(out.initial_margin, settle(div_up(value, leverage)));
    TRY(out.maintenance_margin, settle(mul_up(value, rate) - deduction));
    const CheckedDecimal room = CheckedDecimal(out.initial_margin) - out.maintenance_margin + extra_margin;
    TRY(out.price, settle(on_side(entry, quantity, -div_down(room, size))));
    return out;
}

Result<Decimal> linear_bankruptcy_price(Decimal quantity, Decimal entry, Decimal leverage) {
    return settle(on_side(entry, quantity, -div_down(entry, leverage)));
}

Result<InverseEntryBasedPrice> inverse_entry_based_price(Decimal contracts, Decimal entry, Decimal leverage,
                                                         Decimal rate, Decimal deduction, Decimal extra_margin) {
    InverseEntryBasedPrice out;
    const CheckedDecimal face = absolute(contracts);
    TRY(out.position_value, settle(div_up(face, entry)));
    TRY(out.initial_margin, settle(div_up(out.position_value, leverage)));
    TRY(out.maintenance_margin, settle(mul_up(out.position_value, rate) - deduction));
    const CheckedDecimal room = CheckedDecimal(out.initial_margin) - out.maintenance_margin + extra_margin;
    TRY(out.price, settle(div(face, on_side(out.position_value, contracts, room), toward_mark(contracts))));
    return out;
}

Result<Decimal> inverse_mark_based_price(Decimal contracts, Decimal entry, Decimal leverage, Decimal rate,
                                         Decimal taker_fee, Decimal extra_margin, Decimal deduction) {
    const CheckedDecimal face = absolute(contracts);
    const CheckedDecimal value = div(face, entry, Rounding::half_even);
    const CheckedDecimal extra = div(extra_margin, on_side(1, contracts, taker_fee), Rounding::floor);
    const CheckedDecimal room = div(value, leverage, Rounding::floor) + extra + deduction;
    const CheckedDecimal owed = mul_up(face, on_side(1, contracts, rate));
    return settle(div(owed, on_side(value, contracts, room), toward_mark(contracts)));
}

Result<InverseCrossPrice> inverse_cross_price(Decimal balance, Decimal order_margin, Decimal contracts, Decimal entry,
                                              Decimal rate, Decimal fee) {
    InverseCrossPrice out;
    const CheckedDecimal value = div(contracts, entry, Rounding::floor);
    const CheckedDecimal free = CheckedDecimal(balance) - order_margin;
    TRY(out.bankruptcy, settle(div_up(mul_up(contracts, CheckedDecimal(1) + fee), value + free)));
    const CheckedDecimal closing = mul_div(contracts, fee, out.bankruptcy, Rounding::ceil);
    TRY(out.liquidation, settle(div_up(contracts, value + free - mul_up(value, rate) - closing)));
    return out;
}

Result<Decimal> spot_margin_price(bool is_long, Decimal debt, Decimal interest, Decimal rate, Decimal fee,
                                  Decimal assets) {
    const CheckedDecimal owed =
        product({CheckedDecimal(debt) + interest, CheckedDecimal(1) + rate, CheckedDecimal(1) + fee}, Rounding::ceil);
    return settle(is_long ? div_up(owed, assets) : div_down(assets, owed));
}

}  // namespace clearmargin
