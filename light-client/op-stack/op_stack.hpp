#pragma once

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/execution_block.hpp"
#include "light-client/op-stack/op_stack_chain.hpp"

namespace clearmargin::verifiers {

/// Blocks of OP Stack chains, from a proven block of their parent chain on.
class OpStack {
  public:
    /// The L2 block whose output `parent`'s state anchors.
    /// Shape   proof: {"kind", "header_rlp", "message_passer_storage_root"} (the last may be left out from Isthmus on,
    ///         where the header has it), and by kind, each proof an eth_getProof answer at `parent`:
    ///         "game": "factory_proof", "game_proof", "guardian_proof", and either "game_type" and "extra_data" (the
    ///         game is found by what it claims) or "game_index" (by its place in the list); "anchor_game":
    ///         "factory_proof", "guardian_proof", "game_type", "extra_data"; "anchor": "registry_proof"; "oracle":
    ///         "oracle_proof", "output_index"
    /// Level   proven for a game that was won, is past its finality delay and was not set aside, and for an output past
    ///         the oracle's period; proposed for one that may come to that
    /// Fails   parent_block_of_another_chain, anchor_not_in_policy; as decode_execution_header and EvmState;
    ///         rollup_contract_absent, output_not_found, output_root_mismatch, output_block_mismatch,
    ///         unsupported_game_type, malformed_game, game_lost, game_blacklisted, game_retired,
    ///         game_type_not_respected, guardian_not_initialized
    /// Port    ages are measured by the parent block's time, not by a clock
    [[nodiscard]] static Result<Proven<ExecutionBlock>> prove_block(const Proven<ExecutionBlock>& parent,
                                                                    const OpStackChain& chain, const JsonReader& proof);
};

}  // namespace clearmargin::verifiers
