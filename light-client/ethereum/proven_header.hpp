#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "core/evidence/proven.hpp"
#include "light-client/ethereum/trust_path.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin::ethereum {

/// A block of the execution layer, or from Gloas on only its hash.
using ProvenBlock = std::variant<Proven<ExecutionBlock>, Proven<ExecutionBlockHash>>;

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
