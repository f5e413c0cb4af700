#include "core/codec/rlp.hpp"

#include <string>

namespace clearmargin {
namespace {

constexpr std::uint8_t string_base = 0x80;
constexpr std::uint8_t list_base = 0xc0;
/// The longest payload whose length stands in the first byte.
constexpr std::size_t max_short = 55;

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_rlp, "", expected); }

/// The payload's length, where it stands in the `count` bytes after the first.
Result<std::size_t> long_length(ByteView from, std::size_t count) {
    if (from.size() < 1 + count) return malformed("RLP length cut short");
    if (from[1] == 0) return malformed("an RLP length without leading zeros");
    if (count > sizeof(std::uint32_t)) return malformed("an RLP length within the bytes given");
    std::uint32_t length = 0;
    for (std::size_t i = 1; i <= count; ++i) length = (length << 8U) | from[i];
    if (length <= max_short) return malformed("the short form of an RLP length up to 55");
    return std::size_t{length};
}

}  // namespace

Result<RlpItem> read_rlp(ByteView& from) {
    if (from.empty()) return malformed("an RLP item, got no bytes");
    const std::uint8_t first = from[0];
    RlpItem item;
    item.is_list = first >= list_base;
    std::size_t header = 1;
    std::size_t length = 0;
    if (first < string_base) {
        header = 0;  // the byte is its own encoding
        length = 1;
    } else {
        length = static_cast<std::size_t>(first - (item.is_list ? list_base : string_base));
        if (length > max_short) {
            const std::size_t count = length - max_short;
            TRY(length, long_length(from, count));
            header += count;
        }
    }
    if (length > from.size() - header) return malformed("an RLP item within the bytes given");
    item.payload = from.subspan(header, length);
    item.encoding = from.first(header + length);
    if (header == 1 && !item.is_list && length == 1 && item.payload[0] < string_base) {
        return malformed("a byte below 0x80 as itself");
    }
    from = from.subspan(header + length);
    return item;
}

Result<RlpItem> decode_rlp(ByteView encoding) {
    TRY(const RlpItem item, read_rlp(encoding));
    if (!encoding.empty()) return malformed("one RLP item, got " + std::to_string(encoding.size()) + " bytes after it");
    return item;
}

Result<std::size_t> read_rlp_items(const RlpItem& list, std::span<RlpItem> to) {
    if (!list.is_list) return malformed("an RLP list, got a string");
    std::size_t count = 0;
    for (ByteView rest = list.payload; !rest.empty(); ++count) {
        if (count == to.size()) return malformed("an RLP list of at most " + std::to_string(to.size()) + " items");
        TRY(to[count], read_rlp(rest));
    }
    return count;
}

Result<U256> rlp_integer(const RlpItem& item) {
    if (item.is_list) return malformed("an RLP integer, got a list");
    if (!item.payload.empty() && item.payload[0] == 0) return malformed("an RLP integer without leading zeros");
    const auto value = U256::from_be_bytes(item.payload);
    if (!value) return malformed("an RLP integer of at most 32 bytes");
    return *value;
}

Result<std::uint64_t> rlp_u64(const RlpItem& item) {
    TRY(const U256 value, rlp_integer(item));
    const auto small = value.to_u64();
    if (!small) return malformed("an RLP integer of at most 8 bytes");
    return *small;
}

}  // namespace clearmargin
