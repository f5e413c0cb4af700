#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

inline constexpr std::size_t max_margin_positions = 256;
inline constexpr std::size_t max_margin_balances = 256;
inline constexpr std::size_t max_margin_assets = 64;
inline constexpr std::size_t max_margin_chains = 64;

/// Whether every number lies in its range and every reference leads somewhere. The first thing that is wrong is
/// refused, with its path: "positions[3].entry_price". Two balances of one asset on one chain are two vaults', and both
/// count: that one balance is not here twice is for whoever proved it to see to.
///
/// Fails   too_many_items; unknown_reference; price_not_positive;
///         out_of_range; mode_needs_field; expired_instrument
[[nodiscard]] Status validate_account(const Account& account, const MarginParams& params);

}  // namespace clearmargin
