#include "core/risk/quorum.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("accepted_report", "[risk]") {
    const std::vector<MessengerReport> agreed{{"0xaa", 100}, {"0xbb", 1}, {"0xaa", 99}};
    SECTION("is the least value that the majority gives") { CHECK(accepted_report(agreed, 2).value() == Decimal(99)); }
    SECTION("needs as many as are required") {
        const Error error = error_of(accepted_report(agreed, 3));
        CHECK(error.code == ErrorCode::conflicting_reports);
        CHECK(error.where == "reports");
    }
    SECTION("needs more than half") {
        const std::vector<MessengerReport> split{{"0xaa", 1}, {"0xbb", 1}, {"0xaa", 1}, {"0xbb", 1}};
        CHECK(error_of(accepted_report(split, 2)).code == ErrorCode::conflicting_reports);
    }
    SECTION("is none of no reports") { CHECK(error_of(accepted_report({}, 1)).code == ErrorCode::conflicting_reports); }
    SECTION("refuses to require nothing") {
        CHECK(error_of(accepted_report(agreed, 0)).where == "required");
        CHECK(error_of(accepted_report(agreed, 0)).code == ErrorCode::out_of_range);
    }
}
