#pragma once

#include <cstdint>
#include <vector>

#include "light-client/ethereum/light_client_header.hpp"
#include "light-client/ethereum/sync_committee.hpp"

namespace clearmargin::ethereum {

/// What a store starts from, next to a trusted root.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientbootstrap
struct LightClientBootstrap {
    LightClientHeader header;
    SyncCommittee current_sync_committee;
    std::vector<Bytes32> current_sync_committee_branch;

    friend bool operator==(const LightClientBootstrap&, const LightClientBootstrap&) = default;
};

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientupdate
struct LightClientUpdate {
    LightClientHeader attested_header;
    SyncCommittee next_sync_committee;
    std::vector<Bytes32> next_sync_committee_branch;
    LightClientHeader finalized_header;
    std::vector<Bytes32> finality_branch;
    SyncAggregate sync_aggregate;
    /// Not signed: it chooses the committee and the fork version, and is bounded by the clock.
    Slot signature_slot = 0;

    friend bool operator==(const LightClientUpdate&, const LightClientUpdate&) = default;
};

/// The containers that updates come in. The shorter ones lack some fields, and are updates with those left at their
/// defaults.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientfinalityupdate,
///         #lightclientoptimisticupdate; #process_light_client_finality_update, #process_light_client_optimistic_update
enum class UpdateKind : std::uint8_t {
    update,
    finality_update,    ///< without next_sync_committee and its branch
    optimistic_update,  ///< without finalized_header and its branch either
};

/// Whether the update's branch for the next sync committee is given.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_sync_committee_update
[[nodiscard]] bool is_sync_committee_update(const LightClientUpdate& update) noexcept;

/// Whether the update's branch for a finalized header is given.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_finality_update
[[nodiscard]] bool is_finality_update(const LightClientUpdate& update) noexcept;

}  // namespace clearmargin::ethereum
