#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/codec/field_reader.hpp"
#include "core/evidence/evidence.hpp"
#include "core/number/decimal.hpp"
#include "light-client/evm/transaction_claims.hpp"

namespace clearmargin {

// The untrusted bundle of docs/bundle-format.md. What can fail on its own is read on its own, so that one bad claim harms
// no other. The readers inside point into the parsed document, which has to outlive them.

/// What was read on its own, or why it could not be. It stays where it is read, which a `Result` can't.
template <class T>
class BundleItem {
  public:
    [[nodiscard]] bool ok() const noexcept { return !refusal_.present(); }
    /// Only where ok().
    [[nodiscard]] const T& value() const noexcept { return value_; }
    /// Only where not ok().
    [[nodiscard]] const Error& error() const noexcept { return refusal_.error(); }

    /// Reads it at that place: once.
    template <class Read>
    void read(const JsonReader& at, Read read_value) {
        read_value(FieldReader(at, refusal_), value_);
    }

  private:
    T value_{};
    Refusal refusal_;
};

struct BundleChain {
    std::string name;  ///< the key, as written
    std::string path;
    JsonReader data;
    /// Where the caller keeps light clients' stores: this chain's, absent where there is none. Never of the bundle.
    std::optional<JsonReader> store = {};
    bool is_followed_from_store = false;
};

struct BundleClaim {
    ChainId chain;
    std::string vault;
    AccountId account;
    std::optional<Bytes32> block;  ///< hash of the execution block the proof is made at; absent: the newest final one
    std::optional<JsonReader> proof;
    std::optional<JsonReader> implementation_proof;
};

/// A claim's own words for the report, as far as they can be read, and the claim.
struct BundleClaimEntry {
    std::string id;
    std::string path;
    std::string chain;
    std::string vault;
    std::string account;
    BundleItem<BundleClaim> claim;
};

/// A log that a claim points to: what was once paid in or out.
struct BundleEvent {
    ChainId chain;
    std::string event;  ///< an id of the policy
    AccountId account;
    std::optional<Bytes32> block;  ///< hash of the log's block; absent: the newest final one
    std::uint64_t transaction_index = 0;
    std::uint64_t log_index = 0;  ///< among the transaction's logs
    std::vector<Bytes> receipt_proof;
};

/// An event claim's own words for the report, as far as they can be read, and the claim.
struct BundleEventEntry {
    std::string id;
    std::string path;
    std::string chain;
    std::string event;
    std::string account;
    BundleItem<BundleEvent> claim;
};

/// A transaction that a claim says is in a block.
struct BundleTransaction {
    ChainId chain;
    Bytes32 hash;                  ///< of the transaction
    std::optional<Bytes32> block;  ///< hash of its block; absent: the newest final one
    TransactionProof proof;
};

/// A transaction claim's own words for the report, as far as they can be read, and the claim.
struct BundleTransactionEntry {
    std::string id;
    std::string path;
    std::string chain;
    BundleItem<BundleTransaction> claim;
};

struct ReportedPrice {
    std::string source;  ///< who says so
    Decimal price;       ///< USD a whole token, above zero
    Decimal conf;        ///< half-width, at least zero
    UnixSeconds as_of = 0;
};

struct BundlePrice {
    std::string path;
    AssetId asset;
    std::vector<ReportedPrice> sources;
};

struct BundlePosition {
    std::string path;
    std::string id;
    std::string instrument;
    Decimal qty;
    Decimal entry;
    std::optional<Decimal> mark;
    Decimal funding_accrued;
    std::optional<bool> isolated;  ///< absent: as the policy's mode says
    std::optional<Decimal> isolated_margin;
    std::optional<Decimal> volatility;  ///< implied, of an option
    std::optional<Decimal> forward;     ///< of an option's expiry, USD
    UnixSeconds as_of = 0;
};

/// What the account has borrowed at the venue.
struct BundleDebt {
    std::string path;
    std::string id;
    AssetId asset;
    std::optional<ChainId> chain;  ///< absent: the venue itself
    Decimal amount;                ///< whole tokens, interest included, at least zero
    UnixSeconds as_of = 0;
};

/// What lies in a wallet that the venue settles some contracts into.
struct BundleWallet {
    std::string path;
    std::string id;  ///< of the policy
    Decimal cash;    ///< in the wallet's asset, or USD
    UnixSeconds as_of = 0;
};

/// The venue's own figures, for comparison only.
struct ReportedFigures {
    std::optional<Decimal> equity;
    std::optional<Decimal> initial_margin;
    std::optional<Decimal> maintenance_margin;
    struct LiquidationPrice {
        std::string position;
        Decimal price;
    };
    std::vector<LiquidationPrice> liquidation_prices;
    UnixSeconds as_of = 0;
};

struct Bundle {
    AccountId account;
    std::vector<BundleChain> chains;
    std::vector<BundleClaimEntry> claims;
    std::vector<BundleEventEntry> events;
    std::vector<BundleTransactionEntry> transactions;
    std::vector<BundleItem<BundlePrice>> prices;
    std::vector<BundleItem<BundlePosition>> positions;
    std::vector<BundleItem<BundleDebt>> debts;
    std::vector<BundleItem<BundleWallet>> wallets;
    BundleItem<ReportedFigures> reported;
    std::vector<std::string> ignored;  ///< paths of members this version does not know, sorted; at most 64
};

}  // namespace clearmargin
