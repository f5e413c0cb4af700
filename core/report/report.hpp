#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/report/figure.hpp"
#include "core/result/error.hpp"

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

/// A beacon block that the light client came to trust, with the execution block in it.
struct HeaderFacts {
    std::uint64_t slot = 0;
    std::string root;
    std::uint64_t number = 0;
    std::string hash;
    std::string state_root;
    UnixSeconds time = 0;
    std::uint64_t participation = 0;  ///< signers of the update that brought it; 0 for a checkpoint
    std::uint64_t committee_size = 0;
};

struct UpdateOutcome {
    std::string path;
    bool accepted = false;
    std::uint64_t participation = 0;
    std::optional<Error> error;
};

struct CheckpointFacts {
    std::string root;
    std::uint64_t slot = 0;
    UnixSeconds time = 0;
};

struct ChainReport {
    std::string chain;
    std::string kind;
    std::string network;
    std::optional<Error> error;  ///< why the chain could not be followed at all
    std::optional<CheckpointFacts> checkpoint;
    std::optional<HeaderFacts> finalized;
    std::optional<HeaderFacts> optimistic;
    std::vector<UpdateOutcome> updates;
};

enum class ClaimStatus : std::uint8_t {
    counted,
    not_counted,  ///< sound, but the same vault and account counts once
    refused,
};

struct ClaimReport {
    std::string id;
    std::string path;
    std::string chain;
    std::string vault;
    std::string account;
    std::string asset;
    std::string symbol;
    ClaimStatus status = ClaimStatus::refused;
    Figure amount;  ///< where not refused
    std::optional<Error> error;
};

struct CollateralRow {
    std::string vault;
    std::string account;
    std::string chain;
    std::string asset;
    std::string symbol;
    Figure amount;
    Figure price;
    Figure value;
    std::string haircut;
    Figure counted_value;
};

struct LiquidationRow {
    std::string scope;  ///< "cross", or the id of an isolated position
    std::string underlying;
    std::string symbol;
    Figure mark;
    Figure liquidation_down;
    Figure liquidation_up;
    Figure bankruptcy_down;
    Figure bankruptcy_up;
    Figure distance_down;
    Figure distance_up;
    bool certified = false;
};

struct PositionRow {
    std::string id;
    std::string instrument;
    std::string underlying;
    std::string margin_mode;
    Figure qty;
    Figure entry;
    Figure mark;
    Figure notional;
    Figure pnl;  ///< unrealised, without funding
    Figure funding;
    Figure initial_margin;
    Figure maintenance_margin;
};

struct IsolatedRow {
    std::string position;
    Figure equity;
    Figure initial_margin;
    Figure maintenance_margin;
    Figure margin_ratio;
    bool liquidatable = false;
};

struct MarginReport {
    std::string mode;
    std::string trigger;
    std::optional<Error> error;  ///< why there are no figures
    Figure equity_raw;
    Figure equity;
    Figure initial_margin;
    Figure maintenance_margin;
    Figure margin_ratio;
    Figure health;
    Figure free_collateral;
    Figure buffer;
    Figure leverage;
    std::string level;
    bool liquidatable = false;
    std::vector<LiquidationRow> liquidation;
    std::vector<PositionRow> positions;
    std::vector<IsolatedRow> isolated;
};

struct ComparisonRow {
    std::string figure;
    Figure ours;
    Figure theirs;
    Figure difference;  ///< ours - theirs
    bool agrees = false;
};

/// What compute_margin needs to redo the margin, as docs/bundle-format.md says.
struct CollateralInput {
    std::string vault;
    std::string account;
    std::string chain;
    std::string asset;
    std::string amount;  ///< in whole tokens
    EvidenceRef evidence;
};

struct PriceInput {
    std::string asset;
    std::string price;
    std::string conf;
    EvidenceRef evidence;
};

struct PositionInput {
    std::string id;
    std::string instrument;
    std::string qty;
    std::string entry;
    std::optional<std::string> mark;
    std::string funding_accrued;
    std::string margin_mode;
    std::optional<std::string> isolated_margin;
    EvidenceRef evidence;
};

struct MarginInputs {
    std::vector<CollateralInput> collateral;
    std::vector<PriceInput> prices;
    std::vector<PositionInput> positions;
};

struct Report {
    UnixSeconds now = 0;
    Verdict verdict;
    std::string account;
    EvidenceTable evidence;
    std::vector<ChainReport> chains;
    std::vector<ClaimReport> claims;
    std::vector<CollateralRow> collateral;
    std::optional<MarginReport> margin;
    std::vector<ComparisonRow> comparison;
    MarginInputs inputs;
    std::vector<Error> refused;  ///< prices and positions that were refused
    std::vector<std::string> assumptions;
    std::vector<std::string> warnings;
    std::vector<std::string> ignored;
    std::optional<Error> error;  ///< why bundle or policy can't be read
};

/// One point of equity against price.
struct CurvePoint {
    std::string price;
    std::string equity_raw;
    std::string equity;
    std::string maintenance_margin;
};

/// The answer of compute_margin.
struct MarginAnswer {
    UnixSeconds now = 0;
    std::vector<EvidenceSource> sources;
    std::vector<CollateralRow> collateral;
    std::optional<MarginReport> margin;
    std::vector<CurvePoint> curve;
    std::vector<std::string> assumptions;
    std::optional<Error> error;
};

}  // namespace clearmargin
