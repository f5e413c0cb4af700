#include "light-client/evm/trie_proof.hpp"

#include <string>

#include "core/crypto/keccak256.hpp"
#include "light-client/evm/trie_node.hpp"

namespace clearmargin {
namespace {

using Kind = TrieEntry::Kind;

/// A proof being read from the root down.
class Walk {
  public:
    explicit Walk(std::span<const Bytes> proof) : proof_(proof) {}

    /// The next element, which has to hash to `hash`.
    Status follow_hash(ByteView hash, RlpItem& to) {
        if (used_ == proof_.size()) {
            return refuse(ErrorCode::incomplete_proof, "", "the node " + to_hex(hash),
                          std::to_string(used_) + " nodes");
        }
        const Bytes& element = proof_[used_++];
        const Bytes32 got = keccak256(element);
        if (!equal(got.view(), hash)) {
            return at_element(refuse(ErrorCode::trie_node_hash_mismatch, "", to_hex(hash), to_hex(got)));
        }
        // The root has a hash however short it is.
        if (used_ > 1 && element.size() < Bytes32::size()) {
            return at_element(
                refuse(ErrorCode::malformed_trie_node, "", "a node of fewer than 32 bytes in its parent"));
        }
        auto decoded = decode_rlp(element);
        if (!decoded.ok()) return at_element(std::move(decoded).refusal());
        to = decoded.value();
        return {};
    }

    /// The node that `reference` names: an element, or inside the one read last. Some provers list those inside as
    /// elements too.
    Status follow(const RlpItem& reference, RlpItem& to) {
        if (!reference.is_list) return follow_hash(reference.payload, to);
        if (used_ < proof_.size() && equal(proof_[used_], reference.encoding)) ++used_;
        to = reference;
        return {};
    }

    Status finish() const {
        if (used_ == proof_.size()) return {};
        return refuse(ErrorCode::unused_proof_nodes, "[" + std::to_string(used_) + "]", used_, proof_.size());
    }

    [[nodiscard]] Refusal at_element(Refusal error) const { return under(element_path(), std::move(error)); }
    [[nodiscard]] std::string element_path() const { return "[" + std::to_string(used_ - 1) + "]"; }

  private:
    std::span<const Bytes> proof_;
    std::size_t used_ = 0;
};

/// Whether the steps of `path` are those of `key` from `position` on.
bool is_prefix(const TriePath& path, ByteView key, std::size_t position) {
    if (path.size() > 2 * key.size() - position) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != key_nibble(key, position + i)) return false;
    }
    return true;
}

Status walk_empty_trie(Walk& walk, std::span<const Bytes> proof) {
    if (proof.empty()) return {};
    RlpItem item;
    TRY(walk.follow_hash(EMPTY_TRIE_ROOT.view(), item));
    return walk.finish();
}

/// Walks to where `key` leads and says in `entry` what is there; an entry that is not absent is only so if the walk
/// ends well.
Status walk_to(ByteView key, const Bytes32& root, Walk& walk, TrieEntry& entry) {
    RlpItem item;
    TRY(walk.follow_hash(root.view(), item));
    const std::size_t steps = 2 * key.size();
    bool after_extension = false;
    // Each turn takes at least one step of the key, so that it ends.
    for (std::size_t position = 0;;) {
        TrieNode node;
        Status decoded = decode_trie_node(item, node);
        if (!decoded.ok()) return walk.at_element(std::move(decoded).refusal());
        if (after_extension && node.kind != TrieNode::Kind::branch) {
            return walk.at_element(refuse(ErrorCode::malformed_trie_node, "", "a branch after an extension"));
        }
        if (node.kind == TrieNode::Kind::leaf) {
            const bool found = node.path.size() == steps - position && is_prefix(node.path, key, position);
            if (found) entry = TrieEntry{Kind::leaf, node.second().payload};
            return walk.finish();
        }
        const RlpItem* next = nullptr;
        if (node.kind == TrieNode::Kind::extension) {
            if (!is_prefix(node.path, key, position)) return walk.finish();
            position += node.path.size();
            next = &node.second();
        } else if (position == steps) {
            const ByteView value = node.branch_value().payload;
            if (!value.empty()) entry = TrieEntry{Kind::branch, value};
            return walk.finish();
        } else {
            next = &node.child(key_nibble(key, position++));
            if (!next->is_list && next->payload.empty()) return walk.finish();
        }
        after_extension = node.kind == TrieNode::Kind::extension;
        TRY(walk.follow(*next, item));
    }
}

}  // namespace

Result<TrieEntry> verify_trie_proof(const Bytes32& root, ByteView key, std::span<const Bytes> proof) {
    Walk walk(proof);
    TrieEntry entry;
    TRY(root == EMPTY_TRIE_ROOT ? walk_empty_trie(walk, proof) : walk_to(key, root, walk, entry));
    return entry;
}

Result<std::optional<ByteView>> verify_secure_trie_proof(const Bytes32& root, ByteView key,
                                                         std::span<const Bytes> proof) {
    const Bytes32 hashed_key = keccak256(key);
    TRY(const TrieEntry entry, verify_trie_proof(root, hashed_key.view(), proof));
    switch (entry.kind) {
        case Kind::absent:
            return std::optional<ByteView>();
        case Kind::leaf:
            return std::optional<ByteView>(entry.value);
        case Kind::branch:
            break;
    }
    return refuse(ErrorCode::malformed_trie_node, "[" + std::to_string(proof.size() - 1) + "]",
                  "no entry in a branch of a trie with hashed keys");
}

}  // namespace clearmargin
