#include "core/margin/option_position.hpp"

#include "core/risk/lag.hpp"

namespace clearmargin {
namespace {

/// USD for each unit of what the option is paid in.
Decimal paid_in(const Account& account, const OptionContract& option) noexcept {
    return option.style == OptionContract::Style::inverse ? account.assets[option.underlying].price : Decimal(1);
}

}  // namespace

Black76Input model_input_of(const Account& account, const OptionContract& option, UnixSeconds now) noexcept {
    Black76Input in;
    in.right = option.right == OptionContract::Right::call ? OptionRight::call : OptionRight::put;
    in.forward = double_of_decimal(account.assets[option.underlying].price) * double_of_decimal(option.forward_ratio);
    in.strike = double_of_decimal(option.strike);
    in.years = option.expiry > now ? static_cast<double>(option.expiry - now) / seconds_per_year : 0;
    in.volatility = double_of_decimal(option.implied_volatility);
    return in;
}

Result<Decimal> model_value_of(const Account& account, const OptionContract& option, bool is_short, UnixSeconds now) {
    const Black76Input in = model_input_of(account, option, now);
    double value = black76_price(in);
    if (option.style == OptionContract::Style::inverse) value /= in.forward;
    return decimal_of_double(value, is_short ? Rounding::ceil : Rounding::floor);
}

Result<Decimal> option_unit_value(const Account& account, const MarginPosition& position, UnixSeconds now) {
    const auto& option = std::get<OptionContract>(position.instrument);
    TRY(const Decimal value, model_value_of(account, option, position.quantity.is_negative(), now));
    return settle(max(0, CheckedDecimal(value) + option.mark_excess), "mark");
}

PositionResult evaluate_option(const Account& account, const MarginParams& params, const MarginPosition& position,
                               Refusal& first) {
    const auto& option = std::get<OptionContract>(position.instrument);
    const bool is_short = position.quantity.is_negative();
    const Decimal underlying = account.assets[option.underlying].price;
    const CheckedDecimal size = absolute(position.quantity);
    const Decimal coin = paid_in(account, option);
    PositionResult out;
    auto unit = option_unit_value(account, position, params.now);
    if (!unit.ok()) {
        if (!first.present()) first = std::move(unit).refusal();
        return out;
    }
    out.mark_price = unit.value();
    out.notional = settle(mul_up(size, underlying), first);
    out.value = settle(product({position.quantity, out.mark_price, coin}, Rounding::floor), first);
    out.profit_and_loss = settle(
        product({position.quantity, CheckedDecimal(out.mark_price) - position.entry_price, coin}, Rounding::floor),
        first);
    if (params.portfolio) return out;
    if (!params.options) {
        if (!first.present()) first = refuse(ErrorCode::mode_needs_field, "instrument", "expected a rule for options");
        return out;
    }
    auto required = ruled_option_margin(*params.options, option, is_short, underlying, out.mark_price);
    if (!required.ok()) {
        if (!first.present()) first = std::move(required).refusal();
        return out;
    }
    const OptionMargin& margin = required.value();
    out.initial_margin =
        settle(max(product({size, margin.initial, coin}, Rounding::ceil),
                   product({size, margin.maintenance, coin}, Rounding::ceil)), first);
    out.maintenance_margin = settle(product({size, margin.maintenance, coin}, Rounding::ceil), first);
    return out;
}

}  // namespace clearmargin
