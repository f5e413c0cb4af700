#include "core/portfolio/risk_unit.hpp"

#include <limits>

#include "core/portfolio/revaluation.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

struct Fault {
    const char* where;
    ErrorCode code;
    void (*make)(RiskUnit&);
};

}  // namespace

TEST_CASE("validate of a risk unit", "[portfolio]") {
    using enum ErrorCode;
    REQUIRE(validate(sample_unit()).ok());
    const auto fault = GENERATE(values<Fault>({
        {"spot", price_not_positive, [](RiskUnit& u) { u.spot = 0; }},
        {"spot", out_of_range, [](RiskUnit& u) { u.spot = not_a_number; }},
        {"spot", out_of_range, [](RiskUnit& u) { u.spot = infinite; }},
        {"confidence", out_of_range, [](RiskUnit& u) { u.confidence = 1.1; }},
        {"expiries", too_many_items, [](RiskUnit& u) { u.expiries.resize(257); }},
        {"options", too_many_items, [](RiskUnit& u) { u.options.resize(257); }},
        {"futures", too_many_items, [](RiskUnit& u) { u.futures.resize(257); }},
        {"held", too_many_items, [](RiskUnit& u) { u.held.resize(257); }},
        {"expiries[0].years", expired_instrument, [](RiskUnit& u) { u.expiries[0].years = -1e-9; }},
        {"expiries[0].years", out_of_range, [](RiskUnit& u) { u.expiries[0].years = not_a_number; }},
        {"expiries[0].forward", price_not_positive, [](RiskUnit& u) { u.expiries[0].forward = 0; }},
        {"expiries[0].forward", out_of_range, [](RiskUnit& u) { u.expiries[0].forward = -1; }},
        {"expiries[0].forward_fixed", out_of_range, [](RiskUnit& u) { u.expiries[0].forward_fixed = -1; }},
        {"expiries[0].rate", out_of_range, [](RiskUnit& u) { u.expiries[0].rate = 101; }},
        {"expiries[0].confidence", out_of_range, [](RiskUnit& u) { u.expiries[0].confidence = -0.1; }},
        {"options[1].expiry", unknown_reference, [](RiskUnit& u) { u.options[1].expiry = 1; }},
        {"options[1].strike", price_not_positive, [](RiskUnit& u) { u.options[1].strike = 0; }},
        {"options[1].quantity", out_of_range, [](RiskUnit& u) { u.options[1].quantity = 2e20; }},
        {"options[1].volatility", out_of_range, [](RiskUnit& u) { u.options[1].volatility = 10'001; }},
        {"options[1].volatility", out_of_range, [](RiskUnit& u) { u.options[1].volatility = -0.1; }},
        {"options[1].volatility", out_of_range, [](RiskUnit& u) { u.options[1].volatility = not_a_number; }},
        {"options[2]", duplicate_id, [](RiskUnit& u) { u.options.push_back(u.options[0]); }},
        {"futures[0].price", price_not_positive, [](RiskUnit& u) { u.futures[0].price = -1; }},
        {"futures[0].quantity", out_of_range, [](RiskUnit& u) { u.futures[0].quantity = not_a_number; }},
        {"futures[0].years", expired_instrument, [](RiskUnit& u) { u.futures[0].years = -1; }},
        {"futures[0].unrealized", out_of_range, [](RiskUnit& u) { u.futures[0].unrealized = infinite; }},
        {"futures[0].confidence", out_of_range, [](RiskUnit& u) { u.futures[0].confidence = 2; }},
        {"held[0].quantity", out_of_range, [](RiskUnit& u) { u.held[0].quantity = -1; }},
        {"held[0].price", price_not_positive, [](RiskUnit& u) { u.held[0].price = 0; }},
        {"held[0].confidence", out_of_range, [](RiskUnit& u) { u.held[0].confidence = -1; }},
        {"held[0].maintenance_haircut", out_of_range, [](RiskUnit& u) { u.held[0].maintenance_haircut = 1.1; }},
        {"held[0].initial_haircut_extra", out_of_range, [](RiskUnit& u) { u.held[0].initial_haircut_extra = 0.99; }},
    }));
    RiskUnit unit = sample_unit();
    fault.make(unit);
    check_refused(validate(unit), fault.code, fault.where);
}

TEST_CASE("validate of a risk portfolio", "[portfolio]") {
    RiskPortfolio portfolio;
    portfolio.units.push_back(sample_unit());
    REQUIRE(validate(portfolio).ok());
    SECTION("names the unit") {
        portfolio.units[0].options[0].strike = -1;
        check_refused(validate(portfolio), ErrorCode::price_not_positive, "units[0].options[0].strike");
    }
    SECTION("refuses a stablecoin without a price") {
        portfolio.stable_price = 0;
        check_refused(validate(portfolio), ErrorCode::price_not_positive, "stable_price");
    }
    SECTION("refuses cash that is no number") {
        portfolio.cash = not_a_number;
        check_refused(validate(portfolio), ErrorCode::out_of_range, "cash");
    }
    SECTION("refuses more than 64 units") {
        portfolio.units.resize(65, sample_unit());
        check_refused(validate(portfolio), ErrorCode::too_many_items, "units");
    }
}

TEST_CASE("netted", "[portfolio]") {
    RiskUnit unit = sample_unit();
    unit.options.push_back(unit.options[0]);
    unit.options.back().quantity = 5;
    unit.options.back().volatility = 0.9;
    unit.options.push_back(unit.options[0]);
    unit.options.back().strike = 2201;
    FuturePosition other_chain = unit.futures[0];
    other_chain.quantity = -2;
    other_chain.unrealized = 7;
    other_chain.confidence = 0.4;
    unit.futures.push_back(other_chain);
    unit.futures.push_back(other_chain);
    unit.futures.back().price = 1990;
    const RiskUnit net = netted(unit);
    CHECK(validate(net).ok());
    REQUIRE(net.options.size() == 3);
    CHECK(net.options[0].quantity == 2);
    CHECK(net.options[0].volatility == 0.6);
    REQUIRE(net.futures.size() == 2);
    CHECK(net.futures[0].quantity == -0.5);
    CHECK(net.futures[0].unrealized == -33);
    CHECK(net.futures[0].confidence == 0.4);
}

TEST_CASE("settling_expiry", "[portfolio]") {
    SECTION("leaves the forward as it is before the window") {
        const OptionExpiry expiry = settling_expiry(0.5, 2000, 0.25);
        CHECK(expiry.forward == 2000);
        CHECK(expiry.forward_fixed == 0);
    }
    SECTION("moves only the share of the time left within it") {
        const OptionExpiry expiry = settling_expiry(0.125, 2000, 0.5);
        CHECK(expiry.forward == 500);
        CHECK(expiry.forward_fixed == 1500);
        CHECK(forward_after(expiry, 0.1) == Approx(2050));
    }
    SECTION("moves nothing at its end") { CHECK(forward_after(settling_expiry(0, 2000, 0.5), 0.5) == 2000); }
}
