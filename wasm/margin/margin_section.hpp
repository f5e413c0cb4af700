#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/report/report.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Adds the margin of `snapshot` under `policy`. What can't be computed is in `margin->error`; collateral without a
/// price, or that the policy does not list, counts nothing. `evidence` is what the snapshot's pieces refer to.
void add_margin_section(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now, EvidenceTable& evidence,
                        MarginSection& section);

/// What the margin takes as given, in sentences for the report.
[[nodiscard]] std::vector<std::string_view> margin_assumptions(const Policy& policy);

/// Moves `asset`, all that is priced as it, and the marks of instruments on it from what they are in `from` to `price`,
/// marks by the same ratio, those of options by what the model's value changes at `now`. `to` is a copy of `from` in which this asset may have been moved before, or `from` itself.
/// Fails   unknown_reference; missing_price; price_not_positive; decimal_overflow
[[nodiscard]] Status move_price(const MarginSnapshot& from, const Policy& policy, UnixSeconds now,
                                const AssetId& asset, Decimal price, MarginSnapshot& to);

/// Adds equity and maintenance margin of the account (isolated positions apart) at each of `prices` of `asset`.
/// Fails   as `move_price`, as the margin
[[nodiscard]] Status add_equity_curve(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now,
                                      const EvidenceTable& evidence, const AssetId& asset,
                                      const std::vector<Decimal>& prices, std::vector<CurvePoint>& curve);

}  // namespace clearmargin
