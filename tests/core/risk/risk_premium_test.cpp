#include "core/risk/risk_premium.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("risk_premium", "[risk]") {
    const Decimal tenth = Decimal::from_units(Decimal::one_units / 10);
    SECTION("is rounded up, and shared out over a year") {
        const RiskPremium premium = risk_premium(1000, tenth, 31'536'000, 50'000).value();
        CHECK(premium.per_year == Decimal(100));
        CHECK(premium.per_lag == Decimal(100));
        CHECK(premium.share_of_collateral == Decimal::from_units(Decimal::one_units / 500));
        CHECK(risk_premium(decimal_step, tenth, 1, 1).value().per_year == decimal_step);
    }
    SECTION("has no share of no collateral") {
        CHECK_FALSE(risk_premium(1000, tenth, 1, 0).value().share_of_collateral.has_value());
    }
    SECTION("refuses") {
        CHECK(error_of(risk_premium(-1, tenth, 1, 1)).where == "expected_shortfall");
        CHECK(error_of(risk_premium(1, -1, 1, 1)).where == "cost_of_capital");
        CHECK(error_of(risk_premium(1, tenth, -1, 1)).where == "lag_seconds");
        CHECK(error_of(risk_premium(1, tenth, 1, -1)).where == "collateral");
        CHECK(error_of(risk_premium(1, tenth, 1, -1)).code == ErrorCode::out_of_range);
        CHECK(error_of(risk_premium(decimal_max, 2, 1, 1)).code == ErrorCode::decimal_overflow);
    }
}
