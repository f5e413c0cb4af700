#include "core/venue/option_margin.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

TEST_CASE("paradex_long_option_margin", "[venue]") {
    const Decimal fifth = parse_decimal("0.2").value();
    SECTION("is the mark of a cheap option, as in the venue's example") {
        CHECK(paradex_long_option_margin(4000, 100'000, fifth).value() == Decimal(4000));
    }
    SECTION("is a share of the spot of a dear one") {
        CHECK(paradex_long_option_margin(30'000, 100'000, fifth).value() == Decimal(20'000));
    }
    SECTION("refuses what does not fit") {
        const auto refused = paradex_long_option_margin(1, decimal_max, 2);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::decimal_overflow);
    }
}
