#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/number/int128.hpp"

namespace clearmargin {

/// A signed 512-bit integer, for sums of products that must not be rounded on the way.
/// An operation that leaves the range marks its result as overflowed, and so does all that is computed from it: one
/// look at the end suffices.
class WideInt {
  public:
    constexpr WideInt() = default;
    constexpr WideInt(Int128 value) noexcept {  // NOLINT(google-explicit-constructor)
        limbs_[0] = static_cast<std::uint64_t>(static_cast<UInt128>(value));
        limbs_[1] = static_cast<std::uint64_t>(static_cast<UInt128>(value) >> 64U);
        for (std::size_t i = 2; i < limb_count; ++i) limbs_[i] = value < 0 ? ~std::uint64_t{0} : 0;
    }
    constexpr WideInt(int value) noexcept : WideInt(Int128{value}) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool overflowed() const noexcept { return overflowed_; }
    [[nodiscard]] bool is_negative() const noexcept { return (limbs_[limb_count - 1] >> 63U) != 0; }
    [[nodiscard]] bool is_zero() const noexcept;
    /// The value as 128 bits; absent where it does not fit.
    [[nodiscard]] std::optional<Int128> to_int128() const noexcept;

    friend WideInt operator+(const WideInt& a, const WideInt& b) noexcept;
    friend WideInt operator-(const WideInt& a, const WideInt& b) noexcept;
    friend WideInt operator-(const WideInt& a) noexcept;
    friend WideInt operator*(const WideInt& a, const WideInt& b) noexcept;
    WideInt& operator+=(const WideInt& b) noexcept;
    WideInt& operator-=(const WideInt& b) noexcept;

    friend bool operator==(const WideInt& a, const WideInt& b) noexcept { return a.limbs_ == b.limbs_; }
    friend bool operator<(const WideInt& a, const WideInt& b) noexcept;

    /// a / b toward minus infinity. A zero divisor counts as overflow.
    friend WideInt divide_floor(const WideInt& a, const WideInt& b) noexcept;

  private:
    static constexpr std::size_t limb_count = 8;
    std::array<std::uint64_t, limb_count> limbs_{};  ///< two's complement, least significant first
    bool overflowed_ = false;
};

/// a / b toward plus infinity.
[[nodiscard]] WideInt divide_ceil(const WideInt& a, const WideInt& b) noexcept;

/// 10^exponent; exponent at most 153.
[[nodiscard]] WideInt wide_power_of_ten(unsigned exponent) noexcept;

}  // namespace clearmargin
