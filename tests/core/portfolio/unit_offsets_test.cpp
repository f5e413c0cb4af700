#include "core/portfolio/unit_offsets.hpp"

#include <array>
#include <vector>

#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

TEST_CASE("offset_credit", "[portfolio]") {
    // F: 1000, 600 and 400
    std::vector<UnitRisk> units{{1000, 1, 20'000, 0.15}, {900, -2, 2000, 0.15}, {400, -30, 100, 0.15}};
    SECTION("is none without ratios") { CHECK(good(offset_credit(units, {})) == 0); }
    SECTION("takes twice the ratio of the smaller part") {
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{0, 1, 0.3}})) == Approx(2 * 0.3 * 600));
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{1, 0, 0.3}})) == Approx(2 * 0.3 * 600));
    }
    SECTION("uses up what the larger ratio took, whatever the order") {
        // 0 and 2 first: 400 of each, then 600 left of 0 against 600 of 1
        const double credit = 2 * 0.5 * 400 + 2 * 0.3 * 600;
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{0, 1, 0.3}, {0, 2, 0.5}})) == Approx(credit));
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{2, 0, 0.5}, {1, 0, 0.3}})) == Approx(credit));
        units[0].risk = 500;
        const double less = 2 * 0.5 * 400 + 2 * 0.3 * 100;
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{0, 1, 0.3}, {0, 2, 0.5}})) == Approx(less));
    }
    SECTION("gives none to deltas of one sign or of 0") {
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{1, 2, 1}})) == 0);
        units[1].delta = 0;
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{0, 1, 1}})) == 0);
    }
    SECTION("stops at half of the sum") {
        units[1] = {1000, -1, 20'000, 0.15};
        units[2].risk = 0;
        CHECK(good(offset_credit(units, std::vector<UnitOffset>{{0, 1, 0.9}})) == Approx(1000));
    }
    SECTION("refuses what it cannot offset") {
        using Offsets = std::vector<UnitOffset>;
        check_refused(offset_credit(units, Offsets{{0, 3, 0.3}}), ErrorCode::unknown_reference, "offsets[0]");
        check_refused(offset_credit(units, Offsets{{1, 1, 0.3}}), ErrorCode::duplicate_id, "offsets[0]");
        check_refused(offset_credit(units, Offsets{{0, 1, 0.3}, {1, 0, 0.2}}), ErrorCode::duplicate_id, "offsets[1]");
        check_refused(offset_credit(units, Offsets{{0, 1, 1.1}}), ErrorCode::out_of_range, "offsets[0].ratio");
        units[2].risk = -1;
        check_refused(offset_credit(units, {}), ErrorCode::out_of_range, "units[2].risk");
        units[2].risk = 1;
        units[1].range = -1;
        check_refused(offset_credit(units, {}), ErrorCode::out_of_range, "units[1].range");
        units[1].range = 0.1;
        units[0].spot = -1;
        check_refused(offset_credit(units, {}), ErrorCode::out_of_range, "units[0].spot");
        units[0] = {1, 1e21, 1, 1};
        check_refused(offset_credit(units, {}), ErrorCode::out_of_range, "units[0].delta");
    }
}
