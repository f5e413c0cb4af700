#include "core/venue/dydx.hpp"

namespace clearmargin {
namespace {

constexpr std::uint64_t million = 1'000'000;

Refusal too_large() { return refuse(ErrorCode::decimal_overflow, "", "expected a product below 2^256"); }

Result<U256> multiplied(const U256& a, const U256& b) {
    const auto product = checked_mul(a, b);
    if (!product) return too_large();
    return *product;
}

Result<U256> divided_up(const U256& a, const U256& b) {
    const auto division = divide(a, b);
    if (!division) return refuse(ErrorCode::division_by_zero, "", "expected a divisor other than 0");
    if (division->remainder.is_zero()) return division->quotient;
    const auto next = checked_add(division->quotient, 1);
    if (!next) return too_large();
    return *next;
}

struct Change {
    CheckedDecimal value;
    CheckedDecimal margin;
};

/// What trading `delta` at the oracle's price changes.
Change change_of(const DydxPosition& position, Decimal delta) {
    const CheckedDecimal before = absolute(position.quantity);
    const CheckedDecimal after = absolute(CheckedDecimal(position.quantity) + delta);
    return {mul(delta, position.price, Rounding::half_even),
            product({absolute(after - before), position.price, position.maintenance_rate}, Rounding::half_even)};
}

}  // namespace

std::uint64_t dydx_maintenance_ppm(const DydxLiquidityTier& tier) noexcept {
    return tier.initial_ppm * tier.maintenance_fraction_ppm / million;
}

std::uint64_t dydx_adjusted_initial_ppm(const DydxLiquidityTier& tier, const U256& open_interest) noexcept {
    const bool scales = !tier.open_interest_upper.is_zero();
    if (!scales || open_interest <= tier.open_interest_lower) return tier.initial_ppm;
    if (tier.open_interest_upper <= open_interest || million <= tier.initial_ppm) return million;
    const auto above = checked_sub(open_interest, tier.open_interest_lower);
    const auto span = checked_sub(tier.open_interest_upper, tier.open_interest_lower);
    const auto scaled = above ? checked_mul(*above, million - tier.initial_ppm) : std::nullopt;
    const auto added = scaled && span ? divide(*scaled, *span) : std::nullopt;
    const auto ppm = added ? added->quotient.to_u64() : std::nullopt;
    return ppm ? tier.initial_ppm + *ppm : million;
}

Result<U256> dydx_notional(const U256& quantums, const U256& price, int exponent, int atomic_resolution) {
    TRY(U256 value, multiplied(quantums, price));
    int shift = exponent + atomic_resolution + 6;
    for (; shift > 0; --shift) {
        TRY(value, multiplied(value, 10));
    }
    U256 divisor = 1;
    for (; shift < 0; ++shift) {
        TRY(divisor, multiplied(divisor, 10));
    }
    return divide(value, divisor)->quotient;
}

Result<U256> dydx_margin(const U256& notional, std::uint64_t ppm) {
    TRY(const U256 scaled, multiplied(notional, ppm));
    return divided_up(scaled, million);
}

Result<U256> dydx_maintenance_margin(const DydxLiquidityTier& tier, const U256& notional) {
    TRY(const U256 initial, dydx_margin(notional, tier.initial_ppm));
    return dydx_margin(initial, tier.maintenance_fraction_ppm);
}

std::uint64_t dydx_funding_clamp_ppm(const DydxLiquidityTier& tier, std::uint64_t clamp_ppm) noexcept {
    return clamp_ppm * (tier.initial_ppm - dydx_maintenance_ppm(tier)) / million;
}

Result<DydxAccount> dydx_account(Decimal usdc, std::span<const DydxPosition> positions) {
    CheckedDecimal collateral = usdc;
    CheckedDecimal initial = 0;
    CheckedDecimal maintenance = 0;
    for (const DydxPosition& position : positions) {
        const CheckedDecimal size = absolute(position.quantity);
        collateral = collateral + mul_down(position.quantity, position.price);
        initial = initial + product({size, position.price, position.initial_rate}, Rounding::ceil);
        maintenance = maintenance + product({size, position.price, position.maintenance_rate}, Rounding::ceil);
    }
    DydxAccount out;
    TRY(out.net_collateral, settle(collateral));
    TRY(out.initial_margin, settle(initial));
    TRY(out.maintenance_margin, settle(maintenance));
    return out;
}

Result<Decimal> dydx_bankruptcy_quote(Decimal usdc, std::span<const DydxPosition> positions, std::size_t target,
                                      Decimal delta, Decimal quote_step) {
    TRY(const DydxAccount account, dydx_account(usdc, positions));
    const Change change = change_of(positions[target], delta);
    const CheckedDecimal share =
        mul_div(account.net_collateral, change.margin, account.maintenance_margin, Rounding::floor);
    return settle(round_to_tick(-change.value - share, quote_step, Rounding::ceil));
}

Result<Decimal> dydx_fillable_price(Decimal usdc, std::span<const DydxPosition> positions, std::size_t target,
                                    Decimal adjustment, Decimal spread) {
    TRY(const DydxAccount account, dydx_account(usdc, positions));
    const DydxPosition& position = positions[target];
    const CheckedDecimal short_of = CheckedDecimal(1) - div_down(account.net_collateral, account.maintenance_margin);
    const CheckedDecimal share = min(1, max(0, mul_up(adjustment, short_of)));
    const CheckedDecimal margin =
        product({absolute(position.quantity), position.price, position.maintenance_rate}, Rounding::ceil);
    const CheckedDecimal value = mul(position.quantity, position.price, Rounding::half_even);
    const CheckedDecimal offered = value - product({share, spread, margin}, Rounding::half_even);
    return settle(div(offered, position.quantity, Rounding::half_even));
}

}  // namespace clearmargin
