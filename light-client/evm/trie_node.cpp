#include "light-client/evm/trie_node.hpp"

#include <string>

namespace clearmargin {
namespace {

/// A reference is the hash of the child, or the child itself where its RLP is shorter than a hash.
bool is_reference(const RlpItem& item) {
    return item.is_list ? item.encoding.size() < Bytes32::size() : item.payload.size() == Bytes32::size();
}

bool is_empty_string(const RlpItem& item) { return !item.is_list && item.payload.empty(); }

// What follows returns what was expected instead, or null where nothing is wrong.

const char* check_branch(const TrieNode& node) {
    for (std::uint8_t nibble = 0; nibble < 16; ++nibble) {
        const RlpItem& child = node.child(nibble);
        if (!is_empty_string(child) && !is_reference(child)) {
            return "a branch whose children are empty, a hash, or a node of fewer than 32 bytes";
        }
    }
    return node.branch_value().is_list ? "a branch whose value is a string" : nullptr;
}

const char* read_path(const RlpItem& encoded, TrieNode& node) {
    constexpr const char* expected = "a path in hex-prefix encoding";
    if (encoded.is_list || encoded.payload.empty()) return expected;
    const std::uint8_t flag = encoded.payload[0] >> 4U;
    const bool is_odd = (flag & 1U) != 0;
    if (flag > 3 || (!is_odd && (encoded.payload[0] & 15U) != 0)) return expected;
    node.kind = flag >= 2 ? TrieNode::Kind::leaf : TrieNode::Kind::extension;
    node.path = TriePath(encoded.payload, is_odd ? 1 : 2);
    return nullptr;
}

const char* read_leaf_or_extension(TrieNode& node) {
    if (const char* wrong = read_path(node.items[0], node)) return wrong;
    if (node.kind == TrieNode::Kind::leaf) {
        return node.second().is_list || node.second().payload.empty() ? "a leaf with a value" : nullptr;
    }
    if (node.path.size() == 0) return "an extension with a path";
    return is_reference(node.second()) ? nullptr : "an extension with a child";
}

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_trie_node, "", expected); }

}  // namespace

std::uint8_t key_nibble(ByteView key, std::size_t i) noexcept {
    return i % 2 == 0 ? key[i / 2] >> 4U : key[i / 2] & 15U;
}

std::uint8_t TriePath::operator[](std::size_t i) const noexcept { return key_nibble(bytes_, first_ + i); }

Status decode_trie_node(const RlpItem& item, TrieNode& to) {
    if (!item.is_list) return malformed("a node, got a string");
    TRY(const std::size_t count, read_rlp_items(item, to.items));
    const bool is_branch = count == to.items.size();
    if (!is_branch && count != 2) return malformed("a node of 2 or 17 items, got " + std::to_string(count));
    const char* wrong = is_branch ? check_branch(to) : read_leaf_or_extension(to);
    if (wrong != nullptr) return malformed(wrong);
    return {};
}

}  // namespace clearmargin
