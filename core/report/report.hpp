#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/collateral/haircut.hpp"
#include "core/evidence/preset_origin.hpp"
#include "core/report/figure.hpp"
#include "core/report/margin_snapshot.hpp"
#include "core/result/refusal.hpp"

namespace clearmargin {

// The report of docs/bundle-format.md, member for member.

/// What a report comes to. Where several hold, the first of unreadable, refused, differs.
enum class VerdictStatus : std::uint8_t {
    agrees,      ///< exit code 0: all claims sound, and the venue's figures agree or it gave none
    unreadable,  ///< exit code 2: bundle or policy can't be read
    refused,     ///< exit code 3: a claim, price, position or chain was refused
    differs,     ///< exit code 4: all sound, the venue's figures are other
};

struct Verdict {
    VerdictStatus status = VerdictStatus::unreadable;
    std::string sentence;
};

/// The execution block in a beacon block.
struct ExecutionFacts {
    std::uint64_t number = 0;
    Bytes32 hash;
    Bytes32 state_root;
};

/// A beacon block that the light client came to trust, with the execution block in it.
struct HeaderFacts {
    std::uint64_t slot = 0;
    Bytes32 root;
    std::optional<ExecutionFacts> block;  ///< absent where only its hash is proven
    UnixSeconds time = 0;
    std::uint64_t participation = 0;  ///< signers of the update that brought it; 0 for a checkpoint
    std::uint64_t committee_size = 0;
};

struct UpdateOutcome {
    std::string path;
    bool accepted = false;
    std::uint64_t participation = 0;
    Refusal error;
};

/// A rollup's block that the parent chain anchors.
struct AnchoredFacts {
    std::uint64_t number = 0;
    Bytes32 hash;
    UnixSeconds time = 0;
    EvidenceLevel level = EvidenceLevel::proposed;
    std::string rests_on;
};

/// What became of one of the rollup's blocks in the bundle.
struct AnchorOutcome {
    std::string path;
    std::optional<Bytes32> parent_block;  ///< whose state anchors it; absent where the parent chain has none
    std::optional<AnchoredFacts> block;   ///< absent where it is not proven
    Refusal error;
};

struct CheckpointFacts {
    Bytes32 root;
    std::uint64_t slot = 0;
    UnixSeconds time = 0;
    std::uint64_t max_age = 0;  ///< seconds, by the policy
};

/// How far the newest final block lies behind the newest signed one.
struct FinalityLag {
    std::uint64_t slots = 0;
    std::uint64_t seconds = 0;
};

/// What became of an older block, or of a block's header, that the bundle names.
struct OlderBlock {
    struct Facts {
        std::uint64_t number = 0;
        Bytes32 hash;
        UnixSeconds time = 0;
    };
    std::string path;
    std::optional<Facts> block;  ///< absent where it is not proven
    Refusal error;
};

struct ChainReport {
    std::string chain;
    std::string kind;
    std::string_view network;  ///< the policy's word
    std::string_view parent;   ///< of a rollup; empty for chains with a root of trust of their own
    Refusal error;             ///< why the chain could not be followed at all
    std::optional<CheckpointFacts> checkpoint;
    std::optional<HeaderFacts> finalized;
    std::optional<HeaderFacts> optimistic;
    std::optional<FinalityLag> finality_lag;
    std::uint64_t min_participation = 0;  ///< signers that the policy asks of an update; 0 where no client began
    std::vector<UpdateOutcome> updates;
    std::vector<AnchorOutcome> blocks;  ///< of a rollup
    std::vector<OlderBlock> older_blocks;
};

enum class ClaimStatus : std::uint8_t {
    counted,
    not_counted,  ///< sound, but the same vault and account counts once
    refused,
};

/// A claim in its own words, and what became of it.
struct ClaimReport {
    std::string_view id;
    std::string_view path;
    std::string_view chain;
    std::string_view vault;
    std::string_view account;
    std::string_view asset;
    std::string_view symbol;
    ClaimStatus status = ClaimStatus::refused;
    Figure amount;  ///< where not refused
    Refusal error;
};

/// What became of a claim of what once happened.
enum class HistoryStatus : std::uint8_t {
    listed,    ///< sound; how firmly, its evidence says
    repeated,  ///< likewise, but the same log or transaction was listed before
    refused,
};

/// A claim of what was once paid in or out, in its own words, and what became of it.
struct EventReport {
    std::string_view id;
    std::string_view path;
    std::string_view chain;
    std::string_view event;
    std::string_view account;
    HistoryStatus status = HistoryStatus::refused;
    std::string_view means;  ///< "deposit" or "withdrawal"; empty where refused
    std::string_view asset;
    std::string_view symbol;
    Figure amount;  ///< where not refused
    OlderBlock::Facts block;
    std::uint64_t transaction_index = 0;
    std::uint64_t log_index = 0;
    Refusal error;
};

/// A claim that a transaction is in a block, in its own words, and what became of it.
struct TransactionReport {
    std::string_view id;
    std::string_view path;
    std::string_view chain;
    HistoryStatus status = HistoryStatus::refused;
    // The rest where not refused.
    Bytes32 transaction_hash;
    std::uint8_t type = 0;  ///< EIP-2718; 0 for legacy ones
    std::uint64_t transaction_index = 0;
    std::optional<bool> succeeded;  ///< absent where no receipt was given
    OlderBlock::Facts block;
    EvidenceRef evidence;
    Refusal error;
};

/// How long a balance waits until a liquidation is through, seconds.
struct MeasuredLag {
    std::uint64_t balance_age = 0;  ///< of what proves it, at `now`
    std::uint64_t price_age = 0;    ///< of its price, or the price's heartbeat where that is more
    std::uint64_t finality = 0;
    std::uint64_t message = 0;
    std::uint64_t execution = 0;

    [[nodiscard]] std::uint64_t seconds() const noexcept {
        return balance_age + price_age + finality + message + execution;
    }
};

/// What a balance's haircut is made of, where the policy has terms for chains or for time.
struct CollateralBreakdown {
    HaircutParts haircut;
    Decimal discount = 1;
    std::optional<MeasuredLag> lag;  ///< absent without a lag model
};

struct CollateralRow {
    const SnapshotCollateral* line = nullptr;
    std::string_view symbol;
    Figure amount;
    Figure price;
    Figure value;
    Decimal haircut;
    Figure counted_value;
    std::optional<CollateralBreakdown> breakdown;
};

struct LiquidationRow {
    std::string_view scope;  ///< "cross", or the id of an isolated position
    std::string_view underlying;
    std::string_view symbol;
    Figure mark;
    Figure liquidation_down;
    Figure liquidation_up;
    Figure bankruptcy_down;
    Figure bankruptcy_up;
    Figure distance_down;
    Figure distance_up;
    Figure sigmas_down;  ///< how many usual moves away the price is
    Figure sigmas_up;
    bool certified = false;
    bool is_model = false;            ///< searched for in a model
    std::vector<Decimal> crossings;   ///< of a model: every price where the account begins or ceases to stand
};

/// What an option's position is on.
struct OptionRow {
    std::string_view right;
    std::string_view style;
    Decimal strike;
    UnixSeconds expiry = 0;
    Decimal volatility;
    Decimal forward;
    Figure value;  ///< q V
    Decimal delta;  ///< of one, by the model
};

struct PositionRow {
    std::string_view id;
    std::string_view instrument;
    std::string_view underlying;
    std::string_view margin_mode;
    Figure qty;
    Figure entry;
    Figure mark;
    Figure notional;
    Figure pnl;  ///< unrealised, without funding
    Figure funding;
    Figure initial_margin;
    Figure maintenance_margin;
    std::optional<OptionRow> option;
};

/// Where numbers of the policy come from.
struct PresetRow {
    PresetOrigin origin;
    bool old = false;  ///< at the report's `now`
};

/// A venue's numbers that the margin was computed with.
struct PresetNumbers {
    PresetRow preset;
    std::vector<std::pair<std::string_view, std::optional<Decimal>>> parameters;
};

/// What one underlying's positions require together.
struct PortfolioUnitRow {
    std::string_view underlying;
    std::string_view symbol;
    PresetNumbers preset;
    bool risk_cancelling = false;
    Figure initial_margin;
    Figure maintenance_margin;
    std::string_view binding;
    struct Scenario {
        std::size_t index = 0;
        Decimal move;
        std::string_view volatility;
    };
    std::optional<Scenario> worst;
    std::string_view settlement;   ///< what the profits are in
    std::vector<Decimal> profits;  ///< one for each scenario
};

struct PortfolioRow {
    Figure initial_credit;
    Figure maintenance_credit;
    std::vector<PortfolioUnitRow> units;
};

/// What options and contracts on one underlying do together.
struct GreeksRow {
    std::string_view underlying;
    std::string_view symbol;
    std::vector<std::pair<std::string_view, Figure>> figures;
};

struct DebtRow {
    const SnapshotDebt* debt;
    std::string_view symbol;
    Figure amount;
    Figure price;
    Figure value;  ///< below zero
    Figure initial_margin;
    Figure maintenance_margin;
};

struct WalletRow {
    std::string_view id;
    Figure cash;      ///< in what it holds
    Figure settled;   ///< profit and funding that its positions brought
    Figure borrowed;  ///< what it lacks below zero
    Figure initial_margin;
    Figure maintenance_margin;
};

struct IsolatedRow {
    std::string_view position;
    Figure equity;
    Figure initial_margin;
    Figure maintenance_margin;
    Figure margin_ratio;
    bool liquidatable = false;
};

struct AccountFigures {
    Figure equity_raw;
    Figure equity;
    Figure initial_margin;
    Figure maintenance_margin;
    Figure margin_ratio;
    Figure health;
    Figure free_collateral;
    Figure buffer;
    Figure leverage;
    std::string_view level;
    bool liquidatable = false;
};

struct MarginReport {
    std::string_view mode;
    std::string_view trigger;
    Refusal error;  ///< why there are no figures
    std::optional<PresetRow> preset;             ///< of the margin rules
    std::optional<PresetRow> collateral_preset;  ///< of the collateral terms
    bool is_model = false;  ///< whether a model of doubles went into the account's figures
    std::optional<PresetNumbers> option_rule;
    std::optional<PortfolioRow> portfolio;
    std::vector<GreeksRow> greeks;
    AccountFigures account;
    std::vector<LiquidationRow> liquidation;
    std::vector<PositionRow> positions;
    std::vector<DebtRow> debts;
    std::vector<WalletRow> wallets;
    std::vector<IsolatedRow> isolated;
};

/// What is computed of a snapshot.
struct MarginSection {
    std::vector<CollateralRow> collateral;
    std::optional<MarginReport> margin;
};

struct ComparisonRow {
    std::string_view figure;    ///< "equity", or "liquidation_prices." before the position's id
    std::string_view position;  ///< as the venue writes it; empty for the account's own figures
    Figure ours;
    Figure theirs;
    Figure difference;  ///< ours - theirs
    bool agrees = false;
};

/// Its texts belong to the policy, the bundle and `inputs`, which have to outlive it.
struct Report {
    UnixSeconds now = 0;
    Verdict verdict;
    std::string account;
    EvidenceTable evidence;
    std::vector<ChainReport> chains;
    std::vector<ClaimReport> claims;
    std::vector<EventReport> events;
    std::vector<TransactionReport> transactions;
    MarginSnapshot inputs;  ///< what compute_margin needs to redo the margin
    MarginSection section;
    std::vector<ComparisonRow> comparison;
    std::vector<Refusal> refused;  ///< prices and positions
    std::vector<std::string_view> assumptions;
    std::vector<std::string> warnings;
    std::span<const std::string> ignored;
    Refusal error;  ///< why bundle or policy can't be read
};

/// One point of equity against price.
struct CurvePoint {
    Decimal price;
    Decimal equity_raw;
    Decimal equity;
    Decimal maintenance_margin;
};

/// The answer of advance_light_client.
struct AdvanceAnswer {
    UnixSeconds now = 0;
    EvidenceTable evidence;            ///< of the newest final block and the newest signed one
    std::optional<ChainReport> chain;  ///< absent where the documents could not be read or the store was refused
    std::string store;                 ///< the store as JSON; empty where there is none
    bool changed = false;              ///< whether it is another text than was given
    Refusal error;
};

/// The answer of compute_margin. Its texts belong to the policy and the inputs, which have to outlive it.
struct MarginAnswer {
    UnixSeconds now = 0;
    EvidenceTable evidence;
    MarginSection section;
    std::vector<CurvePoint> curve;
    std::vector<std::string_view> assumptions;
    Refusal error;
};

}  // namespace clearmargin
