#include "light-client/evm/indexed_trie.hpp"

#include <string>

#include "core/codec/rlp_writer.hpp"
#include "light-client/evm/trie_proof.hpp"

namespace clearmargin {

Result<std::optional<ByteView>> verify_indexed_proof(const Bytes32& root, std::uint64_t index,
                                                     std::span<const Bytes> proof) {
    Bytes key;
    append_rlp_integer(key, index);
    TRY(const TrieEntry entry, verify_trie_proof(root, key, proof));
    switch (entry.kind) {
        case TrieEntry::Kind::absent:
            return std::optional<ByteView>();
        case TrieEntry::Kind::leaf:
            return std::optional<ByteView>(entry.value);
        case TrieEntry::Kind::branch:
            break;
    }
    return refuse(ErrorCode::malformed_trie_node, "[" + std::to_string(proof.size() - 1) + "]",
                  "no entry in a branch of a trie of receipts or transactions");
}

}  // namespace clearmargin
