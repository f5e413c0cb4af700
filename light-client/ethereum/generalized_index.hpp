#pragma once

#include "core/merkle/merkle_branch.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::ethereum {

// Spec    consensus-specs@a08d8a6 {altair,capella,electra,gloas}/light-client/sync-protocol.md#constants
inline constexpr GeneralizedIndex FINALIZED_ROOT_GINDEX = 105;
inline constexpr GeneralizedIndex FINALIZED_ROOT_GINDEX_ELECTRA = 169;
inline constexpr GeneralizedIndex FINALIZED_ROOT_GINDEX_GLOAS = 735;
inline constexpr GeneralizedIndex CURRENT_SYNC_COMMITTEE_GINDEX = 54;
inline constexpr GeneralizedIndex CURRENT_SYNC_COMMITTEE_GINDEX_ELECTRA = 86;
inline constexpr GeneralizedIndex CURRENT_SYNC_COMMITTEE_GINDEX_GLOAS = 2945;
inline constexpr GeneralizedIndex NEXT_SYNC_COMMITTEE_GINDEX = 55;
inline constexpr GeneralizedIndex NEXT_SYNC_COMMITTEE_GINDEX_ELECTRA = 87;
inline constexpr GeneralizedIndex NEXT_SYNC_COMMITTEE_GINDEX_GLOAS = 2946;
inline constexpr GeneralizedIndex EXECUTION_PAYLOAD_GINDEX = 25;
inline constexpr GeneralizedIndex EXECUTION_BLOCK_HASH_GINDEX = 412;
inline constexpr GeneralizedIndex EXECUTION_BLOCK_HASH_GINDEX_DENEB = 812;
inline constexpr GeneralizedIndex EXECUTION_BLOCK_HASH_GINDEX_GLOAS = 2856;

/// Where each thing lies in the state of a block of that fork.
/// Spec    consensus-specs@a08d8a6 gloas/light-client/sync-protocol.md#helpers: *_gindex_at_slot, by fork
[[nodiscard]] constexpr GeneralizedIndex finalized_root_gindex(Fork fork) noexcept {
    if (fork >= Fork::gloas) return FINALIZED_ROOT_GINDEX_GLOAS;
    if (fork >= Fork::electra) return FINALIZED_ROOT_GINDEX_ELECTRA;
    return FINALIZED_ROOT_GINDEX;
}
[[nodiscard]] constexpr GeneralizedIndex current_sync_committee_gindex(Fork fork) noexcept {
    if (fork >= Fork::gloas) return CURRENT_SYNC_COMMITTEE_GINDEX_GLOAS;
    if (fork >= Fork::electra) return CURRENT_SYNC_COMMITTEE_GINDEX_ELECTRA;
    return CURRENT_SYNC_COMMITTEE_GINDEX;
}
[[nodiscard]] constexpr GeneralizedIndex next_sync_committee_gindex(Fork fork) noexcept {
    if (fork >= Fork::gloas) return NEXT_SYNC_COMMITTEE_GINDEX_GLOAS;
    if (fork >= Fork::electra) return NEXT_SYNC_COMMITTEE_GINDEX_ELECTRA;
    return NEXT_SYNC_COMMITTEE_GINDEX;
}

}  // namespace clearmargin::ethereum
