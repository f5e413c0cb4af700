#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/evidence/evidence.hpp"
#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What one source says an asset costs.
struct PriceSource {
    std::string id;
    Decimal price;                        ///< USD
    Decimal weight = 1;                   ///< its say among the others
    Decimal confidence;                   ///< half-width of its own interval, USD
    UnixSeconds as_of = 0;                ///< when it was so
    std::uint64_t heartbeat_seconds = 0;  ///< how often it speaks at least; 0 for sources without a promise
};

/// How sources are judged.
struct AggregationParams {
    Decimal stale_multiple = Decimal::from_units(1'500'000'000'000'000'000);  ///< of the heartbeat: older is dropped
    Decimal outlier_multiple = 5;  ///< of the scaled median deviation: further away is dropped
    Decimal outlier_floor = Decimal::from_units(5'000'000'000'000'000);  ///< of the median: nearer is never dropped
    std::size_t min_sources = 1;
    std::uint64_t seconds_ahead = 0;  ///< how far in the future a source may be dated
};

/// A price with the values that are on the safe side of it.
struct AggregatedPrice {
    Decimal price;
    Decimal lower;  ///< for what an account owns: price - confidence, not below 0
    Decimal upper;  ///< for what it owes: price + confidence
    Decimal confidence;
    Decimal dispersion;                ///< median deviation of the kept / price
    Decimal staleness;                 ///< greatest age / heartbeat of the kept
    UnixSeconds as_of = 0;             ///< of the oldest kept
    std::vector<std::size_t> kept;     ///< places in the list of sources, ascending
    std::vector<std::size_t> dropped;  ///< likewise
};

/// The weighted median of the sources that are fresh and agree.
///
/// Rounds  lower down, upper up
/// Fails   out_of_range for a weight not above 0 or a negative confidence ("[i].weight"); too_few_price_sources;
///         decimal_overflow
/// Source  docs/margin-model.md#prices
[[nodiscard]] Result<AggregatedPrice> aggregate_price(std::span<const PriceSource> sources,
                                                      const AggregationParams& params, UnixSeconds now);

}  // namespace clearmargin
