#include "core/number/decimal.hpp"

#include <array>
#include <cstddef>

#include "core/number/long_division.hpp"
#include "core/number/wide_int.hpp"

namespace clearmargin {
namespace {

using Digits = std::array<std::uint32_t, 8>;

void store(UInt128 value, std::uint32_t* to) noexcept {
    for (std::size_t i = 0; i < 4; ++i) to[i] = static_cast<std::uint32_t>(value >> (32U * i));
}

Digits multiply(UInt128 a, UInt128 b) noexcept {
    std::array<std::uint32_t, 4> x{};
    std::array<std::uint32_t, 4> y{};
    store(a, x.data());
    store(b, y.data());
    Digits product{};
    for (std::size_t i = 0; i < 4; ++i) {
        if (x[i] == 0) continue;
        std::uint64_t carry = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            const std::uint64_t term = static_cast<std::uint64_t>(x[i]) * y[j] + product[i + j] + carry;
            product[i + j] = static_cast<std::uint32_t>(term);
            carry = term >> 32U;
        }
        product[i + 4] = static_cast<std::uint32_t>(carry);
    }
    return product;
}

CheckedDecimal signed_value(UInt128 value, bool negative) noexcept {
    const UInt128 limit = static_cast<UInt128>(int128_max) + (negative ? 1 : 0);
    if (value > limit) return CheckedDecimal(DecimalFault::overflow);
    return Decimal::from_units(static_cast<Int128>(negative ? UInt128{0} - value : value));
}

/// Whether the quotient's size grows by one. `twice` compares twice the remainder with the divisor: -1, 0 or 1.
bool rounds_away(Rounding rounding, bool negative, bool exact, int twice, bool odd) noexcept {
    if (exact) return false;
    switch (rounding) {
        case Rounding::floor:
            return negative;
        case Rounding::ceil:
            return !negative;
        case Rounding::trunc:
            return false;
        case Rounding::away:
            return true;
        case Rounding::half_even:
            return twice > 0 || (twice == 0 && odd);
    }
    return false;
}

/// product / divisor with the sign and rounding given; divisor is not zero.
CheckedDecimal divide_product(Digits product, UInt128 divisor, bool negative, Rounding rounding) noexcept {
    std::array<std::uint32_t, 4> by{};
    store(divisor, by.data());
    Digits quotient{};
    divide_digits(product, by, quotient);
    if ((quotient[4] | quotient[5] | quotient[6] | quotient[7]) != 0) return CheckedDecimal(DecimalFault::overflow);
    UInt128 size = 0;
    UInt128 remainder = 0;
    for (std::size_t i = 4; i-- > 0;) {
        size = (size << 32U) | quotient[i];
        remainder = (remainder << 32U) | product[i];
    }
    // Compares twice the remainder with the divisor without doubling it, which could overflow.
    const UInt128 missing = divisor - remainder;
    const int twice = remainder > missing ? 1 : (remainder == missing ? 0 : -1);
    if (rounds_away(rounding, negative, remainder == 0, twice, (size & 1U) != 0)) {
        if (size == ~UInt128{0}) return CheckedDecimal(DecimalFault::overflow);
        ++size;
    }
    return signed_value(size, negative);
}

DecimalFault first_fault(const CheckedDecimal& a, const CheckedDecimal& b) noexcept { return a.ok() ? b.fault() : a.fault(); }

Refusal refusal_of(DecimalFault fault, std::string_view where) {
    if (fault == DecimalFault::division_by_zero) {
        return refuse(ErrorCode::division_by_zero, where, "expected a divisor other than 0");
    }
    return refuse(ErrorCode::decimal_overflow, where, "expected a number between -1.7 x 10^20 and 1.7 x 10^20");
}

}  // namespace

CheckedDecimal operator+(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    if (const auto fault = first_fault(a, b); fault != DecimalFault::none) return CheckedDecimal(fault);
    Int128 sum = 0;
    if (__builtin_add_overflow(a.value().units(), b.value().units(), &sum)) {
        return CheckedDecimal(DecimalFault::overflow);
    }
    return Decimal::from_units(sum);
}

CheckedDecimal operator-(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    if (const auto fault = first_fault(a, b); fault != DecimalFault::none) return CheckedDecimal(fault);
    Int128 difference = 0;
    if (__builtin_sub_overflow(a.value().units(), b.value().units(), &difference)) {
        return CheckedDecimal(DecimalFault::overflow);
    }
    return Decimal::from_units(difference);
}

CheckedDecimal operator-(const CheckedDecimal& a) noexcept { return CheckedDecimal(0) - a; }

CheckedDecimal& operator+=(CheckedDecimal& a, const CheckedDecimal& b) noexcept { return a = a + b; }

CheckedDecimal absolute(const CheckedDecimal& a) noexcept { return a.ok() && a.value().is_negative() ? -a : a; }

CheckedDecimal mul(const CheckedDecimal& a, const CheckedDecimal& b, Rounding rounding) noexcept {
    return mul_div(a, b, CheckedDecimal(1), rounding);
}

CheckedDecimal div(const CheckedDecimal& a, const CheckedDecimal& b, Rounding rounding) noexcept {
    return mul_div(a, CheckedDecimal(1), b, rounding);
}

CheckedDecimal mul_div(const CheckedDecimal& a, const CheckedDecimal& b, const CheckedDecimal& c,
                       Rounding rounding) noexcept {
    if (const auto fault = first_fault(a, b); fault != DecimalFault::none) return CheckedDecimal(fault);
    if (!c.ok()) return c;
    const Int128 x = a.value().units();
    const Int128 y = b.value().units();
    const Int128 z = c.value().units();
    if (z == 0) return CheckedDecimal(DecimalFault::division_by_zero);
    if (x == 0 || y == 0) return CheckedDecimal(0);
    const bool negative = ((x < 0) != (y < 0)) != (z < 0);
    return divide_product(multiply(magnitude(x), magnitude(y)), magnitude(z), negative, rounding);
}

CheckedDecimal product(std::initializer_list<CheckedDecimal> factors, Rounding rounding) noexcept {
    WideInt units = 1;
    unsigned scale = 0;
    for (const CheckedDecimal& factor : factors) {
        if (!factor.ok()) return factor;
        units = units * WideInt(factor.value().units());
        scale += 18;
    }
    const WideInt divisor = wide_power_of_ten(scale - 18);
    const bool negative = units.is_negative();
    const WideInt size = negative ? -units : units;
    WideInt quotient = divide_floor(size, divisor);
    const WideInt remainder = size - quotient * divisor;
    const WideInt missing = divisor - remainder;
    const int twice = missing < remainder ? 1 : (missing == remainder ? 0 : -1);
    const bool odd = rounding == Rounding::half_even && !(quotient - divide_floor(quotient, 2) * 2).is_zero();
    if (rounds_away(rounding, negative, remainder.is_zero(), twice, odd)) quotient += 1;
    const auto fits = (negative ? -quotient : quotient).to_int128();
    return fits ? CheckedDecimal(Decimal::from_units(*fits)) : CheckedDecimal(DecimalFault::overflow);
}

CheckedDecimal min(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    if (const auto fault = first_fault(a, b); fault != DecimalFault::none) return CheckedDecimal(fault);
    return b.value() < a.value() ? b : a;
}

CheckedDecimal max(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    if (const auto fault = first_fault(a, b); fault != DecimalFault::none) return CheckedDecimal(fault);
    return a.value() < b.value() ? b : a;
}

CheckedDecimal mul_down(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    return mul(a, b, Rounding::floor);
}
CheckedDecimal mul_up(const CheckedDecimal& a, const CheckedDecimal& b) noexcept { return mul(a, b, Rounding::ceil); }
CheckedDecimal div_down(const CheckedDecimal& a, const CheckedDecimal& b) noexcept {
    return div(a, b, Rounding::floor);
}
CheckedDecimal div_up(const CheckedDecimal& a, const CheckedDecimal& b) noexcept { return div(a, b, Rounding::ceil); }

Result<Decimal> settle(const CheckedDecimal& value, std::string_view where) {
    if (value.ok()) return value.value();
    return refusal_of(value.fault(), where);
}

Decimal settle(const CheckedDecimal& value, Refusal& first, std::string_view where) {
    if (value.ok()) return value.value();
    if (!first.present()) first = refusal_of(value.fault(), where);
    return 0;
}

Result<Decimal> isqrt(Decimal a) {
    if (a.is_negative()) return refuse(ErrorCode::out_of_range, "", "a number of at least 0", to_string(a));
    // The root of n x 10^-18 is sqrt(n x 10^18) x 10^-18, found bit by bit: its square never exceeds 2^187.
    const Digits wanted = multiply(static_cast<UInt128>(a.units()), static_cast<UInt128>(Decimal::one_units));
    UInt128 root = 0;
    for (unsigned bit = 94; bit-- > 0;) {
        const UInt128 candidate = root | (UInt128{1} << bit);
        const Digits square = multiply(candidate, candidate);
        std::size_t i = 7;
        while (i > 0 && square[i] == wanted[i]) --i;
        if (square[i] <= wanted[i]) root = candidate;
    }
    return Decimal::from_units(static_cast<Int128>(root));
}

CheckedDecimal round_to_tick(const CheckedDecimal& value, const CheckedDecimal& tick, Rounding rounding) noexcept {
    // In units of 10^-18: mul_div(v, 10^-18, t) is the number of ticks, and that many ticks are mul_div(k, t, 10^-18).
    const CheckedDecimal ticks = mul_div(value, decimal_step, tick, rounding);
    return mul_div(ticks, tick, decimal_step, Rounding::trunc);
}

}  // namespace clearmargin
