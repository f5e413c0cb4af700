#include "core/portfolio/vol_shock.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace clearmargin;

TEST_CASE("shocked_volatility", "[portfolio]") {
    VolShock shock;
    shock.up = 0.4;
    shock.down = 0.22;
    shock.short_power = 0.3;
    shock.long_power = 0.13;
    shock.days_floor = 1;
    SECTION("is the range itself at 30 days") {
        CHECK(shocked_volatility(shock, 0.5, 30, true) == Approx(0.7));
        CHECK(shocked_volatility(shock, 0.5, 30, false) == Approx(0.39));
    }
    SECTION("grows nearer expiry, up to the floor of days, and shrinks beyond") {
        CHECK(shocked_volatility(shock, 0.5, 7, true) == Approx(0.5 * (1 + 0.4 * std::pow(30.0 / 7, 0.3))));
        CHECK(shocked_volatility(shock, 0.5, 90, true) == Approx(0.5 * (1 + 0.4 * std::pow(30.0 / 90, 0.13))));
        CHECK(shocked_volatility(shock, 0.5, 0, true) == shocked_volatility(shock, 0.5, 1, true));
    }
    SECTION("takes the power of the days that are left, not of the floored ones") {
        shock.days_floor = 60;
        CHECK(shocked_volatility(shock, 0.5, 29, true) == Approx(0.5 * (1 + 0.4 * std::pow(0.5, 0.3))));
        CHECK(shocked_volatility(shock, 0.5, 31, true) == Approx(0.5 * (1 + 0.4 * std::pow(0.5, 0.13))));
    }
    SECTION("has floors for the upward shock alone") {
        shock.min_up = 0.4;
        CHECK(shocked_volatility(shock, 0.5, 300, true) == Approx(0.7));
        shock.min_volatility_up = 0.9;
        CHECK(shocked_volatility(shock, 0.5, 300, true) == 0.9);
        CHECK(shocked_volatility(shock, 0.5, 300, false) < 0.5);
    }
    SECTION("does not fall below 0") {
        shock.down = 2;
        CHECK(shocked_volatility(shock, 0.5, 1, false) == 0);
    }
    SECTION("is a number at expiry without a floor") {
        shock.days_floor = 0;
        CHECK(shocked_volatility(shock, 0.5, 0, true) == Approx(0.7));
    }
}

TEST_CASE("skew_multiplier", "[portfolio]") {
    SkewShock shock;
    shock.linear_cap = 0.25;
    shock.linear_cap_slope = -0.1;
    shock.absolute_cap = 0.25;
    shock.absolute_cap_slope = -0.1;
    shock.least_k_star = 0.01;
    shock.width = 4;
    shock.vol_static = 0.6;
    // a year: cap 0.15, k* = 2.4
    SECTION("is straight in log-moneyness up to k*") {
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 1.2, 1) == Approx(1.075));
        CHECK(skew_multiplier(shock, VolRule::skew_linear, -1.2, 1) == Approx(0.925));
        CHECK(skew_multiplier(shock, VolRule::skew_absolute, -1.2, 1) == Approx(1.075));
    }
    SECTION("is held at the cap beyond it") {
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 9, 1) == Approx(1.15));
        CHECK(skew_multiplier(shock, VolRule::skew_linear, -9, 1) == Approx(0.85));
    }
    SECTION("keeps the least k* at expiry") {
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 0.005, 0) == Approx(1.125));
    }
    SECTION("is at its cap at once without a k*") {
        shock.least_k_star = 0;
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 0.005, 0) == Approx(1.25));
        CHECK(skew_multiplier(shock, VolRule::skew_linear, -0.005, 0) == Approx(0.75));
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 0, 0) == 1);
    }
    SECTION("turns around where the cap is negative, as the source does") {
        // nine years: cap -0.05
        CHECK(skew_multiplier(shock, VolRule::skew_linear, 0.36, 9) == Approx(0.95));
    }
    SECTION("does not fall below 0") {
        shock.linear_cap = 5;
        shock.linear_cap_slope = 0;
        CHECK(skew_multiplier(shock, VolRule::skew_linear, -9, 1) == 0);
    }
}
