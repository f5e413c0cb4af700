#pragma once

#include <array>

#include "core/codec/rlp.hpp"

namespace clearmargin {

/// A path through a trie in hex-prefix encoding: four bits a step.
/// Spec    Ethereum yellow paper, appendix C
class TriePath {
  public:
    TriePath() = default;
    /// `first` is 1 or 2: after the flag, and after its filling where the number of steps is even.
    TriePath(ByteView bytes, std::size_t first) : bytes_(bytes), first_(first) {}

    [[nodiscard]] std::size_t size() const noexcept { return 2 * bytes_.size() - first_; }
    [[nodiscard]] std::uint8_t operator[](std::size_t i) const noexcept;

  private:
    ByteView bytes_;
    std::size_t first_ = 0;
};

/// The i-th step of an unprefixed key.
[[nodiscard]] std::uint8_t key_nibble(ByteView key, std::size_t i) noexcept;

/// A node of a Merkle-Patricia trie; views into its RLP.
struct TrieNode {
    enum class Kind : std::uint8_t { branch, extension, leaf };
    Kind kind = Kind::branch;
    TriePath path;  ///< of an extension or leaf
    /// Of a branch: 16 children and the value; of the others the second is child or value.
    std::array<RlpItem, 17> items;

    [[nodiscard]] const RlpItem& child(std::uint8_t nibble) const noexcept { return items[nibble]; }
    [[nodiscard]] const RlpItem& branch_value() const noexcept { return items[16]; }
    [[nodiscard]] const RlpItem& second() const noexcept { return items[1]; }
};

/// Reads `node` into `to`, which has to be new.
/// Fails   malformed_rlp; malformed_trie_node where it is no branch, extension or leaf in canonical form
/// Spec    Ethereum yellow paper, appendix D
[[nodiscard]] Status decode_trie_node(const RlpItem& node, TrieNode& to);

}  // namespace clearmargin
