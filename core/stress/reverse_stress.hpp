#pragma once

#include <optional>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {

/// By how much volatility, or the lag of a liquidation, must grow for the account to be liquidatable. Both act through
/// the latency premiums, whose quantile goes with the volatility and the root of the lag.
struct ReverseStress {
    std::optional<Decimal> volatility_multiple;  ///< 1 where it is liquidatable now; absent where 1000 is not enough
    std::optional<Decimal> latency_multiple;     ///< the square of it
};

/// The smallest multiples, found by halving to 10^-9: at those given a pool is liquidatable. The smallest joint move of
/// prices is `joint_shock`.
/// Units   latency: what the account's latency premiums were computed by
/// Fails   as validate_account and evaluate_pool; out_of_range ("confidence")
/// Source  docs/margin-model.md#stress
[[nodiscard]] Result<ReverseStress> reverse_stress(const Account& account, const MarginParams& params,
                                                   const LatencyTerms& latency);

}  // namespace clearmargin
