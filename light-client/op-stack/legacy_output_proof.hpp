#pragma once

#include "core/evidence/proven.hpp"
#include "light-client/op-stack/op_stack_chain.hpp"
#include "light-client/op-stack/output.hpp"

namespace clearmargin {

/// Shows by the AnchorStateRegistry of 2024 that an output stands. The proof has "registry_proof".
/// Refuses as ProvenContract; output_not_found, output_root_mismatch
/// Spec    ethereum-optimism/optimism@d317e96
/// packages/contracts-bedrock/snapshots/storageLayout/AnchorStateRegistry.json
void verify_anchor(const Proven<ExecutionBlock>& parent, const LegacyAnchors& anchors, const Output& output,
                   const FieldReader& proof, Standing& to);

/// Shows by the L2OutputOracle that an output stands. The proof has "oracle_proof" and "output_index".
/// Refuses as ProvenContract; output_not_found, output_root_mismatch, output_block_mismatch
/// Spec    ethereum-optimism/optimism@d317e96 packages/contracts-bedrock/snapshots/storageLayout/L2OutputOracle.json
void verify_oracle(const Proven<ExecutionBlock>& parent, const OutputOracle& source, const Output& output,
                   const FieldReader& proof, Standing& to);

}  // namespace clearmargin
