#include "core/number/long_division.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace clearmargin {
namespace {

constexpr std::size_t most_digits = 16;

std::size_t significant(std::span<const std::uint32_t> digits) noexcept {
    std::size_t count = digits.size();
    while (count > 0 && digits[count - 1] == 0) --count;
    return count;
}

/// For a divisor of one digit, where no estimate is needed.
void divide_by_digit(std::span<std::uint32_t> dividend, std::uint32_t divisor,
                     std::span<std::uint32_t> quotient) noexcept {
    std::uint64_t remainder = 0;
    for (std::size_t i = dividend.size(); i-- > 0;) {
        const std::uint64_t current = (remainder << 32U) | dividend[i];
        quotient[i] = static_cast<std::uint32_t>(current / divisor);
        remainder = current % divisor;
        dividend[i] = 0;
    }
    dividend[0] = static_cast<std::uint32_t>(remainder);
}

/// digits << bits, into one digit more than there are. `bits` is below 32.
void shift_left_into(std::span<const std::uint32_t> digits, unsigned bits, std::span<std::uint32_t> out) noexcept {
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::uint64_t shifted = (static_cast<std::uint64_t>(digits[i]) << bits) | carry;
        out[i] = static_cast<std::uint32_t>(shifted);
        carry = static_cast<std::uint32_t>(shifted >> 32U);
    }
    if (out.size() > digits.size()) out[digits.size()] = carry;
}

}  // namespace

void divide_digits(std::span<std::uint32_t> dividend, std::span<const std::uint32_t> divisor,
                   std::span<std::uint32_t> quotient) noexcept {
    std::fill(quotient.begin(), quotient.end(), 0U);
    const std::size_t m = significant(dividend);
    const std::size_t n = significant(divisor);
    if (m < n || m == 0) return;
    if (n == 1) {
        divide_by_digit(dividend.first(m), divisor[0], quotient);
        return;
    }
    // Normalised so that the divisor's highest bit is set: then an estimate is at most two too large.
    const unsigned shift = static_cast<unsigned>(std::countl_zero(divisor[n - 1]));
    std::array<std::uint32_t, most_digits + 1> u{};
    std::array<std::uint32_t, most_digits> v{};
    shift_left_into(dividend.first(m), shift, std::span(u).first(m + 1));
    shift_left_into(divisor.first(n), shift, std::span(v).first(n));

    for (std::size_t j = m - n + 1; j-- > 0;) {
        const std::uint64_t top = (static_cast<std::uint64_t>(u[j + n]) << 32U) | u[j + n - 1];
        std::uint64_t estimate = top / v[n - 1];
        std::uint64_t rest = top % v[n - 1];
        while ((estimate >> 32U) != 0 || estimate * v[n - 2] > ((rest << 32U) | u[j + n - 2])) {
            --estimate;
            rest += v[n - 1];
            if ((rest >> 32U) != 0) break;
        }
        std::uint64_t borrow = 0;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint64_t product = estimate * v[i] + carry;
            carry = product >> 32U;
            const std::uint64_t difference = static_cast<std::uint64_t>(u[i + j]) - (product & 0xffffffffU) - borrow;
            u[i + j] = static_cast<std::uint32_t>(difference);
            borrow = (difference >> 32U) != 0 ? 1 : 0;
        }
        const std::uint64_t last = static_cast<std::uint64_t>(u[j + n]) - carry - borrow;
        u[j + n] = static_cast<std::uint32_t>(last);
        if ((last >> 32U) != 0) {
            --estimate;
            std::uint64_t back = 0;
            for (std::size_t i = 0; i < n; ++i) {
                back += static_cast<std::uint64_t>(u[i + j]) + v[i];
                u[i + j] = static_cast<std::uint32_t>(back);
                back >>= 32U;
            }
            u[j + n] = static_cast<std::uint32_t>(u[j + n] + back);
        }
        quotient[j] = static_cast<std::uint32_t>(estimate);
    }
    std::fill(dividend.begin(), dividend.end(), 0U);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t pair = (static_cast<std::uint64_t>(u[i + 1]) << 32U) | u[i];
        dividend[i] = static_cast<std::uint32_t>(pair >> shift);
    }
}

}  // namespace clearmargin
