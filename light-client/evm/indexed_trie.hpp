#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What a block's trie of receipts or transactions holds at `index`; absent where the block has no such index.
/// Shape   proof: RLP of the nodes from the root down; the value points into it
/// Fails   as verify_trie_proof, paths "[i]"; malformed_trie_node for an entry in a branch: no index's key begins another's
/// Spec    Ethereum yellow paper, section 4.4.2: the key is rlp(index), not hashed
[[nodiscard]] Result<std::optional<ByteView>> verify_indexed_proof(const Bytes32& root, std::uint64_t index,
                                                                   std::span<const Bytes> proof);

}  // namespace clearmargin
