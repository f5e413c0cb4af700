#include "core/number/wide_int.hpp"

#include "core/number/long_division.hpp"

namespace clearmargin {
namespace {

using Limbs = std::array<std::uint64_t, 8>;
using Digits = std::array<std::uint32_t, 16>;

Limbs negated(const Limbs& limbs) noexcept {
    Limbs out{};
    std::uint64_t carry = 1;
    for (std::size_t i = 0; i < limbs.size(); ++i) {
        out[i] = ~limbs[i] + carry;
        carry = carry != 0 && out[i] == 0 ? 1 : 0;
    }
    return out;
}

std::size_t significant(const Limbs& limbs) noexcept {
    std::size_t count = limbs.size();
    while (count > 0 && limbs[count - 1] == 0) --count;
    return count;
}

Digits digits_of(const Limbs& limbs) noexcept {
    Digits digits{};
    for (std::size_t i = 0; i < limbs.size(); ++i) {
        digits[2 * i] = static_cast<std::uint32_t>(limbs[i]);
        digits[2 * i + 1] = static_cast<std::uint32_t>(limbs[i] >> 32U);
    }
    return digits;
}

}  // namespace

bool WideInt::is_zero() const noexcept { return significant(limbs_) == 0; }

std::optional<Int128> WideInt::to_int128() const noexcept {
    const auto value = static_cast<Int128>((static_cast<UInt128>(limbs_[1]) << 64U) | limbs_[0]);
    if (overflowed_ || !(WideInt(value) == *this)) return std::nullopt;
    return value;
}

WideInt& WideInt::operator+=(const WideInt& b) noexcept {
    const bool was_negative = is_negative();
    const bool same_sign = was_negative == b.is_negative();
    UInt128 carry = 0;
    for (std::size_t i = 0; i < limb_count; ++i) {
        carry += static_cast<UInt128>(limbs_[i]) + b.limbs_[i];
        limbs_[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64U;
    }
    overflowed_ = overflowed_ || b.overflowed_ || (same_sign && is_negative() != was_negative);
    return *this;
}

WideInt operator+(const WideInt& a, const WideInt& b) noexcept {
    WideInt out = a;
    return out += b;
}

WideInt operator-(const WideInt& a) noexcept {
    WideInt out;
    out.limbs_ = negated(a.limbs_);
    out.overflowed_ = a.overflowed_ || (a.is_negative() && out.is_negative());
    return out;
}

WideInt& WideInt::operator-=(const WideInt& b) noexcept {
    const bool was_negative = is_negative();
    const bool other_sign = was_negative != b.is_negative();
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < limb_count; ++i) {
        const UInt128 difference = static_cast<UInt128>(limbs_[i]) - b.limbs_[i] - borrow;
        limbs_[i] = static_cast<std::uint64_t>(difference);
        borrow = static_cast<std::uint64_t>(difference >> 64U) & 1U;
    }
    overflowed_ = overflowed_ || b.overflowed_ || (other_sign && is_negative() != was_negative);
    return *this;
}

WideInt operator-(const WideInt& a, const WideInt& b) noexcept {
    WideInt out = a;
    return out -= b;
}

WideInt operator*(const WideInt& a, const WideInt& b) noexcept {
    const bool a_negative = a.is_negative();
    const bool b_negative = b.is_negative();
    const Limbs x = a_negative ? negated(a.limbs_) : a.limbs_;
    const Limbs y = b_negative ? negated(b.limbs_) : b.limbs_;
    const std::size_t m = significant(x);
    const std::size_t n = significant(y);
    WideInt out;
    out.overflowed_ = a.overflowed_ || b.overflowed_ || m + n > WideInt::limb_count + 1;
    if (m == 0 || n == 0 || m + n > WideInt::limb_count + 1) return out;
    std::array<std::uint64_t, WideInt::limb_count + 1> product{};
    for (std::size_t i = 0; i < m; ++i) {
        UInt128 carry = 0;
        for (std::size_t j = 0; j < n; ++j) {
            carry += static_cast<UInt128>(x[i]) * y[j] + product[i + j];
            product[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
        product[i + n] = static_cast<std::uint64_t>(carry);
    }
    for (std::size_t i = 0; i < WideInt::limb_count; ++i) out.limbs_[i] = product[i];
    if (product[WideInt::limb_count] != 0 || out.is_negative()) out.overflowed_ = true;
    if (a_negative != b_negative) out.limbs_ = negated(out.limbs_);
    return out;
}

bool operator<(const WideInt& a, const WideInt& b) noexcept {
    if (a.is_negative() != b.is_negative()) return a.is_negative();
    for (std::size_t i = WideInt::limb_count; i-- > 0;) {
        if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i];
    }
    return false;
}

WideInt divide_floor(const WideInt& a, const WideInt& b) noexcept {
    WideInt out;
    if (b.is_zero()) {
        out.overflowed_ = true;
        return out;
    }
    const bool negative = a.is_negative() != b.is_negative();
    Digits dividend = digits_of(a.is_negative() ? negated(a.limbs_) : a.limbs_);
    const Digits divisor = digits_of(b.is_negative() ? negated(b.limbs_) : b.limbs_);
    Digits quotient{};
    divide_digits(dividend, divisor, quotient);
    bool exact = true;
    for (const std::uint32_t digit : dividend) exact = exact && digit == 0;
    for (std::size_t i = 0; i < WideInt::limb_count; ++i) {
        out.limbs_[i] = (static_cast<std::uint64_t>(quotient[2 * i + 1]) << 32U) | quotient[2 * i];
    }
    out.overflowed_ = a.overflowed_ || b.overflowed_;
    if (!negative) return out;
    out.limbs_ = negated(out.limbs_);
    return exact ? out : out - WideInt(1);
}

WideInt divide_ceil(const WideInt& a, const WideInt& b) noexcept { return -divide_floor(-a, b); }

WideInt wide_power_of_ten(unsigned exponent) noexcept {
    constexpr Int128 ten_to_18 = 1'000'000'000'000'000'000;
    WideInt power = 1;
    for (; exponent >= 36; exponent -= 36) power = power * WideInt(ten_to_18 * ten_to_18);
    for (; exponent >= 18; exponent -= 18) power = power * WideInt(ten_to_18);
    for (; exponent > 0; --exponent) power = power * WideInt(10);
    return power;
}

}  // namespace clearmargin
