#pragma once

#include <string>
#include <vector>

#include "core/codec/field_reader.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// One reader a section of the policy; each refuses unknown members. References between sections are for read_policy.

inline constexpr std::size_t max_policy_chains = 64;
inline constexpr std::size_t max_policy_items = 256;

/// The roots of trust: `trust` and `rollups`.
void read_trust(const FieldReader& from, Policy& to);
/// One rollup, chain `chain`, of kind op-stack or arbitrum. Its parent is for read_trust to judge.
void read_rollup(const FieldReader& from, const ChainId& chain, RollupTrust& to);
void read_assets(const FieldReader& from, std::vector<AssetDefinition>& to);
void read_vaults(const FieldReader& from, std::vector<VaultDescriptor>& to);
void read_events(const FieldReader& from, std::vector<EventDescriptor>& to);
/// Reads the policy's `collateral`, `collateral_chains`, `latency` and `collateral_preset`.
void read_collateral(const FieldReader& from, Policy& to);
void read_margin(const FieldReader& from, MarginTerms& to);
/// Values that are absent have their defaults, all of them where the section is.
void read_limits(const FieldReader& from, Limits& to);

/// Text of 1 to 64 bytes: an id or a name. Refuses wrong_type, wrong_length.
void read_name(const FieldReader& at, std::string& to);

/// How many decimals a token has. Refuses wrong_type, malformed_integer, integer_out_of_range.
void read_decimals(const FieldReader& at, unsigned& to);

}  // namespace clearmargin
