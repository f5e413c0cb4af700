#pragma once

#include "core/report/report.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// Prices, positions, debts and wallets are people's words in this version: these say which of them are used, and mark them so. They add
// what they take to the report's `inputs`, and what they refuse to its `refused`.

/// The policy's fixed prices, and for the other assets the bundle's, where fresh and dated before `now`: one for each of
/// the policy's assets that has a price of its own.
/// Refused  what the bundle's price could not be read for; unknown_reference, duplicate_id, too_few_price_sources,
///          price_stale, price_from_the_future
void judge_prices(const Policy& policy, const Bundle& bundle, Report& report);

/// Debts and wallets, which positions may settle into.
/// Refused  what one could not be read for; position_too_old, position_from_the_future; as add_debt, add_wallet
void judge_venue_balances(const Policy& policy, const Bundle& bundle, Report& report);

/// After venue balances.
/// Refused  what a position could not be read for; duplicate_id, instrument_not_in_policy, position_too_old,
///          position_from_the_future, mode_needs_field
void judge_positions(const Policy& policy, const Bundle& bundle, Report& report);

}  // namespace clearmargin
