#include "light-client/chain-params/ethereum_network.hpp"

#include <limits>

namespace clearmargin::ethereum {

Status validate_network_params(const NetworkParams& params) {
    if (params.SECONDS_PER_SLOT == 0) {
        return refuse(ErrorCode::malformed_network, "seconds_per_slot", "at least 1", "0");
    }
    if (params.forks.empty() || params.forks.front().fork != Fork::phase0 || params.forks.front().epoch != 0) {
        return refuse(ErrorCode::malformed_network, "forks", "phase0 in epoch 0 as the first fork");
    }
    for (std::size_t i = 1; i < params.forks.size(); ++i) {
        const ForkActivation& before = params.forks[i - 1];
        const ForkActivation& fork = params.forks[i];
        const std::string where = "forks[" + std::to_string(i) + "]";
        if (static_cast<int>(fork.fork) != static_cast<int>(before.fork) + 1) {
            return refuse(ErrorCode::malformed_network, where, "the fork after " + std::string(fork_name(before.fork)),
                          fork_name(fork.fork));
        }
        if (fork.epoch < before.epoch) {
            return refuse(ErrorCode::malformed_network, where + ".epoch", "at least " + std::to_string(before.epoch),
                          std::to_string(fork.epoch));
        }
    }
    return {};
}

Epoch compute_epoch_at_slot(Slot slot, const NetworkParams& params) noexcept {
    return slot / params.preset.SLOTS_PER_EPOCH;
}

std::uint64_t compute_sync_committee_period_at_slot(Slot slot, const NetworkParams& params) noexcept {
    return compute_epoch_at_slot(slot, params) / params.preset.EPOCHS_PER_SYNC_COMMITTEE_PERIOD;
}

const ForkActivation& fork_at_epoch(Epoch epoch, const NetworkParams& params) noexcept {
    std::size_t newest = 0;
    for (std::size_t i = 1; i < params.forks.size(); ++i) {
        if (params.forks[i].epoch <= epoch) newest = i;
    }
    return params.forks[newest];
}

Fork fork_at_slot(Slot slot, const NetworkParams& params) noexcept {
    return fork_at_epoch(compute_epoch_at_slot(slot, params), params).fork;
}

Fork last_scheduled_fork(const NetworkParams& params) noexcept { return params.forks.back().fork; }

Slot compute_current_slot(UnixSeconds now, const NetworkParams& params) noexcept {
    if (now < params.genesis_time) return 0;
    return (now - params.genesis_time) / params.SECONDS_PER_SLOT;
}

UnixSeconds compute_time_at_slot(Slot slot, const NetworkParams& params) noexcept {
    constexpr auto most = std::numeric_limits<UnixSeconds>::max();
    if (slot > (most - params.genesis_time) / params.SECONDS_PER_SLOT) return most;
    return params.genesis_time + slot * params.SECONDS_PER_SLOT;
}

}  // namespace clearmargin::ethereum
