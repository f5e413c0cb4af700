#include "core/margin/option_rule.hpp"

namespace clearmargin {
namespace {

constexpr std::array<std::string_view, 3> deribit_names = {"initial", "least", "maintenance"};
constexpr std::array<std::string_view, 4> paradex_names = {"in_the_money", "out_of_the_money", "long", "maintenance"};

Result<OptionMargin> deribit_margin(const OptionRule& rule, const OptionContract& option, bool is_short,
                                    Decimal underlying, Decimal mark) {
    if (!is_short) return OptionMargin{};
    const auto right = option.right == OptionContract::Right::call ? OptionRight::call : OptionRight::put;
    const bool inverse = option.style == OptionContract::Style::inverse;
    return deribit_short_option_margin(right, inverse, underlying, option.strike, mark,
                                       {rule.rates[0], rule.rates[1], rule.rates[2]});
}

Result<OptionMargin> paradex_margin(const OptionRule& rule, const OptionContract& option, bool is_short,
                                    Decimal underlying, Decimal mark) {
    const auto right = option.right == OptionContract::Right::call ? OptionRight::call : OptionRight::put;
    OptionMargin out;
    if (is_short) {
        TRY(out.initial, paradex_short_option_margin(right, underlying, option.strike, rule.rates[0], rule.rates[1]));
    } else {
        TRY(out.initial, paradex_long_option_margin(mark, underlying, rule.rates[2]));
    }
    TRY(out.maintenance, settle(mul_up(out.initial, rule.rates[3])));
    return out;
}

}  // namespace

std::span<const std::string_view> rate_names(OptionRule::Kind kind) noexcept {
    if (kind == OptionRule::Kind::deribit) return deribit_names;
    return paradex_names;
}

std::size_t unpublished_rates(OptionRule::Kind kind) noexcept { return kind == OptionRule::Kind::paradex ? 3 : 0; }

Result<OptionRule> option_rule(std::string_view name) {
    OptionRule out;
    if (name == "deribit-standard") {
        const DeribitOptionRates rates;
        out.origin = {"deribit-standard", "support.deribit.com 25944738177565", 0};
        out.rates = {rates.initial, rates.least, rates.maintenance, 0};
        return out;
    }
    if (name == "paradex") {
        out.kind = OptionRule::Kind::paradex;
        out.origin = {"paradex", "tradeparadex/paradex-docs risk-system", 0};
        out.rates[3] = Decimal::from_units(Decimal::one_units / 2);
        return out;
    }
    return refuse(ErrorCode::unknown_reference, "preset", "deribit-standard or paradex", name);
}

Result<OptionMargin> ruled_option_margin(const OptionRule& rule, const OptionContract& option, bool is_short,
                                         Decimal underlying, Decimal mark) {
    return rule.kind == OptionRule::Kind::deribit ? deribit_margin(rule, option, is_short, underlying, mark)
                                                  : paradex_margin(rule, option, is_short, underlying, mark);
}

}  // namespace clearmargin
