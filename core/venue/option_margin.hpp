#pragma once

#include "core/number/decimal.hpp"
#include "core/pricing/option_price.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

struct OptionMargin {
    Decimal initial;
    Decimal maintenance;
};

/// The venue's percentages, as ratios of the underlying.
struct DeribitOptionRates {
    Decimal initial = Decimal::from_units(Decimal::one_units / 100 * 15);
    Decimal least = Decimal::from_units(Decimal::one_units / 100 * 10);
    Decimal maintenance = Decimal::from_units(Decimal::one_units / 1000 * 75);  ///< of a put's mark as well
};

/// The margin of one short option by standard rules: percentages of the underlying, less what it is out of the money.
/// An inverse option counts in coin and its underlying is 1.
/// Source  docs/margin-model.md#standard-option-margin (Deribit, Bit.com)
/// Units   mark: coin where inverse, else quote; margins likewise
[[nodiscard]] Result<OptionMargin> deribit_short_option_margin(OptionRight right, bool inverse, Decimal underlying,
                                                               Decimal strike, Decimal mark,
                                                               const DeribitOptionRates& rates = {});

/// max(itm% S - out-of-the-money amount, otm% S). Source Paradex.
[[nodiscard]] Result<Decimal> paradex_short_option_margin(OptionRight right, Decimal spot, Decimal strike,
                                                          Decimal itm_rate, Decimal otm_rate);

/// min(mark, long% S). Its maintenance margin is half of it. Source Paradex.
[[nodiscard]] Result<Decimal> paradex_long_option_margin(Decimal mark, Decimal spot, Decimal long_rate);

/// Deribit's perpetuals settled in USDC: rate = base + size x increment, margin = size rate index.
[[nodiscard]] Result<OptionMargin> deribit_linear_margin(Decimal size, Decimal index, Decimal initial_base,
                                                         Decimal maintenance_base, Decimal increment);

/// Greeks as money: what a move of 1% of the spot is worth, by its slope and by its curvature.
struct CashGreeks {
    double delta = 0;  ///< delta 1% S
    double gamma = 0;  ///< gamma (1% S)^2 / 2
};
[[nodiscard]] CashGreeks cash_greeks(double delta, double gamma, double spot) noexcept;

}  // namespace clearmargin
