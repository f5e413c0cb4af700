#pragma once

#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/pool.hpp"
#include "core/pricing/option_price.hpp"
#include "core/venue/option_margin.hpp"

namespace clearmargin {

/// What a pool's options and other contracts on one underlying do together.
/// Units   USD and units of the underlying, as Black76Greeks; delta of an inverse option premium-adjusted: its own less
///         its price in coin
struct UnderlyingGreeks {
    AssetIndex underlying = 0;
    Black76Greeks sum;  ///< `price` is what the options are worth
    CashGreeks cash;
};

/// The delta of one option, by its underlying: premium-adjusted where it is inverse.
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] double delta_of_one(const Account& account, const OptionContract& option, UnixSeconds now) noexcept;

/// One for each underlying that the pool has an option on, ascending.
[[nodiscard]] std::vector<UnderlyingGreeks> greeks_of(const Account& account, const Pool& pool, UnixSeconds now);

}  // namespace clearmargin
