#pragma once

#include "core/portfolio/risk_unit.hpp"
#include "core/portfolio/vol_shock.hpp"

namespace clearmargin {

/// What a scenario makes of a unit's parts. Values are in the quote currency, not discounted: venues that discount
/// multiply by `discount_of`.

/// F' = moving part x (1 + move) + fixed part.
[[nodiscard]] double forward_after(const OptionExpiry& expiry, double move) noexcept;

/// Quantity x Black-76 at that forward, of at least 0, and volatility.
[[nodiscard]] double option_value(const OptionPosition& option, double years, double forward,
                                  double volatility) noexcept;

/// The options of one expiry after a price move and a volatility rule.
[[nodiscard]] double expiry_value(const RiskUnit& unit, std::size_t expiry, double move, VolRule rule,
                                  const VolModel& model) noexcept;

/// All options after the same.
[[nodiscard]] double options_value(const RiskUnit& unit, double move, VolRule rule, const VolModel& model) noexcept;

/// Sum of quantity x mark x move: in quote currency an inverse contract moves like a linear one.
[[nodiscard]] double futures_profit(const RiskUnit& unit, double move) noexcept;

/// Sum of quantities of futures, and of what they have not yet settled.
[[nodiscard]] double futures_quantity(const RiskUnit& unit) noexcept;
[[nodiscard]] double futures_unrealized(const RiskUnit& unit) noexcept;

/// Delta of one option position by the forward, of the part of it that moves.
[[nodiscard]] double option_delta(const RiskUnit& unit, const OptionPosition& option) noexcept;

/// |sum of deltas| and sum of |delta| over futures and options.
struct UnitDelta {
    double net = 0;    ///< with its sign
    double gross = 0;  ///< of each instrument by itself
};
[[nodiscard]] UnitDelta unit_delta(const RiskUnit& unit) noexcept;

/// e^(-max(rate, 0) years).
[[nodiscard]] double discount_of(const OptionExpiry& expiry) noexcept;

}  // namespace clearmargin
