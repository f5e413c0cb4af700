#include "core/bytes/hex.hpp"

namespace clearmargin {
namespace {

Refusal malformed(std::string_view text) {
    return refuse(ErrorCode::malformed_hex, "", "0x and an even number of hex digits", text);
}

}  // namespace

std::string to_hex(ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "0x";
    out.reserve(2 + 2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 15U]);
    }
    return out;
}

Result<Bytes> decode_hex(std::string_view text) {
    if (text.size() < 2) return malformed(text);
    Bytes out(text.size() / 2 - 1);
    TRY(decode_hex_into(text, out.data(), out.size()));
    return out;
}

Status decode_hex_into(std::string_view text, std::uint8_t* to, std::size_t size) {
    if (text.size() < 2 || text.size() % 2 != 0 || text[0] != '0' || text[1] != 'x') return malformed(text);
    const std::string_view digits = text.substr(2);
    if (digits.size() != 2 * size) {
        return refuse(ErrorCode::wrong_length, "", std::to_string(size) + " bytes", std::to_string(digits.size() / 2));
    }
    // One test at the end: digits and letters alternate at random, and a branch on each would be guessed wrong.
    int all = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const int high = hex_digit(digits[2 * i]);
        const int low = hex_digit(digits[2 * i + 1]);
        all |= high | low;
        to[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    if (all < 0) return malformed(text);
    return {};
}

}  // namespace clearmargin
