#include "core/portfolio/risk_unit.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace clearmargin {
namespace {

constexpr double most_amount = 1e20;
constexpr double most_volatility = 10'000;
constexpr double most_rate = 100;

std::string place(std::string_view list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

Status number_in(std::string_view where, double value, double least, double most, std::string_view expected) {
    if (value >= least && value <= most) return {};
    return refuse(ErrorCode::out_of_range, where, "expected " + std::string(expected));
}

Status amount(std::string_view where, double value) {
    return number_in(where, value, -most_amount, most_amount, "a number between -10^20 and 10^20");
}

Status share(std::string_view where, double value) { return number_in(where, value, 0, 1, "a number from 0 to 1"); }

Status price(std::string_view where, double value) {
    TRY(amount(where, value));
    if (value > 0) return {};
    return refuse(ErrorCode::price_not_positive, where, "expected a price above 0");
}

Status time_left(std::string_view where, double years) {
    TRY(amount(where, years));
    if (years >= 0) return {};
    return refuse(ErrorCode::expired_instrument, where, "expected a time that is not over");
}

Status validate_expiry(const OptionExpiry& expiry) {
    TRY(time_left("years", expiry.years));
    TRY(number_in("forward", expiry.forward, 0, most_amount, "a number from 0 to 10^20"));
    TRY(number_in("forward_fixed", expiry.forward_fixed, 0, most_amount, "a number from 0 to 10^20"));
    TRY(price("forward", expiry.forward + expiry.forward_fixed));
    TRY(number_in("rate", expiry.rate, -most_rate, most_rate, "a rate between -100 and 100"));
    return share("confidence", expiry.confidence);
}

Status validate_option(const RiskUnit& unit, const OptionPosition& option) {
    if (option.expiry >= unit.expiries.size()) {
        return refuse(ErrorCode::unknown_reference, "expiry", "an index below " + std::to_string(unit.expiries.size()),
                      std::to_string(option.expiry));
    }
    TRY(price("strike", option.strike));
    TRY(amount("quantity", option.quantity));
    return number_in("volatility", option.volatility, 0, most_volatility, "a volatility from 0 to 10'000");
}

Status validate_future(const FuturePosition& future) {
    TRY(amount("quantity", future.quantity));
    TRY(price("price", future.price));
    TRY(time_left("years", future.years));
    TRY(amount("unrealized", future.unrealized));
    return share("confidence", future.confidence);
}

Status validate_held(const HeldAsset& held) {
    TRY(number_in("quantity", held.quantity, 0, most_amount, "a quantity from 0 to 10^20"));
    TRY(price("price", held.price));
    TRY(share("confidence", held.confidence));
    TRY(share("maintenance_haircut", held.maintenance_haircut));
    TRY(share("initial_haircut_extra", held.initial_haircut_extra));
    return share("initial_haircut_extra", held.maintenance_haircut + held.initial_haircut_extra);
}

bool is_same(const OptionPosition& a, const OptionPosition& b) {
    return a.right == b.right && a.expiry == b.expiry && a.strike == b.strike;
}

bool is_same(const FuturePosition& a, const FuturePosition& b) { return a.price == b.price && a.years == b.years; }

Status at_most(std::string_view where, std::size_t most, std::size_t count) {
    if (count <= most) return {};
    return refuse(ErrorCode::too_many_items, where, most, count);
}

}  // namespace

Status validate(const RiskUnit& unit) {
    TRY(price("spot", unit.spot));
    TRY(share("confidence", unit.confidence));
    TRY(at_most("expiries", most_unit_positions, unit.expiries.size()));
    TRY(at_most("options", most_unit_positions, unit.options.size()));
    TRY(at_most("futures", most_unit_positions, unit.futures.size()));
    TRY(at_most("held", most_unit_positions, unit.held.size()));
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) {
        TRY(under(place("expiries", i), validate_expiry(unit.expiries[i])));
    }
    for (std::size_t i = 0; i < unit.options.size(); ++i) {
        const OptionPosition& option = unit.options[i];
        TRY(under(place("options", i), validate_option(unit, option)));
        const auto end = unit.options.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(unit.options.begin(), end, [&](const OptionPosition& other) { return is_same(other, option); }))
            return refuse(ErrorCode::duplicate_id, place("options", i), "expected each option once");
    }
    for (std::size_t i = 0; i < unit.futures.size(); ++i) {
        TRY(under(place("futures", i), validate_future(unit.futures[i])));
    }
    for (std::size_t i = 0; i < unit.held.size(); ++i) {
        TRY(under(place("held", i), validate_held(unit.held[i])));
    }
    return {};
}

Status validate(const RiskPortfolio& portfolio) {
    TRY(amount("cash", portfolio.cash));
    TRY(price("stable_price", portfolio.stable_price));
    TRY(at_most("units", most_risk_units, portfolio.units.size()));
    for (std::size_t i = 0; i < portfolio.units.size(); ++i) {
        TRY(under(place("units", i), validate(portfolio.units[i])));
    }
    return {};
}

RiskUnit netted(RiskUnit unit) {
    std::vector<OptionPosition> options;
    for (const OptionPosition& option : unit.options) {
        const auto same = std::find_if(options.begin(), options.end(),
                                       [&](const OptionPosition& other) { return is_same(other, option); });
        if (same == options.end()) {
            options.push_back(option);
        } else {
            same->quantity += option.quantity;
        }
    }
    std::vector<FuturePosition> futures;
    for (const FuturePosition& future : unit.futures) {
        const auto same = std::find_if(futures.begin(), futures.end(),
                                       [&](const FuturePosition& other) { return is_same(other, future); });
        if (same == futures.end()) {
            futures.push_back(future);
        } else {
            same->quantity += future.quantity;
            same->unrealized += future.unrealized;
            same->confidence = std::min(same->confidence, future.confidence);
        }
    }
    unit.options = std::move(options);
    unit.futures = std::move(futures);
    return unit;
}

OptionExpiry settling_expiry(double years, double forward, double window_years) noexcept {
    OptionExpiry out;
    out.years = years;
    const double moving = years < window_years ? years / window_years : 1;
    out.forward = forward * moving;
    out.forward_fixed = forward * (1 - moving);
    return out;
}

}  // namespace clearmargin
