#include "tests/core/portfolio/unit_samples.hpp"

#include "tests/core/margin/margin_vectors.hpp"

namespace clearmargin::portfolio_tests {

RiskUnit sample_unit() {
    RiskUnit unit;
    unit.spot = 2000;
    OptionExpiry month;
    month.years = 30.0 / 365;
    month.forward = 2010;
    month.rate = 0.05;
    unit.expiries.push_back(month);
    unit.options.push_back({OptionRight::call, 0, 2200, 0.6, -3});
    unit.options.push_back({OptionRight::put, 0, 1800, 0.7, 2});
    FuturePosition perpetual;
    perpetual.quantity = 1.5;
    perpetual.price = 2001;
    perpetual.unrealized = -40;
    unit.futures.push_back(perpetual);
    HeldAsset coin;
    coin.quantity = 1;
    coin.price = 2000;
    coin.risk_cancelling = true;
    coin.maintenance_haircut = 0.02;
    coin.initial_haircut_extra = 0.01;
    unit.held.push_back(coin);
    return unit;
}

std::string word_at(const JsonReader& array, std::size_t index) {
    const JsonReader element = array.elements(100).value()[index];
    if (const auto* number = element.json().get_if<Json::Number>()) return number->text;
    return std::string(element.string().value());
}

double number_at(const JsonReader& array, std::size_t index) {
    return margin_tests::double_from_text(word_at(array, index));
}

OptionRight right_of(const JsonReader& option, std::string_view member) {
    return option.member(member).value().boolean().value() ? OptionRight::call : OptionRight::put;
}

}  // namespace clearmargin::portfolio_tests
