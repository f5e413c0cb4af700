#pragma once

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin {

/// What an output root of version 0 commits to: one L2 block.
/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/src/libraries/Types.sol#OutputRootProof
struct OutputRootProof {
    Bytes32 state_root;
    Bytes32 message_passer_storage_root;
    Bytes32 latest_blockhash;
};

/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/src/libraries/Hashing.sol#hashOutputRootProof
[[nodiscard]] Bytes32 hash_output_root_proof(const OutputRootProof& proof);

}  // namespace clearmargin
