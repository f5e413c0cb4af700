#pragma once

#include "core/evidence/evidence.hpp"
#include "core/report/margin_snapshot.hpp"
#include "core/result/result.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// What a venue says of a position in an option: its implied volatility, the forward of its expiry and a mark.

/// Whether a position has the fields that its instrument needs, and no others.
/// Fails   mode_needs_field for an option without "iv" or with a margin of its own ("margin_mode"); unknown_member for
///         "iv" or "forward" of anything else
[[nodiscard]] Status check_option_fields(const std::optional<Decimal>& volatility,
                                         const std::optional<Decimal>& forward, bool isolated,
                                         const InstrumentTerms& terms);

/// Puts the quotes of a position where they are once its underlying's price has gone from `before` to `after`: the
/// forward in proportion, the mark by what the model's value changes, never below 10^-18.
/// Fails   out_of_range; decimal_overflow
[[nodiscard]] Status move_option_quote(const InstrumentTerms& terms, Decimal before, Decimal after, UnixSeconds now,
                                       SnapshotPosition& position);

}  // namespace clearmargin
