#pragma once

#include <cstdint>
#include <optional>

#include "core/result/result.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// An execution block's header as its RLP has it. The views point into the RLP.
/// Spec    Ethereum yellow paper, section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685, EIP-7928, EIP-7843
struct ExecutionHeader {
    Bytes32 hash;  ///< keccak256 of the RLP
    Bytes32 parent_hash;
    Bytes32 state_root;
    Bytes32 transactions_root;
    Bytes32 receipts_root;
    std::uint64_t number = 0;
    UnixSeconds timestamp = 0;
    ByteView extra_data;
    Bytes32 mix_hash;
    std::optional<Bytes32> withdrawals_root;          ///< from Shanghai on
    std::optional<Bytes32> parent_beacon_block_root;  ///< from Cancun on: of the parent's beacon block
};

/// Shape   rlp: 16 fields (London), 17 (Shanghai), 20 (Cancun), 21 (Prague) or 23 (Amsterdam)
/// Fails   malformed_rlp; unknown_header_format for another number of fields
[[nodiscard]] Result<ExecutionHeader> decode_execution_header(ByteView rlp);

/// The block whose header is `rlp`, if that is the header with the hash `hash`.
/// Fails   block_hash_mismatch; as decode_execution_header
[[nodiscard]] Result<ExecutionBlock> verify_execution_header(const ChainId& chain, const Bytes32& hash, ByteView rlp);

/// The part of a header that proofs start from.
[[nodiscard]] ExecutionBlock execution_block(const ChainId& chain, const ExecutionHeader& header);

}  // namespace clearmargin
