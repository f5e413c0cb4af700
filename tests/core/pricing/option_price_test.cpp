#include "core/pricing/option_price.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("implied_volatility", "[pricing]") {
    Black76Input input;
    input.right = OptionRight::call;
    input.forward = 3000;
    input.strike = 3200;
    input.years = 0.25;
    input.volatility = 0.6;
    const double price = black76(input).price;

    SECTION("finds the volatility that gives the price") {
        CHECK(implied_volatility(input, price).value() == Approx(0.6).epsilon(1e-12));
        input.right = OptionRight::put;
        CHECK(implied_volatility(input, black76(input).price).value() == Approx(0.6).epsilon(1e-12));
    }
    SECTION("refuses a price that no volatility gives") {
        const auto refused_of = [&](double wanted) {
            const Error error = error_of(implied_volatility(input, wanted));
            CHECK(error.code == ErrorCode::implied_volatility_out_of_range);
            CHECK(error.where == "price");
        };
        refused_of(0);
        refused_of(-1);
        refused_of(3000);
        refused_of(std::numeric_limits<double>::quiet_NaN());
        // In the money: no more than the intrinsic value.
        input.strike = 2800;
        refused_of(200);
        refused_of(199);
        // So little that the volatility would lie below 10^-6, so much that it would lie above 50.
        input.strike = 3000;
        refused_of(1e-6);
        input.years = 0.0001;
        refused_of(700);
        // Nothing is implied at the expiry.
        input.years = 0;
        refused_of(100);
    }
}
