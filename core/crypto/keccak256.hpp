#pragma once

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin {

/// Keccak-256 as Ethereum uses it: with Keccak's own padding, not that of SHA3-256.
/// Spec    Ethereum yellow paper, section 4.1 and appendix F (KEC)
[[nodiscard]] Bytes32 keccak256(ByteView bytes) noexcept;

}  // namespace clearmargin
