#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"

namespace clearmargin {

/// All figures of an account: its pools, positions and balances, and for each pool and each asset it depends on the
/// prices of liquidation and bankruptcy.
///
/// Fails   as `validate_account`; decimal_overflow and division_by_zero with the path of the position or balance
/// Source  docs/margin-model.md
[[nodiscard]] Result<MarginResult> compute_margin_result(const Account& account, const MarginParams& params);

}  // namespace clearmargin
