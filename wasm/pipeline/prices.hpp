#pragma once

#include <vector>

#include "core/report/evidence_table.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Prices and positions are people's words in this version: these say which of them are used, and mark them so.
struct JudgedPrices {
    std::vector<SnapshotPrice> prices;  ///< one for each of the policy's assets that has a price of its own
    std::vector<Error> refused;
};

/// The policy's fixed prices, and for the other assets the bundle's, where fresh and dated before `now`.
/// Refused  what the bundle's price could not be read for; unknown_reference, duplicate_id, too_few_price_sources,
///          price_stale, price_from_the_future
[[nodiscard]] JudgedPrices judge_prices(const Policy& policy, const Bundle& bundle, UnixSeconds now,
                                        EvidenceTable& evidence);

struct JudgedPositions {
    std::vector<SnapshotPosition> positions;
    std::vector<Error> refused;  ///< a margin without these would be another account's: there is none then
};

/// Refused  what a position could not be read for; duplicate_id, instrument_not_in_policy, position_too_old,
///          position_from_the_future, mode_needs_field
[[nodiscard]] JudgedPositions judge_positions(const Policy& policy, const Bundle& bundle, UnixSeconds now,
                                              EvidenceTable& evidence);

}  // namespace clearmargin
