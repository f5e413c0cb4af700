#pragma once

#include <cstdint>
#include <span>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::ethereum {

/// Beacon block roots that one historical summary covers.
/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#time-parameters-1, preset mainnet
inline constexpr std::uint64_t SLOTS_PER_HISTORICAL_ROOT = 8192;

/// That the beacon block with `beacon_root` holds the execution block with `block_hash`.
/// Shape   branch: sibling nodes, leaf to root, of the block hash under the beacon block's root
/// Fails   unsupported_fork before Capella and from Gloas on; invalid_execution_branch
/// Spec    consensus-specs@a08d8a6 {capella,deneb}/beacon-chain.md#executionpayload: BeaconBlock.body.execution_payload
///         .block_hash
[[nodiscard]] Status verify_execution_block_of(const Bytes32& beacon_root, const Bytes32& block_hash, Fork fork,
                                               std::span<const Bytes32> branch);

/// That the beacon block with `beacon_root` was the newest one at `slot`, in the history that `block_summary_root` sums up.
/// Shape   branch: sibling nodes, leaf to root, of the slot's place among 8192 block roots. block_summary_root: of the
///         historical summary of the slot's period; whose state it is from is the caller's to know
/// Fails   invalid_history_branch
/// Spec    consensus-specs@a08d8a6 capella/beacon-chain.md#historicalsummary
[[nodiscard]] Status verify_historical_block(const Bytes32& block_summary_root, std::uint64_t slot,
                                             const Bytes32& beacon_root, std::span<const Bytes32> branch);

}  // namespace clearmargin::ethereum
