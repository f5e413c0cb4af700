#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "core/evidence/proven.hpp"
#include "light-client/ethereum/light_client_header.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin::ethereum {

/// A block of the execution layer, or from Gloas on only its hash.
using ProvenBlock = std::variant<Proven<ExecutionBlock>, Proven<ExecutionBlockHash>>;

/// Who signed a header, or an update that shows it to be final.
struct Participation {
    std::size_t participants = 0;  ///< 0 for a checkpoint, which nobody needs to sign
    std::size_t committee_size = 0;
    Slot signature_slot = 0;
    std::uint64_t signature_period = 0;

    friend bool operator==(const Participation&, const Participation&) = default;
};

/// A beacon header that two thirds of a sync committee vouch for, or the user, with the execution block it proves.
struct ProvenHeader {
    Slot slot = 0;
    Bytes32 root;
    bool finalized = false;
    Participation participation;
    ProvenBlock block;
};

/// What became of one update.
struct UpdateOutcome {
    std::string where;              ///< the update's path in the document it came from
    std::optional<Error> refused;   ///< why it changed nothing; absent where it was taken
    std::optional<Error> unproven;  ///< why it proves no execution block although it was taken
    Slot attested_slot = 0;         ///< 0 where it could not be read
    Participation participation;
};

}  // namespace clearmargin::ethereum
