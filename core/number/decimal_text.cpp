#include <algorithm>

#include "core/number/decimal.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t fraction_digits = 18;

Refusal malformed(std::string_view text) {
    return refuse(ErrorCode::malformed_decimal, "", "a decimal number such as -12.5", text);
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_digit); }

/// size * 10 + digit; false where that leaves 128 bits.
bool append_digit(UInt128& size, unsigned digit) noexcept {
    constexpr UInt128 most = ~UInt128{0};
    if (size > (most - digit) / 10) return false;
    size = size * 10 + digit;
    return true;
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    const std::string_view number = negative ? text.substr(1) : text;
    const std::size_t point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view() : number.substr(point + 1);
    if (whole.empty() || !all_digits(whole) || !all_digits(fraction)) return malformed(text);
    if (point != std::string_view::npos && fraction.empty()) return malformed(text);
    const std::string_view kept = fraction.substr(0, fraction_digits);
    const std::string_view excess = fraction.substr(kept.size());
    if (!std::all_of(excess.begin(), excess.end(), [](char c) { return c == '0'; })) {
        return refuse(ErrorCode::excess_precision, "", "at most 18 digits after the point", text);
    }
    UInt128 size = 0;
    bool fits = true;
    for (const char c : whole) fits = fits && append_digit(size, static_cast<unsigned>(c - '0'));
    for (std::size_t i = 0; i < fraction_digits; ++i) {
        fits = fits && append_digit(size, i < kept.size() ? static_cast<unsigned>(kept[i] - '0') : 0U);
    }
    const UInt128 limit = static_cast<UInt128>(int128_max) + (negative ? 1 : 0);
    if (!fits || size > limit) {
        return refuse(ErrorCode::decimal_overflow, "", "a number between -1.7 x 10^20 and 1.7 x 10^20", text);
    }
    return Decimal::from_units(static_cast<Int128>(negative ? UInt128{0} - size : size));
}

std::string to_string(Decimal value) {
    std::string digits;
    for (UInt128 rest = magnitude(value.units()); rest != 0; rest /= 10) {
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    }
    while (digits.size() <= fraction_digits) digits.push_back('0');
    if (value.is_negative()) digits.push_back('-');
    std::reverse(digits.begin(), digits.end());
    digits.insert(digits.size() - fraction_digits, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits;
}

namespace {

struct Amount {
    Decimal value;
    bool exact = true;
};

Result<U256> power_of_ten(unsigned exponent) {
    U256 power = 1;
    for (unsigned i = 0; i < exponent; ++i) {
        const auto next = checked_mul(power, 10);
        if (!next) return refuse(ErrorCode::out_of_range, "", "at most 77 decimals", std::to_string(exponent));
        power = *next;
    }
    return power;
}

Refusal amount_too_large(const U256& amount) {
    return refuse(ErrorCode::decimal_overflow, "", "at most 1.7 x 10^20 whole tokens", to_decimal(amount));
}

Result<Amount> scaled_amount(const U256& amount, unsigned decimals) {
    Amount out;
    U256 units = amount;
    if (decimals <= fraction_digits) {
        TRY(const U256 factor, power_of_ten(static_cast<unsigned>(fraction_digits) - decimals));
        const auto product = checked_mul(amount, factor);
        if (!product) return amount_too_large(amount);
        units = *product;
    } else {
        TRY(const U256 divisor, power_of_ten(decimals - static_cast<unsigned>(fraction_digits)));
        const auto division = divide(amount, divisor);
        units = division->quotient;
        out.exact = division->remainder.is_zero();
    }
    const UInt128 low = (static_cast<UInt128>(units.limbs[1]) << 64U) | units.limbs[0];
    if ((units.limbs[2] | units.limbs[3]) != 0 || low > static_cast<UInt128>(int128_max)) {
        return amount_too_large(amount);
    }
    out.value = Decimal::from_units(static_cast<Int128>(low));
    return out;
}

}  // namespace

Result<Decimal> decimal_of_amount(const U256& amount, unsigned decimals) {
    TRY(const Amount scaled, scaled_amount(amount, decimals));
    return scaled.value;
}

Result<Decimal> exact_decimal_of_amount(const U256& amount, unsigned decimals) {
    TRY(const Amount scaled, scaled_amount(amount, decimals));
    if (!scaled.exact) {
        return refuse(ErrorCode::excess_precision, "", "at most 18 digits after the point", to_decimal(amount));
    }
    return scaled.value;
}

}  // namespace clearmargin
