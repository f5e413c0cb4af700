#include "core/venue/lending.hpp"

namespace clearmargin {
namespace {

Result<U256> ray() { return parse_u256("1000000000000000000000000000"); }

/// a b / 10^27, half up.
Result<U256> ray_product(const U256& a, const U256& b) {
    TRY(const U256 one, ray());
    const auto product = checked_mul(a, b);
    const auto rounded = product ? checked_add(*product, shift_right(one, 1)) : std::nullopt;
    if (!rounded) return refuse(ErrorCode::decimal_overflow, "", "expected a product below 2^256");
    return divide(*rounded, one)->quotient;
}

CheckedDecimal weighted_sum(std::span<const LendingReserve> reserves, Decimal LendingReserve::*ratio) {
    CheckedDecimal sum = 0;
    for (const LendingReserve& reserve : reserves) sum = sum + mul_down(reserve.value, reserve.*ratio);
    return sum;
}

}  // namespace

Result<std::optional<Decimal>> health_factor(std::span<const LendingReserve> reserves, Decimal debt) {
    if (debt.is_zero()) return std::optional<Decimal>();
    TRY(const Decimal covered, settle(weighted_sum(reserves, &LendingReserve::liquidation_threshold)));
    const CheckedDecimal factor = div_down(covered, debt);
    // Next to a debt of dust; the largest decimal is below it.
    return std::optional(factor.ok() ? factor.value() : decimal_max);
}

Result<Decimal> available_borrows(std::span<const LendingReserve> reserves, Decimal debt) {
    return settle(max(0, weighted_sum(reserves, &LendingReserve::loan_to_value) - debt));
}

Result<LendingReserve> weighted_reserve(std::span<const LendingReserve> reserves) {
    LendingReserve out;
    CheckedDecimal value = 0;
    for (const LendingReserve& reserve : reserves) value = value + reserve.value;
    TRY(out.value, settle(value));
    if (out.value.is_zero()) return out;
    TRY(out.loan_to_value, settle(div_down(weighted_sum(reserves, &LendingReserve::loan_to_value), value)));
    TRY(out.liquidation_threshold,
        settle(div_down(weighted_sum(reserves, &LendingReserve::liquidation_threshold), value)));
    return out;
}

Result<std::optional<Decimal>> lending_liquidation_price(Decimal price, const LendingSums& moving,
                                                         const LendingSums& rest) {
    TRY(const Decimal slope, settle(CheckedDecimal(moving.covered) - moving.debt));
    TRY(const Decimal lacking, settle(CheckedDecimal(rest.debt) - rest.covered));
    const bool is_reached = !slope.is_zero() && !lacking.is_zero() && slope.is_negative() == lacking.is_negative();
    if (!is_reached) return std::optional<Decimal>();
    const CheckedDecimal found = mul_div(price, lacking, slope, slope.is_negative() ? Rounding::floor : Rounding::ceil);
    return found.ok() ? std::optional(found.value()) : std::nullopt;
}

Result<U256> linear_interest_balance(const U256& scaled, const U256& index, const U256& rate, std::uint64_t seconds) {
    constexpr std::uint64_t seconds_per_year = 31'536'000;
    TRY(const U256 one, ray());
    const auto accrued = checked_mul(rate, seconds);
    if (!accrued) return refuse(ErrorCode::decimal_overflow, "rate", "expected a product below 2^256");
    const auto factor = checked_add(divide(*accrued, seconds_per_year)->quotient, one);
    if (!factor) return refuse(ErrorCode::decimal_overflow, "rate", "expected a sum below 2^256");
    TRY(const U256 grown, ray_product(*factor, index));
    return ray_product(grown, scaled);
}

Result<bool> is_short_of_factor(Decimal base, Decimal collateral, Decimal price, Decimal factor) {
    TRY(const Decimal left, settle(CheckedDecimal(base) + product({collateral, price, factor}, Rounding::floor)));
    return left.is_negative();
}

}  // namespace clearmargin
