#pragma once

#include <cstdint>

#include "core/asset/caip.hpp"
#include "core/bytes/fixed_bytes.hpp"
#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// What proofs about an EVM chain's state start from. A `Proven<ExecutionBlock>` says that this block is on the chain;
/// how firmly, its evidence says.
struct ExecutionBlock {
    ChainId chain;
    std::uint64_t number = 0;
    Bytes32 hash;           ///< keccak256 of the header's RLP
    Bytes32 state_root;     ///< of the trie of accounts
    Bytes32 receipts_root;  ///< of the trie of receipts, EIP-2718
    UnixSeconds timestamp = 0;

    friend bool operator==(const ExecutionBlock&, const ExecutionBlock&) = default;
};

/// A block of which only the hash is proven: from Gloas on a beacon header commits to no more (EIP-7732).
/// The header's RLP, checked against the hash, makes an `ExecutionBlock` of it.
struct ExecutionBlockHash {
    ChainId chain;
    Bytes32 hash;
    UnixSeconds committed_at = 0;  ///< the time of the beacon slot that names it; the block itself is older

    friend bool operator==(const ExecutionBlockHash&, const ExecutionBlockHash&) = default;
};

}  // namespace clearmargin
