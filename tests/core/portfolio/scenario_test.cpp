#include "core/portfolio/scenario.hpp"

#include <limits>
#include <vector>

#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

TEST_CASE("validate of scenarios", "[portfolio]") {
    std::vector<Scenario> scenarios{{0.1, VolRule::up, 1}, {-0.1, VolRule::down, 0}};
    REQUIRE(validate(scenarios).ok());
    SECTION("refuses none") {
        check_refused(validate(std::span<const Scenario>()), ErrorCode::mode_needs_field, "scenarios");
    }
    SECTION("refuses more than 4096") {
        scenarios.resize(4096);
        CHECK(validate(scenarios).ok());
        scenarios.resize(4097);
        check_refused(validate(scenarios), ErrorCode::too_many_items, "scenarios");
    }
    SECTION("refuses a move below nothing or beyond bounds") {
        scenarios[1].move = GENERATE(-1.001, -2.0, 101.0, std::numeric_limits<double>::quiet_NaN());
        check_refused(validate(scenarios), ErrorCode::out_of_range, "scenarios[1].move");
    }
    SECTION("refuses a weight outside its bounds") {
        scenarios[0].weight = GENERATE(-0.1, 101.0, std::numeric_limits<double>::infinity());
        check_refused(validate(scenarios), ErrorCode::out_of_range, "scenarios[0].weight");
    }
}

TEST_CASE("worst_of", "[portfolio]") {
    CHECK(worst_of({}) == 0);
    CHECK(worst_of(std::vector<double>{1, -2, 3, -2}) == 1);
}
