#pragma once

#include <cstdint>
#include <span>

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "core/result/result.hpp"
#include "light-client/evm/account.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

// The two system contracts that keep the past in the state.
// Spec    EIP-2935 and EIP-4788, "Specification"
inline constexpr Address HISTORY_STORAGE_ADDRESS = "0x0000f90827f1c53a10cb7a02335b175320002935"_address;
inline constexpr std::uint64_t HISTORY_SERVE_WINDOW = 8191;
inline constexpr Address BEACON_ROOTS_ADDRESS = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"_address;
inline constexpr std::uint64_t HISTORY_BUFFER_LENGTH = 8191;

/// A beacon block that the execution layer's state names.
struct NamedBeaconBlock {
    Bytes32 root;             ///< hash_tree_root of its header
    UnixSeconds named_at = 0; ///< the time of the execution block whose parent beacon block it is

    friend bool operator==(const NamedBeaconBlock&, const NamedBeaconBlock&) = default;
};

}  // namespace clearmargin

namespace clearmargin::verifiers {

/// From a proven block back to older ones. What is found keeps the newer block's evidence and has its own, older time.
class BlockHistory {
  public:
    /// An ancestor by parent hashes.
    /// Shape   headers: RLP, the proven block's own first, each the child of the next; the last one is the ancestor
    /// Fails   missing_member for no header; block_hash_mismatch, and as decode_execution_header, at "[i]"
    [[nodiscard]] static Result<Proven<ExecutionBlock>> prove_ancestor(const Proven<ExecutionBlock>& block,
                                                                       std::span<const Bytes> headers);

    /// An ancestor by the history contract's storage in `block`'s state, and its own header.
    /// Shape   number: of the ancestor. answer: an eth_getProof answer for HISTORY_STORAGE_ADDRESS at `block` with the
    ///         slot number % HISTORY_SERVE_WINDOW. header: the ancestor's RLP
    /// Fails   block_out_of_history unless block - 8191 <= number < block, or where the contract has no such entry;
    ///         as EvmState::prove_account and prove_storage; block_hash_mismatch, as decode_execution_header, at "header"
    /// Spec    EIP-2935
    [[nodiscard]] static Result<Proven<ExecutionBlock>> prove_by_history_contract(const Proven<ExecutionBlock>& block,
                                                                                  std::uint64_t number,
                                                                                  const JsonReader& answer,
                                                                                  ByteView header);

    /// The parent beacon block's root of the execution block with that timestamp, by the beacon roots contract.
    /// Shape   answer: an eth_getProof answer for BEACON_ROOTS_ADDRESS at `block` with the slots t % 8191 and
    ///         t % 8191 + 8191
    /// Fails   block_out_of_history where the contract has another timestamp there; as EvmState::prove_account and
    ///         prove_storage
    /// Spec    EIP-4788
    [[nodiscard]] static Result<Proven<NamedBeaconBlock>> prove_beacon_block(const Proven<ExecutionBlock>& block,
                                                                             UnixSeconds timestamp,
                                                                             const JsonReader& answer);
};

}  // namespace clearmargin::verifiers
