#pragma once

#include "core/instrument/instrument.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// What one position is worth at one set of prices, in USD.
struct PositionValue {
    Decimal notional;         ///< what requirements are taken of, rounded up
    Decimal profit_and_loss;  ///< unrealised, rounded down
};

/// The value of `quantity` of a linear, inverse or quanto contract entered at `entry_price`, marked at `mark_price`.
/// An option's value comes from core/pricing instead: here it is refused.
///
/// Units   prices: USD; settle_price: USD per unit of the asset the contract is paid in, 1 where that is USD
/// Rounds  profit down, notional up: against the account
/// Fails   decimal_overflow; division_by_zero; mode_needs_field for an option; into `first`, as `settle` does
[[nodiscard]] PositionValue position_value(const Instrument& instrument, Decimal quantity, Decimal entry_price,
                                           Decimal mark_price, Decimal settle_price, Refusal& first);

}  // namespace clearmargin
