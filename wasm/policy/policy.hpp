#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/evidence/evidence.hpp"
#include "core/instrument/tier_table.hpp"
#include "core/margin/margin_params.hpp"
#include "core/number/decimal.hpp"
#include "light-client/chain-params/ethereum_network.hpp"
#include "light-client/vault/event_descriptor.hpp"
#include "light-client/vault/vault_descriptor.hpp"

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

struct AssetDefinition {
    AssetId id;
    std::string symbol;
    std::optional<Decimal> price;          ///< USD a whole token, taken for granted by the user
    std::optional<AssetId> same_price_as;  ///< priced and moved together with that asset, one for one
};

struct CollateralTerms {
    AssetId asset;
    Decimal haircut;             ///< in [0, 1]
    Decimal liquidation_buffer;  ///< in [0, 1]
};

/// What a position of this instrument means.
struct InstrumentTerms {
    enum class Kind : std::uint8_t { linear, inverse };

    std::string id;
    Kind kind = Kind::linear;
    AssetId underlying;
    Decimal contract_size = 1;  ///< linear: units of the underlying a contract; inverse: USD a contract
    TierTable tiers;
};

/// The venue's rules.
struct MarginTerms {
    MarginParams params;
    std::vector<InstrumentTerms> instruments;
};

/// Ages in seconds. The defaults are those of docs/bundle-format.md.
struct Limits {
    std::uint64_t max_header_age = 3600;
    std::uint64_t max_checkpoint_age = 1'209'600;  ///< 14 days: spec/ethereum-light-client.md section 4
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
    std::vector<AssetDefinition> assets;
    std::vector<VaultDescriptor> vaults;
    std::vector<EventDescriptor> events;
    std::vector<CollateralTerms> collateral;
    MarginTerms margin;
    Limits limits;

    [[nodiscard]] const EthereumTrust* find_trust(const ChainId& chain) const noexcept;
    [[nodiscard]] const AssetDefinition* find_asset(const AssetId& id) const noexcept;
    /// The asset whose price is that asset's: itself, or the one it is priced as.
    [[nodiscard]] const AssetDefinition& priced_as(const AssetDefinition& asset) const noexcept;
    [[nodiscard]] const VaultDescriptor* find_vault(std::string_view id) const noexcept;
    [[nodiscard]] const EventDescriptor* find_event(std::string_view id) const noexcept;
    [[nodiscard]] const CollateralTerms* find_collateral(const AssetId& asset) const noexcept;
    [[nodiscard]] const InstrumentTerms* find_instrument(std::string_view id) const noexcept;
    [[nodiscard]] bool names_account(const AccountId& account) const noexcept;
};

}  // namespace clearmargin
