#pragma once

#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A receipt or transaction of a block: its type and the RLP list of its fields.
/// Spec    EIP-2718: a type below 0x80 and its payload, or without a type what EIP-2718 calls legacy, here type 0
struct TypedEnvelope {
    std::uint8_t type = 0;  ///< 0 legacy, 1 EIP-2930, 2 EIP-1559, 3 EIP-4844, 4 EIP-7702
    ByteView payload;       ///< points into the envelope
};

/// Splits an envelope. Its payload is not looked at.
/// Fails   malformed_rlp for nothing at all, or a first byte that is neither; unsupported_envelope_type
[[nodiscard]] Result<TypedEnvelope> open_envelope(ByteView envelope);

}  // namespace clearmargin
