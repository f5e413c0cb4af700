#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/number/decimal.hpp"
#include "core/report/evidence_table.hpp"

namespace clearmargin {

// Everything the margin is computed from, each piece with what it rests on: a report's `inputs`. `verify_bundle` makes
// one of what it proved; `compute_margin` reads one that its caller vouches for.

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
    std::optional<Decimal> volatility;  ///< implied, of an option
    std::optional<Decimal> forward;     ///< of an option's expiry, USD
    EvidenceRef evidence;

    /// "isolated" or "cross".
    [[nodiscard]] std::string_view margin_mode() const noexcept { return isolated ? "isolated" : "cross"; }
};

struct SnapshotDebt {
    std::string id;
    AssetId asset;
    std::optional<ChainId> chain;  ///< absent: the venue itself
    Decimal amount;                ///< whole tokens, at least zero
    EvidenceRef evidence;
};

struct SnapshotWallet {
    std::string id;  ///< of the policy
    Decimal cash;    ///< in the wallet's asset, or USD
    EvidenceRef evidence;
};

struct MarginSnapshot {
    std::vector<SnapshotCollateral> collateral;
    std::vector<SnapshotPrice> prices;
    std::vector<SnapshotPosition> positions;
    std::vector<SnapshotDebt> debts;
    std::vector<SnapshotWallet> wallets;

    [[nodiscard]] const SnapshotPrice* find_price(const AssetId& asset) const noexcept;
};

}  // namespace clearmargin
