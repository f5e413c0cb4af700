#pragma once

#include <cstdint>

namespace clearmargin {

/// `from` points at 4 bytes, least significant first.
[[nodiscard]] constexpr std::uint32_t load_u32_le(const std::uint8_t* from) noexcept {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = (value << 8U) | from[i];
    return value;
}

/// `from` points at 8 bytes, least significant first.
[[nodiscard]] constexpr std::uint64_t load_u64_le(const std::uint8_t* from) noexcept {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = (value << 8U) | from[i];
    return value;
}

/// `from` points at 8 bytes, most significant first.
[[nodiscard]] constexpr std::uint64_t load_u64_be(const std::uint8_t* from) noexcept {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = (value << 8U) | from[i];
    return value;
}

/// Writes 8 bytes to `to`, least significant first.
constexpr void store_u64_le(std::uint64_t value, std::uint8_t* to) noexcept {
    for (int i = 0; i < 8; ++i) to[i] = static_cast<std::uint8_t>(value >> (8U * static_cast<unsigned>(i)));
}

/// Writes 8 bytes to `to`, most significant first.
constexpr void store_u64_be(std::uint64_t value, std::uint8_t* to) noexcept {
    for (int i = 0; i < 8; ++i) to[7 - i] = static_cast<std::uint8_t>(value >> (8U * static_cast<unsigned>(i)));
}

}  // namespace clearmargin
