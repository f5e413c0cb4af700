#include "core/codec/rlp_writer.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

void append(Bytes& to, ByteView bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

ByteView without_leading_zeros(const Bytes32& word) {
    const auto first = std::find_if(word.begin(), word.end(), [](std::uint8_t byte) { return byte != 0; });
    return word.view().subspan(static_cast<std::size_t>(first - word.begin()));
}

void append_header(Bytes& to, std::uint8_t base, std::size_t length) {
    constexpr std::size_t max_short = 55;
    if (length <= max_short) {
        to.push_back(static_cast<std::uint8_t>(base + length));
        return;
    }
    const Bytes32 word = U256(length).to_be();
    const ByteView digits = without_leading_zeros(word);
    to.push_back(static_cast<std::uint8_t>(base + max_short + digits.size()));
    append(to, digits);
}

}  // namespace

void append_rlp_string(Bytes& to, ByteView string) {
    if (string.size() != 1 || string[0] >= 0x80) append_header(to, 0x80, string.size());
    append(to, string);
}

void append_rlp_integer(Bytes& to, const U256& value) {
    const Bytes32 word = value.to_be();
    append_rlp_string(to, without_leading_zeros(word));
}

void append_rlp_list(Bytes& to, ByteView items) {
    append_header(to, 0xc0, items.size());
    append(to, items);
}

}  // namespace clearmargin
