#include "core/venue/drift.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

constexpr std::int64_t whole_weight = 10'000;

/// floor(sqrt(size x 10^10 + 1)): the root at a scale of 10^5.
Result<std::int64_t> root_of_size(Decimal size) {
    TRY(const Decimal scaled, settle(mul_down(mul_down(size, 100'000), 100'000) + 1));
    TRY(const Decimal whole, settle(round_to_tick(scaled, 1, Rounding::floor)));
    TRY(const Decimal root, isqrt(whole));
    return static_cast<std::int64_t>(root.units() / Decimal::one_units);
}

}  // namespace

Result<std::int64_t> drift_asset_weight(Decimal size, std::int64_t weight, std::int64_t factor_ppm) {
    TRY(const std::int64_t root, root_of_size(size));
    const Int128 growth = Int128{root} * factor_ppm / 100'000;
    const Int128 discounted = Int128{1'100'000} * whole_weight / (Int128{1'000'000} + growth);
    return static_cast<std::int64_t>(std::min<Int128>(weight, discounted));
}

Result<std::int64_t> drift_liability_weight(Decimal size, std::int64_t weight, std::int64_t factor_ppm) {
    TRY(const std::int64_t root, root_of_size(size));
    const Int128 raised = Int128{weight} - weight / 5 + Int128{root} * factor_ppm / 10'000'000;
    return static_cast<std::int64_t>(std::max<Int128>(weight, raised));
}

Result<std::int64_t> drift_scaled_asset_weight(Decimal price, Decimal deposits, std::int64_t weight,
                                               Decimal scale_start) {
    TRY(const Decimal value, settle(mul_up(price, deposits)));
    if (value <= scale_start) return weight;
    return static_cast<std::int64_t>(Int128{weight} * (scale_start.units() / Decimal::one_units) /
                                     ((value.units() + Decimal::one_units - 1) / Decimal::one_units));
}

Result<Decimal> drift_partial_close(const DriftPartialClose& input) {
    const CheckedDecimal released = product(
        {input.price, input.quote_price, CheckedDecimal(input.margin_ratio) - input.liquidator_fee}, Rounding::floor);
    return settle(div_up(input.shortage, released - mul_up(input.price, input.insurance_fee)));
}

Result<Decimal> drift_liability_transfer(const DriftTransfer& input) {
    const CheckedDecimal asset =
        mul_div(input.asset_weight, input.asset_multiplier, input.liability_multiplier, Rounding::ceil);
    const CheckedDecimal gained = mul_down(input.liability_price, CheckedDecimal(input.liability_weight) - asset);
    const CheckedDecimal fee =
        product({input.liability_price, input.insurance_fee, input.liability_weight}, Rounding::ceil);
    return settle(div_up(input.shortage, gained - fee));
}

Result<Decimal> drift_insurance_fee(Decimal shortage, Decimal size, Decimal margin_ratio, Decimal liquidator_fee,
                                    Decimal price, Decimal most) {
    constexpr Decimal kept = Decimal::from_units(950'000'000'000'000'000);
    const CheckedDecimal needed = div_up(shortage, mul_down(size, price));
    const CheckedDecimal left = max(0, CheckedDecimal(margin_ratio) - liquidator_fee - needed);
    return settle(min(most, mul_down(left, kept)));
}

Result<Decimal> drift_custom_requirement(Decimal perp_notional, Decimal perp_ratio, Decimal debt,
                                         Decimal liability_weight, Decimal custom_ratio) {
    const CheckedDecimal perp = mul_up(perp_notional, max(perp_ratio, custom_ratio));
    return settle(perp + mul_up(debt, max(liability_weight, CheckedDecimal(1) + custom_ratio)));
}

}  // namespace clearmargin
