#pragma once

#include <map>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin::tests {

/// A Merkle-Patricia trie built the plain way: rebuilt from all entries for every question.
class TestTrie {
  public:
    /// An empty value takes the entry out.
    void put(const Bytes& key, const Bytes& value);
    /// The same under keccak256(key).
    void put_hashed(ByteView key, const Bytes& value);

    [[nodiscard]] Bytes32 root() const;
    /// The nodes on the way to `key`, as eth_getProof lists them: an embedded node only inside its parent.
    [[nodiscard]] std::vector<Bytes> prove(ByteView key) const;
    [[nodiscard]] std::vector<Bytes> prove_hashed(ByteView key) const;

  private:
    std::map<Bytes, Bytes> entries_;
};

// Encodings of single nodes. A path is a list of nibbles; a reference is already encoded: see `reference_to`.

[[nodiscard]] Bytes leaf_node(const Bytes& path, const Bytes& value);
[[nodiscard]] Bytes extension_node(const Bytes& path, const Bytes& encoded_reference);
/// `children`: sixteen encoded references, empty for none.
[[nodiscard]] Bytes branch_node(const std::vector<Bytes>& children, const Bytes& value);
/// The node itself where it is shorter than a hash, else the encoding of its hash.
[[nodiscard]] Bytes reference_to(const Bytes& node);
[[nodiscard]] Bytes rlp_string(ByteView string);
[[nodiscard]] Bytes rlp_list(const std::vector<Bytes>& encoded_items);

}  // namespace clearmargin::tests
