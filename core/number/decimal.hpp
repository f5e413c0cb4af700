#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/number/int128.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Where a number between two representable ones goes. Every division and product names one.
enum class Rounding : std::uint8_t {
    floor,      ///< toward minus infinity: what an account owns
    ceil,       ///< toward plus infinity: what an account owes
    trunc,      ///< toward zero
    away,       ///< away from zero
    half_even,  ///< to the nearest, a tie to the even one
};

/// A number with 18 digits after the point: n x 10^-18 with n a signed 128-bit integer.
/// Range    +-170141183460469231731.687303715884105727 (and one unit less at the lower end)
/// Source   docs/margin-model.md#numbers
class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr Decimal(int whole) : units_(Int128{whole} * one_units) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] static constexpr Decimal from_units(Int128 units) noexcept { return Decimal(units, Raw{}); }
    [[nodiscard]] constexpr Int128 units() const noexcept { return units_; }

    [[nodiscard]] constexpr bool is_zero() const noexcept { return units_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return units_ < 0; }
    [[nodiscard]] constexpr bool is_positive() const noexcept { return units_ > 0; }

    friend constexpr bool operator==(Decimal a, Decimal b) noexcept { return a.units_ == b.units_; }
    friend constexpr bool operator<(Decimal a, Decimal b) noexcept { return a.units_ < b.units_; }
    friend constexpr bool operator>(Decimal a, Decimal b) noexcept { return b < a; }
    friend constexpr bool operator<=(Decimal a, Decimal b) noexcept { return !(b < a); }
    friend constexpr bool operator>=(Decimal a, Decimal b) noexcept { return !(a < b); }

    static constexpr std::int64_t one_units = 1'000'000'000'000'000'000;  ///< 10^18

  private:
    struct Raw {};
    constexpr Decimal(Int128 units, Raw) noexcept : units_(units) {}
    Int128 units_ = 0;
};

/// The smallest step between two decimals, 10^-18.
inline constexpr Decimal decimal_step = Decimal::from_units(1);
inline constexpr Decimal decimal_max = Decimal::from_units(int128_max);
inline constexpr Decimal decimal_min = Decimal::from_units(int128_min);

/// Why a computation has no value.
enum class DecimalFault : std::uint8_t { none, overflow, division_by_zero };

/// A decimal on its way through a formula, or the first fault met: formulas read as formulas and are judged once, at
/// their end, by `settle`. It cannot be compared or printed, so a fault cannot pass for a number.
class CheckedDecimal {
  public:
    constexpr CheckedDecimal(Decimal value) : units_(value.units()) {}       // NOLINT(google-explicit-constructor)
    constexpr CheckedDecimal(int whole) : CheckedDecimal(Decimal(whole)) {}  // NOLINT(google-explicit-constructor)
    constexpr explicit CheckedDecimal(DecimalFault fault) : fault_(fault) {}

    [[nodiscard]] constexpr DecimalFault fault() const noexcept { return fault_; }
    [[nodiscard]] constexpr bool ok() const noexcept { return fault_ == DecimalFault::none; }
    /// Only where ok().
    [[nodiscard]] constexpr Decimal value() const noexcept { return Decimal::from_units(units_); }

  private:
    Int128 units_ = 0;
    DecimalFault fault_ = DecimalFault::none;
};

/// Exact. Fails overflow.
[[nodiscard]] CheckedDecimal operator+(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal operator-(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal operator-(const CheckedDecimal& a) noexcept;
CheckedDecimal& operator+=(CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal absolute(const CheckedDecimal& a) noexcept;

/// a * b with one rounding. Fails overflow.
[[nodiscard]] CheckedDecimal mul(const CheckedDecimal& a, const CheckedDecimal& b, Rounding rounding) noexcept;
/// a / b with one rounding. Fails overflow, division_by_zero.
[[nodiscard]] CheckedDecimal div(const CheckedDecimal& a, const CheckedDecimal& b, Rounding rounding) noexcept;
/// a * b / c with one rounding; the product keeps all its digits. Fails overflow, division_by_zero.
[[nodiscard]] CheckedDecimal mul_div(const CheckedDecimal& a, const CheckedDecimal& b, const CheckedDecimal& c,
                                     Rounding rounding) noexcept;

/// The product of all of `factors` (at most 6) with one rounding at its end. Fails overflow.
[[nodiscard]] CheckedDecimal product(std::initializer_list<CheckedDecimal> factors, Rounding rounding) noexcept;

[[nodiscard]] CheckedDecimal min(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal max(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;

[[nodiscard]] CheckedDecimal mul_down(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal mul_up(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal div_down(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;
[[nodiscard]] CheckedDecimal div_up(const CheckedDecimal& a, const CheckedDecimal& b) noexcept;

/// The value, or its fault as a refusal of `where`.
/// Fails   decimal_overflow; division_by_zero
[[nodiscard]] Result<Decimal> settle(const CheckedDecimal& value, std::string_view where = "");
/// The value. Where it has a fault: 0, and `first` becomes the refusal of `where` unless something was refused before.
/// Nothing that was settled may be used once `first` is present.
[[nodiscard]] Decimal settle(const CheckedDecimal& value, Refusal& first, std::string_view where = "");

/// floor(sqrt(a * 10^18)) x 10^-18: the root, rounded down. Fails out_of_range below 0.
[[nodiscard]] Result<Decimal> isqrt(Decimal a);

/// `-?digits[.digits]`: no exponent, plus sign, spaces, underscores or bare point. Leading zeros and "-0" are read.
/// Fails   malformed_decimal; excess_precision for a digit other than 0 after the 18th; decimal_overflow
[[nodiscard]] Result<Decimal> parse_decimal(std::string_view text);

/// The shortest exact form: "-12.5".
[[nodiscard]] std::string to_string(Decimal value);

/// `amount` smallest units of an asset with `decimals` digits, in whole tokens; rounded down to 18 digits.
/// Fails   decimal_overflow; out_of_range for more than 77 decimals
[[nodiscard]] Result<Decimal> decimal_of_amount(const U256& amount, unsigned decimals);
/// The same where every digit must fit. Fails also excess_precision.
[[nodiscard]] Result<Decimal> exact_decimal_of_amount(const U256& amount, unsigned decimals);

/// `value` moved to a multiple of `tick`. Fails division_by_zero; overflow.
[[nodiscard]] CheckedDecimal round_to_tick(const CheckedDecimal& value, const CheckedDecimal& tick,
                                           Rounding rounding) noexcept;

}  // namespace clearmargin
