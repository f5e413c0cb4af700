#pragma once

#include "core/evidence/proven.hpp"
#include "light-client/op-stack/op_stack_chain.hpp"
#include "light-client/op-stack/output.hpp"

namespace clearmargin {

/// Shows by a game that an output stands. The proof has "factory_proof", "game_proof" and, where the policy names a
/// guardian, "guardian_proof"; and either "game_type" and "extra_data", to find the game by what it claims, or
/// "game_index", by its place in the factory's list.
/// Refuses as ProvenContract; output_not_found, output_block_mismatch, output_root_mismatch, unsupported_game_type,
///         malformed_game, game_lost, game_blacklisted, game_retired, game_type_not_respected, guardian_not_initialized
/// Spec    ethereum-optimism/optimism@0973cab packages/contracts-bedrock/src/dispute/AnchorStateRegistry.sol
///         #isGameClaimValid
/// Port    a game has to be of the type respected now; newer contracts ask for the type respected at its creation
void verify_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games, const Output& output,
                 const FieldReader& proof, Standing& to);

/// The same by the game that AnchorStateRegistry holds as its anchor: such a game was won and final when it became so.
/// The proof has "factory_proof", "guardian_proof", "game_type" and "extra_data".
/// Refuses likewise; anchor_not_in_policy where the policy names no AnchorStateRegistry as guardian
void verify_anchor_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games, const Output& output,
                        const FieldReader& proof, Standing& to);

}  // namespace clearmargin
