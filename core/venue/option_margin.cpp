#include "core/venue/option_margin.hpp"

namespace clearmargin {
namespace {

CheckedDecimal out_of_the_money(OptionRight right, CheckedDecimal underlying, CheckedDecimal strike) {
    return max(0, right == OptionRight::call ? strike - underlying : underlying - strike);
}

}  // namespace

Result<OptionMargin> deribit_short_option_margin(OptionRight right, bool inverse, Decimal underlying, Decimal strike,
                                                 Decimal mark, const DeribitOptionRates& rates) {
    const CheckedDecimal unit = inverse ? CheckedDecimal(1) : CheckedDecimal(underlying);
    CheckedDecimal otm = out_of_the_money(right, underlying, strike);
    if (inverse) otm = div_down(otm, underlying);
    const CheckedDecimal initial = max(mul_up(rates.initial, unit) - otm, mul_up(rates.least, unit)) + mark;
    CheckedDecimal least = mul_up(rates.maintenance, unit);
    if (right == OptionRight::put) least = max(least, mul_up(rates.maintenance, mark));
    const CheckedDecimal maintenance = least + mark;
    OptionMargin out;
    TRY(out.initial, settle(right == OptionRight::call ? initial : max(initial, maintenance)));
    TRY(out.maintenance, settle(maintenance));
    return out;
}

Result<Decimal> paradex_short_option_margin(OptionRight right, Decimal spot, Decimal strike, Decimal itm_rate,
                                            Decimal otm_rate) {
    const CheckedDecimal otm = out_of_the_money(right, spot, strike);
    return settle(max(mul_up(itm_rate, spot) - otm, mul_up(otm_rate, spot)));
}

Result<Decimal> paradex_long_option_margin(Decimal mark, Decimal spot, Decimal long_rate) {
    return settle(min(mark, mul_up(long_rate, spot)));
}

Result<OptionMargin> deribit_linear_margin(Decimal size, Decimal index, Decimal initial_base, Decimal maintenance_base,
                                           Decimal increment) {
    const CheckedDecimal amount = absolute(size);
    const CheckedDecimal growth = mul_up(amount, increment);
    OptionMargin out;
    TRY(out.initial, settle(product({amount, initial_base + growth, index}, Rounding::ceil)));
    TRY(out.maintenance, settle(product({amount, maintenance_base + growth, index}, Rounding::ceil)));
    return out;
}

CashGreeks cash_greeks(double delta, double gamma, double spot) noexcept {
    const double move = spot / 100;
    return {delta * move, gamma * move * move / 2};
}

}  // namespace clearmargin
