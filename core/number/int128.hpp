#pragma once

#include <cstdint>

namespace clearmargin {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

/// The ends of Int128. <limits> does not know the type where extensions are off.
inline constexpr Int128 int128_max = static_cast<Int128>((UInt128{1} << 127U) - 1);
inline constexpr Int128 int128_min = -int128_max - 1;

/// |value|, right for the smallest value too.
[[nodiscard]] constexpr UInt128 magnitude(Int128 value) noexcept {
    return value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

}  // namespace clearmargin
