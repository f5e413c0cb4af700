#pragma once

#include <string>
#include <vector>

#include "core/codec/field_reader.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// One reader a section of the policy; each refuses unknown members. References between sections are for read_policy.

inline constexpr std::size_t max_policy_chains = 64;
inline constexpr std::size_t max_policy_items = 256;

void read_trust(const FieldReader& from, std::vector<EthereumTrust>& to);
void read_assets(const FieldReader& from, std::vector<AssetDefinition>& to);
void read_vaults(const FieldReader& from, std::vector<VaultDescriptor>& to);
void read_events(const FieldReader& from, std::vector<EventDescriptor>& to);
void read_collateral(const FieldReader& from, std::vector<CollateralTerms>& to);
void read_margin(const FieldReader& from, MarginTerms& to);
/// Values that are absent have their defaults, all of them where the section is.
void read_limits(const FieldReader& from, Limits& to);

/// Text of 1 to 64 bytes: an id or a name. Refuses wrong_type, wrong_length.
void read_name(const FieldReader& at, std::string& to);

/// How many decimals a token has. Refuses wrong_type, malformed_integer, integer_out_of_range.
void read_decimals(const FieldReader& at, unsigned& to);

}  // namespace clearmargin
