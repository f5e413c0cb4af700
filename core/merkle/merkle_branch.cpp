#include "core/merkle/merkle_branch.hpp"

#include <algorithm>
#include <bit>

#include "core/crypto/sha256.hpp"

namespace clearmargin {

std::size_t floorlog2(GeneralizedIndex gindex) noexcept { return static_cast<std::size_t>(std::bit_width(gindex)) - 1; }

std::uint64_t get_subtree_index(GeneralizedIndex gindex) noexcept { return gindex - std::bit_floor(gindex); }

bool is_valid_merkle_branch(const Bytes32& leaf, std::span<const Bytes32> branch, std::size_t depth,
                            std::uint64_t index, const Bytes32& root) noexcept {
    if (branch.size() != depth) return false;
    Bytes32 node = leaf;
    for (const Bytes32& sibling : branch) {
        const bool is_right_child = (index & 1U) != 0;
        node = is_right_child ? sha256_pair(sibling, node) : sha256_pair(node, sibling);
        index >>= 1U;
    }
    return node == root;
}

bool is_valid_normalized_merkle_branch(const Bytes32& leaf, std::span<const Bytes32> branch, GeneralizedIndex gindex,
                                       const Bytes32& root) noexcept {
    if (gindex == 0) return false;
    const std::size_t depth = floorlog2(gindex);
    if (branch.size() < depth) return false;
    const auto padding = branch.first(branch.size() - depth);
    if (!std::all_of(padding.begin(), padding.end(), is_zero<32>)) return false;
    return is_valid_merkle_branch(leaf, branch.last(depth), depth, get_subtree_index(gindex), root);
}

}  // namespace clearmargin
