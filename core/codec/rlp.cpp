#include "core/codec/rlp.hpp"

#include <string>

namespace clearmargin {
namespace {

constexpr std::uint8_t string_base = 0x80;
constexpr std::uint8_t list_base = 0xc0;
/// The longest payload whose length stands in the first byte.
constexpr std::size_t max_short = 55;

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_rlp, "", expected); }

// What follows returns what was expected instead, or null where nothing is wrong.

/// The payload's length, where it stands in the `count` bytes after the first.
const char* read_long_length(ByteView from, std::size_t count, std::size_t& length) {
    if (from.size() < 1 + count) return "RLP length cut short";
    if (from[1] == 0) return "an RLP length without leading zeros";
    if (count > sizeof(std::uint32_t)) return "an RLP length within the bytes given";
    std::uint32_t number = 0;
    for (std::size_t i = 1; i <= count; ++i) number = (number << 8U) | from[i];
    if (number <= max_short) return "the short form of an RLP length up to 55";
    length = number;
    return nullptr;
}

const char* read_item(ByteView& from, RlpItem& item) {
    if (from.empty()) return "an RLP item, got no bytes";
    const std::uint8_t first = from[0];
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
            if (const char* wrong = read_long_length(from, count, length)) return wrong;
            header += count;
        }
    }
    if (length > from.size() - header) return "an RLP item within the bytes given";
    item.payload = from.subspan(header, length);
    item.encoding = from.first(header + length);
    if (header == 1 && !item.is_list && length == 1 && item.payload[0] < string_base) {
        return "a byte below 0x80 as itself";
    }
    from = from.subspan(header + length);
    return nullptr;
}

}  // namespace

Result<RlpItem> read_rlp(ByteView& from) {
    RlpItem item;
    if (const char* wrong = read_item(from, item)) return malformed(wrong);
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
        if (const char* wrong = read_item(rest, to[count])) return malformed(wrong);
    }
    return count;
}

Status check_rlp_string(const RlpItem& item, std::size_t size) {
    if (!item.is_list && item.payload.size() == size) return {};
    return refuse(ErrorCode::malformed_rlp, "", "a string of " + std::to_string(size) + " bytes",
                  std::to_string(item.payload.size()) + (item.is_list ? " bytes of list" : " bytes"));
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
