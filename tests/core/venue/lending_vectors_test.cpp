#include <catch2/catch.hpp>

#include "core/venue/lending.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

LendingReserve reserve_of(const JsonReader& in, std::string_view value) {
    return {decimal_of(in, value), decimal_of(in, "ltv", 0),
            decimal_of(in, "liquidation_threshold", decimal_of(in, "lt", 0))};
}

void run_health_factor(const MarginCase& test) {
    const LendingReserve reserve = reserve_of(test.in(), "collateral");
    check_optional(test, "hf", good(health_factor(std::span(&reserve, 1), decimal_of(test.in(), "debt"))));
}

void run_available(const MarginCase& test) {
    const LendingReserve reserve = reserve_of(test.in(), "collateral");
    check_decimal(test, "available", good(available_borrows(std::span(&reserve, 1), decimal_of(test.in(), "debt"))));
}

void run_weighted(const MarginCase& test) {
    std::vector<LendingReserve> reserves;
    for (const JsonReader& element : test.in().member("reserves").value().elements(10).value()) {
        reserves.push_back(reserve_of(element, "value"));
    }
    const LendingReserve total = good(weighted_reserve(reserves));
    check_decimal(test, "ltv", total.loan_to_value);
    check_decimal(test, "lt", total.liquidation_threshold);
}

void run_linear_index(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto integer = [&](std::string_view name) { return good(parse_u256(text_of(in, name))); };
    const U256 balance = good(
        linear_interest_balance(integer("scaled"), integer("index_ray"), integer("rate_ray"), *integer("dt").to_u64()));
    CHECK(to_decimal(balance) == text_of(test.out(), "balance"));
}

void run_liq_price(const MarginCase& test) {
    const JsonReader in = test.in();
    const Decimal covered =
        good(settle(mul_down(decimal_of(in, "collateral_qty"), decimal_of(in, "liquidation_threshold"))));
    check_optional(test, "price", good(lending_liquidation_price(1, {covered, 0}, {0, decimal_of(in, "debt_usd")})));
}

bool is_short(const JsonReader& in, std::string_view factor) {
    return good(is_short_of_factor(decimal_of(in, "base"), decimal_of(in, "collateral"), decimal_of(in, "price"),
                                   decimal_of(in, factor)));
}

void run_comet_liquidatable(const MarginCase& test) {
    check_boolean(test, "liquidatable", is_short(test.in(), "liquidate_cf"));
}

void run_comet_borrow(const MarginCase& test) { check_boolean(test, "ok", !is_short(test.in(), "borrow_cf")); }

}  // namespace

TEST_CASE("venue-lending vectors", "[venue][vectors]") {
    run_margin_vectors("venue-lending.json", {{"aave_health_factor", run_health_factor},
                                              {"aave_available_borrows", run_available},
                                              {"aave_weighted_params", run_weighted},
                                              {"aave_linear_index", run_linear_index},
                                              {"lending_liq_price", run_liq_price},
                                              {"comet_is_liquidatable", run_comet_liquidatable},
                                              {"comet_is_borrow_collateralized", run_comet_borrow}});
}
