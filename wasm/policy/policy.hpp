#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/collateral/collateral_tiers.hpp"
#include "core/evidence/evidence.hpp"
#include "core/instrument/tier_table.hpp"
#include "core/margin/margin_params.hpp"
#include "core/number/decimal.hpp"
#include "core/risk/lag.hpp"
#include "light-client/arbitrum/arbitrum_chain.hpp"
#include "light-client/chain-params/ethereum_network.hpp"
#include "light-client/op-stack/op_stack_chain.hpp"
#include "light-client/vault/event_descriptor.hpp"
#include "light-client/vault/vault_descriptor.hpp"
#include "wasm/policy/preset_statement.hpp"

namespace clearmargin {

// The user's policy, docs/bundle-format.md: everything that decides what is trusted and what a number means.

/// Which blocks of a chain claims may be proven at.
enum class AcceptedBlocks : std::uint8_t {
    finalized,   ///< only final ones
    optimistic,  ///< also those that two thirds of the sync committee signed, as `proposed`
};

/// A root of trust: an Ethereum-like chain followed from a beacon block root the user trusts.
struct EthereumTrust {
    ChainId chain;
    ethereum::NetworkParams network;
    Bytes32 checkpoint;  ///< hash_tree_root of the trusted beacon block header
    AcceptedBlocks accept = AcceptedBlocks::finalized;
};

/// A rollup, trusted by way of the contracts that anchor it on a parent chain that the policy trusts as well.
struct RollupTrust {
    std::string name;                       ///< of the network
    std::optional<OpStackChain> op_stack;   ///< either this
    std::optional<ArbitrumChain> arbitrum;  ///< or this
    bool is_proposed_accepted = false;      ///< also blocks whose claim on the parent chain can still be undone
    std::uint64_t max_anchor_age = 864'000;  ///< seconds, 10 days: a claim stands after about a week at the soonest

    [[nodiscard]] const ChainId& chain() const noexcept { return op_stack ? op_stack->chain : arbitrum->chain; }
    [[nodiscard]] const ChainId& parent() const noexcept { return op_stack ? op_stack->parent : arbitrum->parent; }
};

struct AssetDefinition {
    AssetId id;
    std::string symbol;
    std::optional<Decimal> price;          ///< USD a whole token, taken for granted by the user
    std::optional<AssetId> same_price_as;  ///< priced and moved together with that asset, one for one
};

struct CollateralTerms {
    AssetId asset;
    Decimal haircut;             ///< in [0, 1]; 0 where there are tiers
    std::optional<CollateralTiers> tiers;  ///< in place of the haircut
    Decimal concentration;       ///< in [0, 1], taken off beside the haircut
    Decimal liquidation_buffer;  ///< in [0, 1]
    std::optional<Decimal> cap;  ///< most that counts over all chains, USD
    std::optional<Decimal> volatility;  ///< per year; needed where there is a lag model
    std::uint64_t heartbeat = 0;        ///< seconds: how old the asset's price may be by the time it is acted on
};

/// What collateral loses for lying on a chain.
struct CollateralChainTerms {
    ChainId chain;
    Decimal haircut;             ///< in [0, 1]
    Decimal discount = 1;        ///< messaging discount factor
    std::optional<Decimal> cap;  ///< most that counts there, USD
    /// Seconds that a liquidation waits there, each at most a year.
    std::uint64_t finality = 0;
    std::uint64_t message = 0;
    std::uint64_t execution = 0;
};

/// What a position of this instrument means.
struct InstrumentTerms {
    enum class Kind : std::uint8_t { linear, inverse, quanto, option };

    std::string id;
    Kind kind = Kind::linear;
    AssetId underlying;
    std::optional<AssetId> settle;      ///< what it is paid in; absent: USD, or the underlying where inverse
    std::optional<ChainId> chain;       ///< where its margin lies; absent: the venue itself, which no message can fail
    std::optional<std::string> wallet;  ///< what a cross position settles into; absent: the account as a whole
    std::optional<UnixSeconds> expiry;  ///< absent: perpetual
    Decimal contract_size = 1;  ///< linear and quanto: units of the underlying a contract; inverse: USD a contract
    Decimal multiplier = 1;     ///< quanto: coins of `settle` for each unit of price
    TierTable tiers;            ///< none of an option
    OptionContract::Style style = OptionContract::Style::linear;  ///< of an option, as what follows
    OptionContract::Right right = OptionContract::Right::call;
    Decimal strike;
};

/// How positions on one underlying are margined together.
struct PortfolioUnitPolicy {
    AssetId underlying;  ///< an asset with a price of its own
    PortfolioModel model;
    bool risk_cancelling = false;
};

/// How much of the risk of one unit another takes away.
struct PortfolioOffsetPolicy {
    AssetId first;
    AssetId second;
    Decimal ratio;
};

struct PortfolioPolicy {
    std::vector<PortfolioUnitPolicy> units;
    std::vector<PortfolioOffsetPolicy> offsets;
};

/// The unit of that underlying, or null.
[[nodiscard]] const PortfolioUnitPolicy* find_unit(const PortfolioPolicy& portfolio, const AssetId& underlying) noexcept;

/// What a debt in an asset asks for, as ratios of it.
struct LiabilityTerms {
    AssetId asset;
    Decimal initial;
    Decimal maintenance;
};

/// A wallet that the venue settles some contracts into, apart from the rest.
struct WalletTerms {
    std::string id;
    std::optional<AssetId> asset;  ///< what it holds; absent: USD
    std::optional<ChainId> chain;  ///< absent: the venue itself
    Decimal initial;               ///< asked of what it lacks below zero, as ratios
    Decimal maintenance;
};

/// The venue's rules.
struct MarginTerms {
    MarginParams params;
    std::vector<LiabilityTerms> liabilities;
    std::vector<WalletTerms> wallets;
    std::optional<PortfolioPolicy> portfolio;  ///< where the mode is portfolio
    std::vector<InstrumentTerms> instruments;
    std::optional<PresetStatement> preset;
};

/// Ages in seconds. The defaults are those of docs/bundle-format.md.
struct Limits {
    std::uint64_t max_header_age = 3600;
    std::optional<std::uint64_t> max_checkpoint_age;  ///< absent: as the network's fork asks for
    std::uint64_t max_finality_lag = 3600;         ///< between the newest signed block and the newest final one
    std::optional<Decimal> min_participation;      ///< of a sync committee, in [2/3, 1]; absent: two thirds
    std::uint64_t max_price_age = 600;
    std::uint64_t max_position_age = 600;
    std::uint64_t max_claim_spread = 3600;
    Decimal tolerance_relative;
    Decimal tolerance_absolute;
};

struct Policy {
    std::vector<AccountId> accounts;
    std::vector<EthereumTrust> trust;
    std::vector<RollupTrust> rollups;
    std::vector<AssetDefinition> assets;
    std::vector<VaultDescriptor> vaults;
    std::vector<EventDescriptor> events;
    std::vector<CollateralTerms> collateral;
    std::vector<CollateralChainTerms> collateral_chains;
    std::optional<LatencyTerms> latency;  ///< absent: time costs nothing
    std::optional<PresetStatement> collateral_preset;
    MarginTerms margin;
    Limits limits;

    [[nodiscard]] const EthereumTrust* find_trust(const ChainId& chain) const noexcept;
    [[nodiscard]] const RollupTrust* find_rollup(const ChainId& chain) const noexcept;
    /// Whether the policy has a root of trust of any kind for the chain.
    [[nodiscard]] bool trusts(const ChainId& chain) const noexcept;
    [[nodiscard]] const AssetDefinition* find_asset(const AssetId& id) const noexcept;
    /// The asset whose price is that asset's: itself, or the one it is priced as.
    [[nodiscard]] const AssetDefinition& priced_as(const AssetDefinition& asset) const noexcept;
    [[nodiscard]] const VaultDescriptor* find_vault(std::string_view id) const noexcept;
    [[nodiscard]] const EventDescriptor* find_event(std::string_view id) const noexcept;
    [[nodiscard]] const CollateralTerms* find_collateral(const AssetId& asset) const noexcept;
    [[nodiscard]] const CollateralChainTerms* find_collateral_chain(const ChainId& chain) const noexcept;
    [[nodiscard]] const LiabilityTerms* find_liability(const AssetId& asset) const noexcept;
    [[nodiscard]] const WalletTerms* find_wallet(std::string_view id) const noexcept;
    [[nodiscard]] const InstrumentTerms* find_instrument(std::string_view id) const noexcept;
    [[nodiscard]] bool names_account(const AccountId& account) const noexcept;
};

}  // namespace clearmargin
