#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace clearmargin::ethereum {

/// Sizes that a network cannot choose by configuration.
struct Preset {
    std::string_view name;
    std::uint64_t SLOTS_PER_EPOCH;
    std::uint64_t EPOCHS_PER_SYNC_COMMITTEE_PERIOD;
    std::size_t SYNC_COMMITTEE_SIZE;

    [[nodiscard]] constexpr std::uint64_t slots_per_period() const noexcept {
        return SLOTS_PER_EPOCH * EPOCHS_PER_SYNC_COMMITTEE_PERIOD;
    }
    friend bool operator==(const Preset&, const Preset&) = default;
};

/// Spec    consensus-specs@a08d8a6 presets/mainnet/{phase0,altair}.yaml
inline constexpr Preset mainnet_preset{
    .name = "mainnet", .SLOTS_PER_EPOCH = 32, .EPOCHS_PER_SYNC_COMMITTEE_PERIOD = 256, .SYNC_COMMITTEE_SIZE = 512};

/// For test networks on one machine, and the tests of the specification itself.
/// Spec    consensus-specs@a08d8a6 presets/minimal/{phase0,altair}.yaml
inline constexpr Preset minimal_preset{
    .name = "minimal", .SLOTS_PER_EPOCH = 8, .EPOCHS_PER_SYNC_COMMITTEE_PERIOD = 8, .SYNC_COMMITTEE_SIZE = 32};

}  // namespace clearmargin::ethereum
