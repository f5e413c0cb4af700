#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/codec/field_reader.hpp"
#include "core/number/decimal.hpp"
#include "core/report/report.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// Everything the margin is computed from, each piece with what it rests on. `verify_bundle` makes one of what it proved;
// `compute_margin` reads one that its caller vouches for.

struct SnapshotCollateral {
    std::string vault;
    AccountId account;
    ChainId chain;
    AssetId asset;
    Decimal amount;  ///< whole tokens
    EvidenceRef evidence;
};

struct SnapshotPrice {
    AssetId asset;
    Decimal price;  ///< USD a whole token, above zero
    Decimal conf;   ///< half-width, at least zero
    EvidenceRef evidence;
};

struct SnapshotPosition {
    std::string id;
    std::string instrument;  ///< an id of the policy
    Decimal qty;             ///< contracts, long positive
    Decimal entry;
    std::optional<Decimal> mark;
    Decimal funding_accrued;
    bool isolated = false;
    std::optional<Decimal> isolated_margin;
    EvidenceRef evidence;
};

struct MarginSnapshot {
    std::vector<SnapshotCollateral> collateral;
    std::vector<SnapshotPrice> prices;
    std::vector<SnapshotPosition> positions;

    [[nodiscard]] const SnapshotPrice* find_price(const AssetId& asset) const noexcept;
};

/// The snapshot as a report's `inputs`.
[[nodiscard]] MarginInputs describe(const MarginSnapshot& snapshot);

/// The snapshot in a report's `inputs`, perhaps edited by the caller, who vouches for it.
/// Refuses what a bundle's items can be refused for; duplicate_id; unknown_reference for an asset or instrument the policy
///         does not define; integer_out_of_range for an index that is not below `evidence_count`
void read_snapshot(const FieldReader& inputs, const Policy& policy, std::size_t evidence_count, MarginSnapshot& to);

}  // namespace clearmargin
