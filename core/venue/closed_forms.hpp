#pragma once

#include <optional>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Liquidation prices as venues print them, one position at one rate: cross-checks of the solver, and the suspects when
/// a venue's figure differs from ours. All round toward the mark, the side that is reached first. Source
/// docs/margin-model.md#closed-forms

/// Where equity + q (P - mark) = |q| P rate - deduction + other_margin. Absent at or below 0.
/// With the mark at the entry price and the wallet as equity it is Binance's; with margin as equity and the taker fee
/// in the rate, Gate's and OKX's; with rate 1 / (2 max leverage), Hyperliquid's.
[[nodiscard]] Result<std::optional<Decimal>> linear_liquidation_price(Decimal equity, Decimal mark, Decimal quantity,
                                                                      Decimal rate, Decimal deduction,
                                                                      Decimal other_margin);

/// Bybit's until 2026: both margins on the value at entry; e -/+ (IM - MM + extra) / |q|.
struct EntryBasedPrice {
    Decimal initial_margin;
    Decimal maintenance_margin;
    Decimal price;
};
[[nodiscard]] Result<EntryBasedPrice> linear_entry_based_price(Decimal quantity, Decimal entry, Decimal leverage,
                                                               Decimal rate, Decimal deduction, Decimal extra_margin);

/// e (1 -/+ 1 / leverage)
[[nodiscard]] Result<Decimal> linear_bankruptcy_price(Decimal quantity, Decimal entry, Decimal leverage);

/// Bybit's for inverse contracts until 2026: contracts / (value +/- (IM - MM + extra)), in coin.
struct InverseEntryBasedPrice {
    Decimal position_value;
    Decimal initial_margin;
    Decimal maintenance_margin;
    Decimal price;
};
/// Units  contracts: USD, positive for a long
[[nodiscard]] Result<InverseEntryBasedPrice> inverse_entry_based_price(Decimal contracts, Decimal entry,
                                                                       Decimal leverage, Decimal rate,
                                                                       Decimal deduction, Decimal extra_margin);

/// Bybit's since: face (1 +/- rate) / (value +/- value / leverage +/- extra / (1 +/- fee) +/- deduction).
[[nodiscard]] Result<Decimal> inverse_mark_based_price(Decimal contracts, Decimal entry, Decimal leverage, Decimal rate,
                                                       Decimal taker_fee, Decimal extra_margin, Decimal deduction);

/// Bybit's cross margin of 2020, a long: the fee is the one at the bankruptcy price.
struct InverseCrossPrice {
    Decimal bankruptcy;
    Decimal liquidation;
};
[[nodiscard]] Result<InverseCrossPrice> inverse_cross_price(Decimal balance, Decimal order_margin, Decimal contracts,
                                                            Decimal entry, Decimal rate, Decimal fee);

/// OKX's isolated margin on a loan: (debt + interest)(1 + rate)(1 + fee) / assets for a long, the inverse for a short.
[[nodiscard]] Result<Decimal> spot_margin_price(bool is_long, Decimal debt, Decimal interest, Decimal rate, Decimal fee,
                                                Decimal assets);

}  // namespace clearmargin
