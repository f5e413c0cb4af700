#pragma once

#include <cstddef>
#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::ethereum {

/// Who signed a header, or an update that shows it to be final.
struct Participation {
    std::size_t participants = 0;  ///< 0 for a checkpoint, which nobody needs to sign
    std::size_t committee_size = 0;
    Slot signature_slot = 0;
    std::uint64_t signature_period = 0;

    friend bool operator==(const Participation&, const Participation&) = default;
};

/// What the store's trust came by, from the checkpoint to the newest committee it knows.
struct TrustPath {
    Bytes32 checkpoint_root;
    Slot checkpoint_slot = 0;
    std::uint64_t handovers = 0;                  ///< how many committees were named by the one before
    std::size_t least_handover_participants = 0;  ///< the fewest that signed one of them in
    Participation finalization;                   ///< of the update that finalized store.finalized_header
    Participation signing;                        ///< of the update that brought store.optimistic_header
    bool was_forced = false;                      ///< at some time it was taken on without finality
    bool was_forced_by_minority = false;          ///< and signed by less than two thirds

    friend bool operator==(const TrustPath&, const TrustPath&) = default;
};

}  // namespace clearmargin::ethereum
