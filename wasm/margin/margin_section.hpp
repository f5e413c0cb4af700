#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/margin/margin_params.hpp"
#include "core/report/report.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// The margin part of a report, and the numbers in it that a venue's can be compared with.
struct MarginSection {
    std::vector<CollateralRow> collateral;
    MarginReport margin;
};

/// The margin of `snapshot` under `policy`. What can't be computed is in `margin.error`; collateral without a price, or
/// that the policy does not list, counts nothing.
[[nodiscard]] MarginSection margin_section(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now);

/// What every margin here takes as given, in sentences for the report.
[[nodiscard]] std::vector<std::string> margin_assumptions();

/// `snapshot` with `asset`, all that is priced as it, and the marks of instruments on it moved to `price`, marks by the
/// same ratio.
/// Fails   unknown_reference; missing_price; price_not_positive; decimal_overflow
[[nodiscard]] Result<MarginSnapshot> moved(MarginSnapshot snapshot, const Policy& policy, const AssetId& asset, Decimal price);

/// Equity and maintenance margin of the account (isolated positions apart) at each of `prices` of `asset`.
/// Fails   as `moved`, as the margin
[[nodiscard]] Result<std::vector<CurvePoint>> equity_curve(const MarginSnapshot& snapshot, const Policy& policy,
                                                           UnixSeconds now, const AssetId& asset,
                                                           const std::vector<Decimal>& prices);

}  // namespace clearmargin
