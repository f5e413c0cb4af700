#pragma once

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
    Slot signature_slot =
        0;  ///< not signed: it chooses the committee and the fork version, and is bounded by the clock

    friend bool operator==(const LightClientUpdate&, const LightClientUpdate&) = default;
};

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientfinalityupdate
struct LightClientFinalityUpdate {
    LightClientHeader attested_header;
    LightClientHeader finalized_header;
    std::vector<Bytes32> finality_branch;
    SyncAggregate sync_aggregate;
    Slot signature_slot = 0;

    friend bool operator==(const LightClientFinalityUpdate&, const LightClientFinalityUpdate&) = default;
};

/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#lightclientoptimisticupdate
struct LightClientOptimisticUpdate {
    LightClientHeader attested_header;
    SyncAggregate sync_aggregate;
    Slot signature_slot = 0;

    friend bool operator==(const LightClientOptimisticUpdate&, const LightClientOptimisticUpdate&) = default;
};

/// The update with the parts that the other kinds lack left at their defaults.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#process_light_client_finality_update
[[nodiscard]] LightClientUpdate as_update(LightClientFinalityUpdate finality_update);
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#process_light_client_optimistic_update
[[nodiscard]] LightClientUpdate as_update(LightClientOptimisticUpdate optimistic_update);

/// Whether the update's branch for the next sync committee is given.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_sync_committee_update
[[nodiscard]] bool is_sync_committee_update(const LightClientUpdate& update) noexcept;

/// Whether the update's branch for a finalized header is given.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_finality_update
[[nodiscard]] bool is_finality_update(const LightClientUpdate& update) noexcept;

}  // namespace clearmargin::ethereum
