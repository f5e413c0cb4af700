#include "core/instrument/position_value.hpp"

namespace clearmargin {
namespace {

struct Checked {
    CheckedDecimal notional;
    CheckedDecimal profit_and_loss;
};

Checked linear_value(CheckedDecimal quantity, Decimal entry_price, Decimal mark_price, Decimal settle_price) {
    const CheckedDecimal move = CheckedDecimal(mark_price) - entry_price;
    if (settle_price == Decimal(1)) return {mul_up(absolute(quantity), mark_price), mul_down(quantity, move)};
    return {product({absolute(quantity), mark_price, settle_price}, Rounding::ceil),
            product({quantity, move, settle_price}, Rounding::floor)};
}

/// q (P - e) / e has one rounding, where q (P/e - 1) has two.
Checked inverse_value(CheckedDecimal quantity, Decimal entry_price, Decimal mark_price) {
    const CheckedDecimal move = CheckedDecimal(mark_price) - entry_price;
    return {absolute(quantity), mul_div(quantity, move, entry_price, Rounding::floor)};
}

Checked quanto_value(CheckedDecimal quantity, Decimal multiplier, Decimal entry_price, Decimal mark_price,
                     Decimal settle_price) {
    const CheckedDecimal move = CheckedDecimal(mark_price) - entry_price;
    return {product({absolute(quantity), multiplier, mark_price, settle_price}, Rounding::ceil),
            product({quantity, multiplier, move, settle_price}, Rounding::floor)};
}

}  // namespace

Result<PositionValue> position_value(const Instrument& instrument, Decimal quantity, Decimal entry_price,
                                     Decimal mark_price, Decimal settle_price) {
    Checked value{0, 0};
    if (std::holds_alternative<LinearContract>(instrument)) {
        value = linear_value(quantity, entry_price, mark_price, settle_price);
    } else if (std::holds_alternative<InverseContract>(instrument)) {
        value = inverse_value(quantity, entry_price, mark_price);
    } else if (const auto* quanto = std::get_if<QuantoContract>(&instrument)) {
        value = quanto_value(quantity, quanto->multiplier, entry_price, mark_price, settle_price);
    } else {
        return refuse(ErrorCode::mode_needs_field, "", "expected a contract without optionality");
    }
    TRY(const Decimal notional, settle(value.notional));
    TRY(const Decimal profit_and_loss, settle(value.profit_and_loss));
    return PositionValue{notional, profit_and_loss, settle_price};
}

}  // namespace clearmargin
