#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// An unsigned 256-bit integer: an EVM word. Arithmetic says where it leaves the range; nothing wraps.
struct U256 {
    std::array<std::uint64_t, 4> limbs{};  ///< least significant first

    constexpr U256() = default;
    constexpr U256(std::uint64_t value) : limbs{value, 0, 0, 0} {}  // NOLINT(google-explicit-constructor)

    /// From 32 bytes, most significant first.
    [[nodiscard]] static U256 from_be(const Bytes32& word) noexcept;
    /// From at most 32 bytes, most significant first; absent for more.
    [[nodiscard]] static std::optional<U256> from_be_bytes(ByteView bytes) noexcept;

    [[nodiscard]] Bytes32 to_be() const noexcept;
    [[nodiscard]] bool is_zero() const noexcept;
    [[nodiscard]] bool bit(unsigned index) const noexcept;
    /// How many bits the value takes; 0 for zero.
    [[nodiscard]] unsigned bit_length() const noexcept;
    /// The value as 64 bits; absent above 2^64 - 1.
    [[nodiscard]] std::optional<std::uint64_t> to_u64() const noexcept;

    friend constexpr bool operator==(const U256&, const U256&) = default;
    friend bool operator<(const U256& a, const U256& b) noexcept;
    friend bool operator<=(const U256& a, const U256& b) noexcept { return !(b < a); }
};

/// Absent above 2^256 - 1.
[[nodiscard]] std::optional<U256> checked_add(const U256& a, const U256& b) noexcept;
/// Absent below 0.
[[nodiscard]] std::optional<U256> checked_sub(const U256& a, const U256& b) noexcept;
/// Absent above 2^256 - 1.
[[nodiscard]] std::optional<U256> checked_mul(const U256& a, const U256& b) noexcept;

/// The sum modulo 2^256: Solidity's storage addresses wrap.
[[nodiscard]] U256 wrapping_add(const U256& a, const U256& b) noexcept;

[[nodiscard]] U256 shift_left(const U256& a, unsigned bits) noexcept;   ///< bits shifted out are lost
[[nodiscard]] U256 shift_right(const U256& a, unsigned bits) noexcept;  ///< floor(a / 2^bits)
/// The lowest `bits` bits of `a`.
[[nodiscard]] U256 low_bits(const U256& a, unsigned bits) noexcept;

struct Division {
    U256 quotient;   ///< rounded down
    U256 remainder;  ///< less than the divisor
};
/// Absent for a zero divisor.
[[nodiscard]] std::optional<Division> divide(const U256& dividend, const U256& divisor) noexcept;

/// Decimal digits, without leading zeros.
[[nodiscard]] std::string to_decimal(const U256& value);

/// A whole number in decimal digits, or 0x and 1 to 64 hex digits ("quantity" or word).
/// Fails   malformed_integer; integer_out_of_range above 2^256 - 1
[[nodiscard]] Result<U256> parse_u256(std::string_view text);

}  // namespace clearmargin
