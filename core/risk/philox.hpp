#pragma once

#include <array>
#include <cstdint>

namespace clearmargin {

/// Four words that a counter and a key always give, and that look like chance.
/// Source  Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011), Philox4x32-10
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                                         std::array<std::uint32_t, 2> key) noexcept;

/// Which draw of a simulation. Each depends on this and the seed alone, so that a path is the same in whatever order or
/// place it is computed.
struct DrawPlace {
    std::uint32_t path = 0;
    std::uint32_t step = 0;
    std::uint32_t asset = 0;
    std::uint32_t stream = 0;  ///< for what
};

/// Two numbers, each minus 1/2, of a uniform distribution on (0, 1): odd multiples of 2^-53, never at an end.
[[nodiscard]] std::array<double, 2> uniform_pair_from_middle(std::uint64_t seed, const DrawPlace& place) noexcept;

}  // namespace clearmargin
