#pragma once

#include <vector>

#include "core/codec/json_reader.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// One reader a section of the policy; each refuses unknown members. References between sections are for read_policy.

inline constexpr std::size_t max_policy_chains = 64;
inline constexpr std::size_t max_policy_items = 256;

[[nodiscard]] Result<std::vector<EthereumTrust>> read_trust(const JsonReader& from);
[[nodiscard]] Result<std::vector<AssetDefinition>> read_assets(const JsonReader& from);
[[nodiscard]] Result<std::vector<VaultDescriptor>> read_vaults(const JsonReader& from);
[[nodiscard]] Result<std::vector<CollateralTerms>> read_collateral(const JsonReader& from);
[[nodiscard]] Result<MarginTerms> read_margin(const JsonReader& from);
/// Values that are absent have their defaults.
[[nodiscard]] Result<Limits> read_limits(const JsonReader& from);
[[nodiscard]] Limits default_limits();

/// The text of a required string member of 1 to 64 bytes: an id or a name.
[[nodiscard]] Result<std::string> read_name(const JsonReader& from, std::string_view member);
[[nodiscard]] Result<AssetId> read_asset_id(const JsonReader& from, std::string_view member);
/// A decimal member in [0, 1].
[[nodiscard]] Result<Decimal> read_fraction(const JsonReader& at);

}  // namespace clearmargin
