#pragma once

#include <optional>
#include <span>

#include "core/number/decimal.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A reserve's value and its two ratios.
struct LendingReserve {
    Decimal value;
    Decimal loan_to_value;
    Decimal liquidation_threshold;
};

/// sum V LT / debt, rounded down, beyond all decimals to the largest; absent without debt, where nothing can be
/// liquidated.
/// Fails   decimal_overflow where the sum is beyond all decimals
/// Source  docs/margin-model.md#lending
[[nodiscard]] Result<std::optional<Decimal>> health_factor(std::span<const LendingReserve> reserves, Decimal debt);

/// What can still be borrowed: max(0, sum V LTV - debt), rounded down.
[[nodiscard]] Result<Decimal> available_borrows(std::span<const LendingReserve> reserves, Decimal debt);

/// The ratios of all reserves together, weighted by value, rounded down; 0 for nothing.
[[nodiscard]] Result<LendingReserve> weighted_reserve(std::span<const LendingReserve> reserves);

/// What stands against each other in a health factor, USD.
struct LendingSums {
    Decimal covered;  ///< sum V LT
    Decimal debt;
};

/// The price at which the health factor is 1, where what is `moving` is worth that at `price` and goes with it while
/// the `rest` stays: price (debt - covered of the rest) / (covered - debt of the moving). Absent where no price above 0
/// that a decimal can hold does it.
/// Rounds  towards `price` where the health factor is at least 1 there: up where a fall liquidates, down where a rise
/// does Fails   decimal_overflow Source  docs/margin-model.md#lending
[[nodiscard]] Result<std::optional<Decimal>> lending_liquidation_price(Decimal price, const LendingSums& moving,
                                                                       const LendingSums& rest);

/// A balance grown by simple interest since its index was written.
/// Units   scaled: smallest units; index, rate: 10^27; rate per year of 31'536'000 seconds
/// Rounds  half up at each of the venue's steps
/// Fails   decimal_overflow above 2^256 - 1
/// Source  Aave v3 MathUtils and WadRayMath: (1 + rate dt / year) index scaled
[[nodiscard]] Result<U256> linear_interest_balance(const U256& scaled, const U256& index, const U256& rate,
                                                   std::uint64_t seconds);

/// Compound III: base + sum q p factor < 0. `factor` is the liquidation factor; with the borrow factor, whether a
/// borrow is not covered.
[[nodiscard]] Result<bool> is_short_of_factor(Decimal base, Decimal collateral, Decimal price, Decimal factor);

}  // namespace clearmargin
