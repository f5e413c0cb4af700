#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/evidence/evidence.hpp"
#include "core/result/result.hpp"
#include "light-client/chain-params/ethereum_fork.hpp"
#include "light-client/chain-params/ethereum_preset.hpp"

namespace clearmargin::ethereum {

using Slot = std::uint64_t;
using Epoch = std::uint64_t;

struct ForkActivation {
    Fork fork;
    Epoch epoch;
    Bytes4 version;

    friend bool operator==(const ForkActivation&, const ForkActivation&) = default;
};

/// What tells one beacon chain from another. Part of the policy's trust: it decides which signatures count.
struct NetworkParams {
    std::string name;
    ChainId chain;  ///< of its execution layer
    UnixSeconds genesis_time = 0;
    Bytes32 genesis_validators_root;
    std::uint64_t SECONDS_PER_SLOT = 12;
    Preset preset = mainnet_preset;
    std::vector<ForkActivation> forks;  ///< from phase0 on, by fork, without those that have no epoch yet

    friend bool operator==(const NetworkParams&, const NetworkParams&) = default;
};

/// The network of that name: "mainnet", "sepolia", "holesky" or "hoodi".
/// Fails   unknown_network
[[nodiscard]] Result<NetworkParams> network_of_name(std::string_view name);

/// Whether the schedule starts with phase0 in epoch 0 and goes up from there, fork by fork, and slots take time.
/// Fails   malformed_network, naming the member
[[nodiscard]] Status validate_network_params(const NetworkParams& params);

/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#compute_epoch_at_slot
[[nodiscard]] Epoch compute_epoch_at_slot(Slot slot, const NetworkParams& params) noexcept;

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#compute_sync_committee_period_at_slot
[[nodiscard]] std::uint64_t compute_sync_committee_period_at_slot(Slot slot, const NetworkParams& params) noexcept;

/// The newest fork active in that epoch.
[[nodiscard]] const ForkActivation& fork_at_epoch(Epoch epoch, const NetworkParams& params) noexcept;
[[nodiscard]] Fork fork_at_slot(Slot slot, const NetworkParams& params) noexcept;

/// The newest fork that has an epoch. What later ones look like, or when they come, this network does not say.
[[nodiscard]] Fork last_scheduled_fork(const NetworkParams& params) noexcept;

/// The slot `now` lies in, by the caller's clock; slot 0 before genesis.
/// Port    no allowance for a clock that is behind: MAXIMUM_GOSSIP_CLOCK_DISPARITY is 500 ms, our time is in seconds
[[nodiscard]] Slot compute_current_slot(UnixSeconds now, const NetworkParams& params) noexcept;

/// When the slot begins; the largest value there is where that does not fit.
[[nodiscard]] UnixSeconds compute_time_at_slot(Slot slot, const NetworkParams& params) noexcept;

}  // namespace clearmargin::ethereum
