#pragma once

#include "core/bytes/fixed_bytes.hpp"
#include "light-client/chain-params/ethereum_network.hpp"
#include "light-client/ethereum/beacon_block_header.hpp"

namespace clearmargin::ethereum {

/// What keeps a signature from meaning anything else, or anything on another chain or fork.
using Domain = Bytes32;

/// Spec    consensus-specs@a08d8a6 altair/beacon-chain.md#domain-types
inline constexpr Bytes4 DOMAIN_SYNC_COMMITTEE{{0x07, 0x00, 0x00, 0x00}};

/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#compute_fork_data_root
[[nodiscard]] Bytes32 compute_fork_data_root(const Bytes4& current_version,
                                             const Bytes32& genesis_validators_root) noexcept;

/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#compute_domain
[[nodiscard]] Domain compute_domain(const Bytes4& domain_type, const Bytes4& fork_version,
                                    const Bytes32& genesis_validators_root) noexcept;

/// What the committee signs for a header.
/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#compute_signing_root
[[nodiscard]] Bytes32 compute_signing_root(const BeaconBlockHeader& header, const Domain& domain) noexcept;

/// The domain of sync committee signatures made in that slot: its fork is that of the slot before.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#validate_light_client_update, fork_version_slot
[[nodiscard]] Domain compute_sync_committee_domain(Slot signature_slot, const NetworkParams& params) noexcept;

}  // namespace clearmargin::ethereum
