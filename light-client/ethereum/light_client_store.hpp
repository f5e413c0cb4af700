#pragma once

#include <optional>

#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

/// What a light client knows. Plain data: what it is worth depends on who filled it (see `EthereumLightClient`).
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientstore
/// Port    the spec's empty next_sync_committee is an absent one here
struct LightClientStore {
    LightClientHeader finalized_header;
    SyncCommittee current_sync_committee;
    std::optional<SyncCommittee> next_sync_committee;
    std::optional<LightClientUpdate> best_valid_update;  ///< what to fall back on if finality does not come
    LightClientHeader optimistic_header;                 ///< the newest header signed by enough to be shown
    std::uint64_t previous_max_active_participants = 0;
    std::uint64_t current_max_active_participants = 0;

    friend bool operator==(const LightClientStore&, const LightClientStore&) = default;
};

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_next_sync_committee_known
[[nodiscard]] bool is_next_sync_committee_known(const LightClientStore& store) noexcept;

/// More than this many must have signed for a header to be shown as the newest.
/// Rounds  down
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#get_safety_threshold
[[nodiscard]] std::uint64_t get_safety_threshold(const LightClientStore& store) noexcept;

}  // namespace clearmargin::ethereum
