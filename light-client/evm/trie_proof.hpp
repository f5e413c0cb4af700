#pragma once

#include <optional>
#include <span>

#include "core/bytes/fixed_bytes.hpp"
#include "core/bytes/hex.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Root of the trie without entries: keccak256(0x80).
/// Spec    Ethereum yellow paper, appendix D
inline constexpr Bytes32 EMPTY_TRIE_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"_bytes32;

/// What a proof shows of a key.
struct TrieEntry {
    enum class Kind : std::uint8_t { absent, leaf, branch };
    Kind kind = Kind::absent;
    ByteView value;  ///< never empty where there is an entry; points into the proof
};

/// What the Merkle-Patricia trie under `root` holds at `key`.
/// Shape   proof: the RLP of the nodes from the root down, in order, each once. A node embedded in its parent needs no
///         element of its own and may have one. The empty trie has no elements, or the one byte 0x80.
/// Fails   trie_node_hash_mismatch, malformed_rlp, malformed_trie_node, incomplete_proof (also for a proof that stops
///         before an absence is shown), unused_proof_nodes; the path is "[i]", counting elements
/// Spec    Ethereum yellow paper, appendix D
/// Port    lookups by hash take nodes in any order and ignore the rest; here each element is the next node
[[nodiscard]] Result<TrieEntry> verify_trie_proof(const Bytes32& root, ByteView key, std::span<const Bytes> proof);

/// What the trie under `root` holds at keccak256(`key`): state and storage tries hash their keys.
/// Fails   likewise; malformed_trie_node for an entry in a branch, where no key of 32 bytes can end
[[nodiscard]] Result<std::optional<ByteView>> verify_secure_trie_proof(const Bytes32& root, ByteView key,
                                                                       std::span<const Bytes> proof);

}  // namespace clearmargin
