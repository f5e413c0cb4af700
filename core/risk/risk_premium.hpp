#pragma once

#include <optional>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What carrying the risk of a late liquidation costs.
struct RiskPremium {
    Decimal per_year;                            ///< USD
    Decimal per_lag;                             ///< USD, the share of one lag of a 365-day year
    std::optional<Decimal> share_of_collateral;  ///< per year, as a ratio; absent where there is none
};

/// cost of capital x expected shortfall over the lag.
///
/// Units   expected_shortfall, collateral: USD; cost_of_capital: per year, 0.15 is 15%; lag_seconds: s
/// Rounds  up
/// Fails   out_of_range for a negative input; decimal_overflow
/// Source  docs/margin-model.md#gap-risk
[[nodiscard]] Result<RiskPremium> risk_premium(Decimal expected_shortfall, Decimal cost_of_capital, Decimal lag_seconds,
                                               Decimal collateral);

}  // namespace clearmargin
