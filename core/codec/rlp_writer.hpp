#pragma once

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"

namespace clearmargin {

/// Appends the canonical encoding of a string.
/// Spec    Ethereum yellow paper, appendix B
void append_rlp_string(Bytes& to, ByteView string);

/// Appends an unsigned integer: the string of its bytes, most significant first, without leading zeros.
void append_rlp_integer(Bytes& to, const U256& value);

/// Appends a list, given the encodings of its items one after the other.
void append_rlp_list(Bytes& to, ByteView items);

}  // namespace clearmargin
