#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clearmargin {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// N bytes, compared and ordered as a byte string. Zero when default constructed.
template <std::size_t N>
struct FixedBytes {
    std::array<std::uint8_t, N> bytes{};

    [[nodiscard]] static constexpr std::size_t size() noexcept { return N; }
    [[nodiscard]] constexpr const std::uint8_t* data() const noexcept { return bytes.data(); }
    [[nodiscard]] constexpr std::uint8_t* data() noexcept { return bytes.data(); }
    [[nodiscard]] constexpr auto begin() const noexcept { return bytes.begin(); }
    [[nodiscard]] constexpr auto end() const noexcept { return bytes.end(); }
    [[nodiscard]] constexpr std::uint8_t operator[](std::size_t i) const noexcept { return bytes[i]; }
    [[nodiscard]] constexpr std::uint8_t& operator[](std::size_t i) noexcept { return bytes[i]; }
    [[nodiscard]] constexpr ByteView view() const noexcept { return ByteView(bytes); }

    friend constexpr bool operator==(const FixedBytes&, const FixedBytes&) = default;
    friend constexpr bool operator<(const FixedBytes& a, const FixedBytes& b) noexcept {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }
};

using Bytes4 = FixedBytes<4>;
using Bytes20 = FixedBytes<20>;
using Bytes32 = FixedBytes<32>;
using Bytes48 = FixedBytes<48>;
using Bytes96 = FixedBytes<96>;

/// An EVM address.
using Address = Bytes20;

template <std::size_t N>
[[nodiscard]] constexpr bool is_zero(const FixedBytes<N>& value) noexcept {
    return std::all_of(value.begin(), value.end(), [](std::uint8_t byte) { return byte == 0; });
}

[[nodiscard]] inline bool equal(ByteView a, ByteView b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// The first N bytes of `from`, which must have as many.
template <std::size_t N>
[[nodiscard]] FixedBytes<N> take_fixed(ByteView from) noexcept {
    FixedBytes<N> out;
    std::copy_n(from.begin(), N, out.bytes.begin());
    return out;
}

}  // namespace clearmargin
