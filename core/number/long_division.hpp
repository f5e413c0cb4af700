#pragma once

#include <cstdint>
#include <span>

namespace clearmargin {

/// Divides one natural number by another, both as 32-bit digits, least significant first.
///
/// Shape   dividend: at most 16 digits, becomes the remainder; divisor: not zero; quotient: as long as the dividend
/// Source  Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D
void divide_digits(std::span<std::uint32_t> dividend, std::span<const std::uint32_t> divisor,
                   std::span<std::uint32_t> quotient) noexcept;

}  // namespace clearmargin
