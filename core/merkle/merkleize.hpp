#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"

namespace clearmargin {

/// The root of the smallest full binary tree over `chunks`, filled up with zero chunks; a zero chunk where there are none.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#merkleization, merkleize without a limit
[[nodiscard]] Bytes32 merkleize(std::vector<Bytes32> chunks) noexcept;

/// The root of a byte vector of a fixed length: its 32-byte chunks, the last one filled with zeros.
/// Spec    as above, hash_tree_root of ByteVector and Bitvector
[[nodiscard]] Bytes32 hash_tree_root_of_bytes(ByteView bytes) noexcept;

/// Spec    as above, mix_in_length: the root of a list
[[nodiscard]] Bytes32 mix_in_length(const Bytes32& root, std::uint64_t length) noexcept;

/// The root of a uint64: itself, least significant byte first, filled with zeros.
[[nodiscard]] Bytes32 hash_tree_root(std::uint64_t value) noexcept;

/// The root of a uint256: itself, least significant byte first.
[[nodiscard]] Bytes32 hash_tree_root(const U256& value) noexcept;

}  // namespace clearmargin
