#pragma once

#include "core/number/decimal.hpp"

namespace clearmargin {

/// What is taken off an asset's value on one chain, by reason. Each is a ratio: 0.05 is 5%.
struct HaircutParts {
    Decimal base;           ///< the asset's own: h
    Decimal chain;          ///< the chain's: c
    Decimal latency;        ///< for the time a cross-chain liquidation takes: L
    Decimal concentration;  ///< for a large share of one asset: k
};

/// min(1, h + c + L + k).
/// Fails   out_of_range for a part outside [0, 1] ("base", "chain", "latency", "concentration"), into `first` as
///         `settle` does
/// Source  docs/margin-model.md#collateral
[[nodiscard]] Decimal total_haircut(const HaircutParts& parts, Refusal& first);

/// What `value` counts after its haircut and the messaging discount: value (1 - H) D.
/// Rounds  down at both products; a negative value is a debt and counts in full
[[nodiscard]] CheckedDecimal haircut_value(const CheckedDecimal& value, const CheckedDecimal& haircut,
                                           const CheckedDecimal& discount) noexcept;

}  // namespace clearmargin
