#pragma once

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "core/result/result.hpp"
#include "light-client/arbitrum/arbitrum_chain.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin::verifiers {

/// Blocks of Arbitrum (Nitro) chains, from a proven block of their parent chain on.
class Arbitrum {
  public:
    /// The L2 block that `parent`'s state confirms or, pending, asserts.
    /// Shape   proof: {"kind", "header_rlp"}, and by kind, each proof an eth_getProof answer at `parent`:
    ///         "outbox": "outbox_proof"; "assertion": "rollup_proof", "assertion" (see read_assertion);
    ///         "node": "rollup_proof", "node" (its number). A "send_root" may be stated; it is the header's that counts
    /// Level   proven for a confirmed assertion or node; proposed for a pending one, without rival, after a confirmed
    /// Fails   parent_block_of_another_chain, anchor_not_in_policy; as decode_execution_header and EvmState;
    ///         malformed_rollup_header, claimed_send_root_mismatch, rollup_contract_absent, assertion_not_found,
    ///         assertion_mismatch, assertion_not_confirmed, assertion_disputed, machine_not_finished
    /// Spec    OffchainLabs/nitro-contracts src/bridge/AbsOutbox.sol, src/rollup/RollupCore.sol
    [[nodiscard]] static Result<Proven<ExecutionBlock>> prove_block(const Proven<ExecutionBlock>& parent,
                                                                    const ArbitrumChain& chain,
                                                                    const JsonReader& proof);
};

}  // namespace clearmargin::verifiers
