#include "core/venue/lending.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

namespace {

Decimal number(const char* text) { return parse_decimal(text).value(); }

std::optional<Decimal> price_of(const LendingSums& moving, const LendingSums& rest) {
    return lending_liquidation_price(3000, moving, rest).value();
}

}  // namespace

TEST_CASE("health_factor", "[venue]") {
    const LendingReserve reserve{number("1000000"), number("0.75"), number("0.8")};
    CHECK(health_factor(std::span(&reserve, 1), 600'000).value() == number("1.333333333333333333"));
    CHECK_FALSE(health_factor(std::span(&reserve, 1), 0).value().has_value());
    CHECK(health_factor({}, 1).value() == Decimal(0));
    SECTION("of a debt of dust is the largest decimal") {
        CHECK(health_factor(std::span(&reserve, 1), decimal_step).value() == decimal_max);
    }
    SECTION("refuses collateral beyond all decimals") {
        const std::vector<LendingReserve> two(2, {decimal_max, 1, 1});
        CHECK(health_factor(two, 1).error().code == ErrorCode::decimal_overflow);
        CHECK(available_borrows(two, 1).error().code == ErrorCode::decimal_overflow);
        CHECK(weighted_reserve(two).error().code == ErrorCode::decimal_overflow);
    }
}

TEST_CASE("lending_liquidation_price", "[venue]") {
    SECTION("a fall liquidates where more is covered than owed in what moves; rounded up") {
        CHECK(price_of({10'000, 0}, {0, 7'000}) == Decimal(2100));
        CHECK(price_of({9'000, 0}, {1'000, 7'000}) == Decimal(2000));
        CHECK(price_of({7'000, 0}, {0, 1'000}) == number("428.571428571428571429"));
    }
    SECTION("a rise does where less is; rounded down") {
        CHECK(price_of({0, 3'000}, {4'500, 0}) == Decimal(4500));
        CHECK(price_of({500, 7'500}, {8'000, 0}) == number("3428.571428571428571428"));
    }
    SECTION("what is lent and owed alike cancels out") {
        CHECK(price_of({10'000, 4'000}, {0, 5'000}) == Decimal(2500));
        CHECK_FALSE(price_of({4'000, 4'000}, {9'000, 5'000}).has_value());
    }
    SECTION("nothing does where the rest carries itself, or no price is high enough") {
        CHECK_FALSE(price_of({10'000, 0}, {5'000, 5'000}).has_value());
        CHECK_FALSE(price_of({10'000, 0}, {5'001, 5'000}).has_value());
        CHECK_FALSE(price_of({0, 0}, {5'000, 1'000}).has_value());
        CHECK_FALSE(price_of({0, decimal_step}, {5'000, 1'000}).has_value());
    }
    SECTION("at exactly 1 it is today's price") { CHECK(price_of({5'000, 0}, {0, 5'000}) == Decimal(3000)); }
    SECTION("refuses sums beyond all decimals") {
        CHECK(lending_liquidation_price(1, {decimal_max, -1}, {}).error().code == ErrorCode::decimal_overflow);
    }
}
