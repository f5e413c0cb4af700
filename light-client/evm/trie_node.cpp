#include "light-client/evm/trie_node.hpp"

#include <string>

namespace clearmargin {
namespace {

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_trie_node, "", expected); }

/// A reference is the hash of the child, or the child itself where its RLP is shorter than a hash.
bool is_reference(const RlpItem& item) {
    return item.is_list ? item.encoding.size() < Bytes32::size() : item.payload.size() == Bytes32::size();
}

bool is_empty_string(const RlpItem& item) { return !item.is_list && item.payload.empty(); }

Status check_branch(const TrieNode& node) {
    for (std::uint8_t nibble = 0; nibble < 16; ++nibble) {
        const RlpItem& child = node.child(nibble);
        if (!is_empty_string(child) && !is_reference(child)) {
            return malformed("a branch whose children are empty, a hash, or a node of fewer than 32 bytes");
        }
    }
    if (node.branch_value().is_list) return malformed("a branch whose value is a string");
    return {};
}

Status read_path(TrieNode& node, const RlpItem& encoded) {
    if (encoded.is_list || encoded.payload.empty()) return malformed("a path in hex-prefix encoding");
    const std::uint8_t flag = encoded.payload[0] >> 4U;
    const bool is_odd = (flag & 1U) != 0;
    if (flag > 3 || (!is_odd && (encoded.payload[0] & 15U) != 0)) {
        return malformed("a path in hex-prefix encoding");
    }
    node.kind = flag >= 2 ? TrieNode::Kind::leaf : TrieNode::Kind::extension;
    node.path = TriePath(encoded.payload, is_odd ? 1 : 2);
    return {};
}

}  // namespace

std::uint8_t key_nibble(ByteView key, std::size_t i) noexcept {
    return i % 2 == 0 ? key[i / 2] >> 4U : key[i / 2] & 15U;
}

std::uint8_t TriePath::operator[](std::size_t i) const noexcept { return key_nibble(bytes_, first_ + i); }

Result<TrieNode> decode_trie_node(const RlpItem& item) {
    if (!item.is_list) return malformed("a node, got a string");
    TrieNode node;
    TRY(const std::size_t count, read_rlp_items(item, node.items));
    if (count == node.items.size()) {
        TRY(check_branch(node));
        return node;
    }
    if (count != 2) return malformed("a node of 2 or 17 items, got " + std::to_string(count));
    TRY(read_path(node, node.items[0]));
    if (node.kind == TrieNode::Kind::leaf) {
        if (node.second().is_list || node.second().payload.empty()) return malformed("a leaf with a value");
        return node;
    }
    if (node.path.size() == 0) return malformed("an extension with a path");
    if (!is_reference(node.second())) return malformed("an extension with a child");
    return node;
}

}  // namespace clearmargin
