#pragma once

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin {

/// Spec    FIPS 180-4, SHA-256
[[nodiscard]] Bytes32 sha256(ByteView message) noexcept;

/// The digest of two digests put together: a node of a binary Merkle tree.
[[nodiscard]] Bytes32 sha256_pair(const Bytes32& left, const Bytes32& right) noexcept;

}  // namespace clearmargin
