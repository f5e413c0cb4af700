#include "core/instrument/position_value.hpp"

namespace clearmargin {
namespace {

/// size x multiplier x price x settle_price
CheckedDecimal contract_value(const CheckedDecimal& size, Decimal multiplier, const CheckedDecimal& price,
                              Decimal settle_price, Rounding rounding) {
    // Most contracts are linear and paid in USD; the long product would come to the same.
    if (multiplier == Decimal(1) && settle_price == Decimal(1)) return mul(size, price, rounding);
    return product({size, multiplier, price, settle_price}, rounding);
}

}  // namespace

PositionValue position_value(const Instrument& instrument, Decimal quantity, Decimal entry_price, Decimal mark_price,
                             Decimal settle_price, Refusal& first) {
    const CheckedDecimal size = absolute(quantity);
    const CheckedDecimal move = CheckedDecimal(mark_price) - entry_price;
    if (std::holds_alternative<InverseContract>(instrument)) {
        // q (P - e) / e has one rounding, where q (P/e - 1) has two.
        return {settle(size, first), settle(mul_div(quantity, move, entry_price, Rounding::floor), first)};
    }
    if (std::holds_alternative<OptionContract>(instrument) && !first.present()) {
        first = refuse(ErrorCode::mode_needs_field, "", "expected a contract without optionality");
    }
    const auto* quanto = std::get_if<QuantoContract>(&instrument);
    const Decimal multiplier = quanto == nullptr ? Decimal(1) : quanto->multiplier;
    return {settle(contract_value(size, multiplier, mark_price, settle_price, Rounding::ceil), first),
            settle(contract_value(quantity, multiplier, move, settle_price, Rounding::floor), first)};
}

}  // namespace clearmargin
