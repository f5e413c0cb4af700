#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// One RLP item: views into the bytes it was read from, which have to outlive it.
/// Spec    Ethereum yellow paper, appendix B
struct RlpItem {
    bool is_list = false;
    ByteView payload;   ///< a string's bytes, or the encodings of a list's items
    ByteView encoding;  ///< with its header
};

/// Takes the item at the front of `from`. A list's items are not looked at: read them from its payload.
/// Fails   malformed_rlp where the item is not canonical, or longer than `from`
[[nodiscard]] Result<RlpItem> read_rlp(ByteView& from);

/// The one item that `encoding` is.
/// Fails   malformed_rlp, also for bytes after it
[[nodiscard]] Result<RlpItem> decode_rlp(ByteView encoding);

/// Writes the items of `list` to the front of `to` and returns how many there are.
/// Fails   malformed_rlp for a string, a malformed item, or more items than `to` has room for
[[nodiscard]] Result<std::size_t> read_rlp_items(const RlpItem& list, std::span<RlpItem> to);

/// Fails   malformed_rlp where the item is no string of `size` bytes
[[nodiscard]] Status check_rlp_string(const RlpItem& item, std::size_t size);

/// A string of exactly N bytes.
/// Fails   malformed_rlp
template <std::size_t N>
[[nodiscard]] Result<FixedBytes<N>> rlp_fixed_bytes(const RlpItem& item) {
    TRY(check_rlp_string(item, N));
    return take_fixed<N>(item.payload);
}

/// An unsigned integer: a string of at most 32 bytes without leading zeros.
/// Fails   malformed_rlp
[[nodiscard]] Result<U256> rlp_integer(const RlpItem& item);

/// Fails   malformed_rlp, also above 2^64 - 1
[[nodiscard]] Result<std::uint64_t> rlp_u64(const RlpItem& item);

}  // namespace clearmargin
