#include "core/stress/reverse_stress.hpp"

#include <catch2/catch.hpp>

#include "core/margin/margin.hpp"
#include "core/stress/scenario.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

Decimal hundredths(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 100)); }
const LatencyTerms premiums_by{hundredths(99)};

/// One ETH of collateral with a latency premium, and a debt.
Account indebted(int debt) {
    Account account;
    MarginAsset eth;
    eth.id = "ETH";
    eth.price = eth.lower = eth.upper = 3000;
    MarginAsset usdc;
    usdc.id = "USDC";
    usdc.price = usdc.lower = usdc.upper = 1;
    usdc.liability_maintenance = hundredths(5);
    account.assets = {eth, usdc};
    account.collateral.push_back(CollateralLine{0, 0, 1, {hundredths(5), 0, hundredths(2), 0}, true, 1});
    account.collateral.push_back(CollateralLine{1, 0, -debt, {}, true, 1});
    return account;
}

bool stands(Account account, Decimal volatility, Decimal latency) {
    StressScenario scenario;
    scenario.volatility_multiple = volatility;
    scenario.latency_multiple = latency;
    REQUIRE(apply_scenario(account, scenario, premiums_by, 0).ok());
    return !compute_margin_result(account, MarginParams{}).value().pools[0].figures.liquidatable;
}

}  // namespace

TEST_CASE("reverse_stress", "[stress]") {
    SECTION("finds the first multiple that liquidates") {
        const Account account = indebted(2000);
        const ReverseStress found = reverse_stress(account, MarginParams{}, premiums_by).value();
        REQUIRE((found.volatility_multiple && found.latency_multiple));
        const Decimal hair = Decimal::from_units(2'000'000'000);
        CHECK_FALSE(stands(account, *found.volatility_multiple, 1));
        CHECK(stands(account, settle(CheckedDecimal(*found.volatility_multiple) - hair).value(), 1));
        CHECK_FALSE(stands(account, 1, *found.latency_multiple));
        const auto square = settle(mul_up(*found.volatility_multiple, *found.volatility_multiple)).value();
        CHECK(*found.latency_multiple == square);
    }
    SECTION("is 1 where the account is liquidatable now") {
        CHECK(reverse_stress(indebted(2900), MarginParams{}, premiums_by).value().volatility_multiple == Decimal(1));
    }
    SECTION("finds none where no premium can do it") {
        CHECK_FALSE(reverse_stress(indebted(0), MarginParams{}, premiums_by).value().volatility_multiple.has_value());
    }
    SECTION("refuses") {
        Account account = indebted(2000);
        CHECK(error_of(reverse_stress(account, MarginParams{}, LatencyTerms{hundredths(50)})).where == "confidence");
        account.assets[0].price = 0;
        CHECK(error_of(reverse_stress(account, MarginParams{}, premiums_by)).where == "assets[0].price");
    }
}
