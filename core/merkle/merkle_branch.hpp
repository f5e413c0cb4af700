#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin {

/// The place of a node in a binary Merkle tree: the root is 1, the children of n are 2n and 2n + 1.
/// Spec    consensus-specs@a08d8a6 ssz/merkle-proofs.md#generalized-merkle-tree-index
using GeneralizedIndex = std::uint64_t;

/// The depth of a node: floor(log2(gindex)), for a gindex above 0.
/// Spec    consensus-specs@a08d8a6 altair/sync-protocol.md#floorlog2
[[nodiscard]] std::size_t floorlog2(GeneralizedIndex gindex) noexcept;

/// The node's place among those of its depth.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#get_subtree_index
[[nodiscard]] std::uint64_t get_subtree_index(GeneralizedIndex gindex) noexcept;

/// Whether `leaf` sits at place `index` of depth `depth` under `root`.
/// Shape   branch: sibling nodes, leaf to root
/// Fails   false unless it has exactly `depth` of them
/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#is_valid_merkle_branch
/// Port    the spec ignores nodes beyond `depth` and fails on missing ones; here any other length is false
[[nodiscard]] bool is_valid_merkle_branch(const Bytes32& leaf, std::span<const Bytes32> branch, std::size_t depth,
                                          std::uint64_t index, const Bytes32& root) noexcept;

/// Whether `leaf` sits at generalized index `gindex` under `root`, where `branch` may be padded in front with zeros.
/// Shape   branch: sibling nodes, leaf to root, at least floorlog2(gindex) of them
/// Fails   false for a short branch, a non-zero padding node or gindex 0
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_valid_normalized_merkle_branch
/// Port    the spec subtracts signed lengths; here a short branch is refused before the difference could wrap
[[nodiscard]] bool is_valid_normalized_merkle_branch(const Bytes32& leaf, std::span<const Bytes32> branch,
                                                     GeneralizedIndex gindex, const Bytes32& root) noexcept;

}  // namespace clearmargin
