#include "wasm/pipeline/age.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

TEST_CASE("age_at", "[pipeline]") {
    CHECK(age_at(100, 40) == 60);
    CHECK(age_at(100, 100) == 0);
    CHECK(age_at(100, 101) == 0);
}

TEST_CASE("judge_date", "[pipeline]") {
    constexpr UnixSeconds now = 1'700'000'000;
    constexpr StatementCodes codes{ErrorCode::price_from_the_future, ErrorCode::price_stale};
    const auto check = [&](UnixSeconds as_of, ErrorCode code, const std::string& expected) {
        const Refusal refusal = judge_date(as_of, now, 600, codes);
        REQUIRE(refusal.present());
        CHECK(refusal.error().code == code);
        CHECK(refusal.error().where == "as_of");
        CHECK(refusal.error().expected == expected);
    };
    SECTION("takes what is as old as may be, and ahead by as much as clocks differ") {
        for (const UnixSeconds as_of : {now - 600, now, now + max_clock_difference}) {
            CHECK_FALSE(judge_date(as_of, now, 600, codes).present());
        }
    }
    SECTION("refuses what is older by a second") {
        check(now - 601, ErrorCode::price_stale, "expected an age of at most 600 s, got 601 s");
    }
    SECTION("refuses what is ahead by a second more") {
        check(now + 16, ErrorCode::price_from_the_future, "expected at most 1700000000, got 1700000016");
    }
}
