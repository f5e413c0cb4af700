#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// `0x` and two lower-case digits a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);

template <std::size_t N>
[[nodiscard]] std::string to_hex(const FixedBytes<N>& bytes) {
    return to_hex(bytes.view());
}

/// The bytes of `text`: `0x` and an even number of hex digits of either case.
/// Fails   malformed_hex, with an empty path
[[nodiscard]] Result<Bytes> decode_hex(std::string_view text);

/// Writes the bytes of `text` to `to`, which has room for exactly `size`.
/// Fails   malformed_hex; wrong_length for any other number of bytes
[[nodiscard]] Status decode_hex_into(std::string_view text, std::uint8_t* to, std::size_t size);

template <std::size_t N>
[[nodiscard]] Result<FixedBytes<N>> decode_hex_fixed(std::string_view text) {
    FixedBytes<N> out;
    TRY(decode_hex_into(text, out.data(), N));
    return out;
}

namespace detail {

consteval std::array<std::int8_t, 256> hex_digit_table() {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (int i = 0; i < 10; ++i) table[static_cast<std::size_t>('0' + i)] = static_cast<std::int8_t>(i);
    for (int i = 0; i < 6; ++i) {
        table[static_cast<std::size_t>('a' + i)] = static_cast<std::int8_t>(10 + i);
        table[static_cast<std::size_t>('A' + i)] = static_cast<std::int8_t>(10 + i);
    }
    return table;
}
inline constexpr std::array<std::int8_t, 256> hex_digits = hex_digit_table();

}  // namespace detail

/// The value of one hex digit of either case, or -1.
[[nodiscard]] constexpr int hex_digit(char c) noexcept { return detail::hex_digits[static_cast<unsigned char>(c)]; }

namespace detail {

template <std::size_t N>
consteval FixedBytes<N> hex_literal(const char* text, std::size_t size) {
    // A literal of any other form does not compile: the index below leaves its array.
    FixedBytes<N> out;
    if (size != 2 + 2 * N || text[0] != '0' || text[1] != 'x') out.bytes.at(N) = 0;
    for (std::size_t i = 0; i < N; ++i) {
        const int high = hex_digit(text[2 + 2 * i]);
        const int low = hex_digit(text[3 + 2 * i]);
        if (high < 0 || low < 0) out.bytes.at(N) = 0;
        out.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return out;
}

}  // namespace detail

consteval Bytes4 operator""_bytes4(const char* text, std::size_t size) { return detail::hex_literal<4>(text, size); }
consteval Bytes20 operator""_address(const char* text, std::size_t size) { return detail::hex_literal<20>(text, size); }
consteval Bytes32 operator""_bytes32(const char* text, std::size_t size) { return detail::hex_literal<32>(text, size); }

}  // namespace clearmargin
