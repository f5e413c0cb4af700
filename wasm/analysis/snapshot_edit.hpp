#pragma once

#include <optional>
#include <string_view>

#include "core/report/margin_snapshot.hpp"
#include "core/result/result.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// What a trader might do, done to a copy of the inputs. The venue's own bookkeeping may round otherwise; here every
// rounding is against the account.

/// A trade in one contract.
struct WhatIfOrder {
    std::string_view instrument;               ///< an id of the policy
    std::optional<std::string_view> position;  ///< which one it changes; absent: the cross position, or a new one
    Decimal contracts;                         ///< bought, or sold where negative
    std::optional<Decimal> price;              ///< of the fill; absent: the mark
    Decimal fee;                               ///< of the notional
};

/// Trades: more of a position averages its entry, less of it realises profit, and what is beyond opens at the fill.
/// What is realised and paid goes to `funding_accrued`, in the asset the contract is paid in. Rounds   the entry and
/// the money against the account Fails    unknown_reference ("instrument", "position"); mode_needs_field ("position")
/// for a new isolated position;
///          missing_price ("price"); price_not_positive ("price"); decimal_overflow
[[nodiscard]] Status apply_order(const WhatIfOrder& order, const Policy& policy, MarginSnapshot& to);

/// Adds `amount`, or takes it away where negative, in that vault: a line of its own where there is none yet.
/// Fails   vault_not_in_policy ("vault"); out_of_range ("amount") below 0; decimal_overflow
[[nodiscard]] Status apply_deposit(std::string_view vault, const AccountId& account, Decimal amount,
                                   const Policy& policy, MarginSnapshot& to);

/// Both at once: what leaves one vault arrives in another of the same asset, or of one priced as it.
/// Fails   as apply_deposit; unknown_reference ("to") for a vault of another asset
[[nodiscard]] Status apply_transfer(std::string_view from, std::string_view to_vault, const AccountId& account,
                                    Decimal amount, const Policy& policy, MarginSnapshot& to);

/// The price an order in `terms` is valued at: the position's mark, or the underlying's price.
/// Fails   missing_price ("price")
[[nodiscard]] Result<Decimal> mark_of(const InstrumentTerms& terms, const SnapshotPosition* position,
                                      const Policy& policy, const MarginSnapshot& snapshot);

}  // namespace clearmargin
