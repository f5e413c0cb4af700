#include "core/number/decimal.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

namespace {

ErrorCode refusal(std::string_view text) {
    const auto parsed = parse_decimal(text);
    REQUIRE_FALSE(parsed.ok());
    return parsed.error().code;
}

}  // namespace

TEST_CASE("parse_decimal", "[number]") {
    SECTION("reads what to_string writes") {
        for (const char* text : {"0", "1", "-1", "0.000000000000000001", "-170141183460469231731.687303715884105728",
                                 "170141183460469231731.687303715884105727", "12.5"}) {
            CHECK(to_string(parse_decimal(text).value()) == text);
        }
    }
    SECTION("refuses every other form") {
        for (const char* text :
             {"", "-", ".5", "5.", "+5", "1e3", " 1", "1 ", "1_000", "0x10", "--1", "1.2.3", "NaN"}) {
            CAPTURE(text);
            CHECK(refusal(text) == ErrorCode::malformed_decimal);
        }
        CHECK(refusal("0.0000000000000000001") == ErrorCode::excess_precision);
        CHECK(refusal("170141183460469231731.687303715884105728") == ErrorCode::decimal_overflow);
        CHECK(refusal("999999999999999999999999999999999999999999") == ErrorCode::decimal_overflow);
    }
}

TEST_CASE("settle", "[number]") {
    CHECK(settle(CheckedDecimal(1) + 1).value() == Decimal(2));
    const auto overflowed = settle(CheckedDecimal(decimal_max) + 1, "equity");
    REQUIRE_FALSE(overflowed.ok());
    CHECK(overflowed.error().code == ErrorCode::decimal_overflow);
    CHECK(overflowed.error().where == "equity");
    const auto divided = settle(div_up(1, 0) + 1, "health");
    REQUIRE_FALSE(divided.ok());
    CHECK(divided.error().code == ErrorCode::division_by_zero);
    CHECK(divided.error().where == "health");
    SECTION("keeps the first fault through every operation") {
        const CheckedDecimal fault = div_up(1, 0);
        for (const CheckedDecimal& after :
             {fault + 1, 1 - fault, -fault, mul_up(fault, 2), mul_div(1, 2, fault, Rounding::floor), min(1, fault),
              max(fault, 1), absolute(fault), product({1, fault}, Rounding::floor)}) {
            CHECK(after.fault() == DecimalFault::division_by_zero);
        }
    }
}

TEST_CASE("product", "[number]") {
    const Decimal third = div_down(1, 3).value();
    CHECK(product({third, 3, 3}, Rounding::ceil).value() == mul_up(third, 9).value());
    CHECK(to_string(product({Decimal::from_units(1), Decimal::from_units(1)}, Rounding::floor).value()) == "0");
    CHECK(to_string(product({Decimal::from_units(-1), Decimal::from_units(1)}, Rounding::floor).value()) ==
          "-0.000000000000000001");
    CHECK(to_string(product({Decimal::from_units(5), Decimal::from_units(Decimal::one_units / 10)}, Rounding::half_even)
                        .value()) == "0");
    CHECK(product({decimal_max, 2}, Rounding::floor).fault() == DecimalFault::overflow);
}

TEST_CASE("decimal_of_amount", "[number]") {
    CHECK(to_string(decimal_of_amount(U256(1'500'000), 6).value()) == "1.5");
    CHECK(to_string(decimal_of_amount(U256(19), 19).value()) == "0.000000000000000001");
    const auto inexact = exact_decimal_of_amount(U256(19), 19);
    REQUIRE_FALSE(inexact.ok());
    CHECK(inexact.error().code == ErrorCode::excess_precision);
    CHECK(to_string(exact_decimal_of_amount(U256(20), 19).value()) == "0.000000000000000002");
    CHECK(
        decimal_of_amount(parse_u256("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff").value(), 18)
            .error()
            .code == ErrorCode::decimal_overflow);
    CHECK(decimal_of_amount(U256(1), 200).error().code == ErrorCode::out_of_range);
    SECTION("takes the largest there is, and refuses one more, however it would wrap") {
        const U256 most = *checked_sub(shift_left(1, 127), 1);
        CHECK(decimal_of_amount(most, 18).value() == decimal_max);
        for (const unsigned bits : {127U, 128U, 192U, 255U}) {
            CAPTURE(bits);
            CHECK(decimal_of_amount(shift_left(1, bits), 18).error().code == ErrorCode::decimal_overflow);
            CHECK(decimal_of_amount(shift_left(1, bits), 0).error().code == ErrorCode::decimal_overflow);
        }
        CHECK(to_string(decimal_of_amount(shift_left(1, 64), 0).value()) == "18446744073709551616");
    }
}

TEST_CASE("parse_decimal refuses what would wrap", "[number]") {
    const std::string most = "170141183460469231731.687303715884105727";
    CHECK(parse_decimal(most).value() == decimal_max);
    for (const std::string text : {"170141183460469231731.687303715884105728", "340282366920938463463.374607431768211456",
                                   "340282366920938463463374607431768211456", "680564733841876926926.749214863536422912",
                                   "3402823669209384634633746074317682114560"}) {
        CAPTURE(text);
        CHECK(parse_decimal(text).error().code == ErrorCode::decimal_overflow);
        CHECK(parse_decimal("-1" + text).error().code == ErrorCode::decimal_overflow);
    }
}

TEST_CASE("isqrt", "[number]") {
    CHECK(isqrt(4).value() == Decimal(2));
    CHECK(to_string(isqrt(2).value()) == "1.414213562373095048");
    CHECK(isqrt(0).value() == Decimal(0));
    CHECK(isqrt(decimal_max).ok());
    CHECK(isqrt(-1).error().code == ErrorCode::out_of_range);
}

TEST_CASE("round_to_tick", "[number]") {
    const Decimal tick = Decimal::from_units(Decimal::one_units / 2);
    const Decimal price = Decimal::from_units(Int128{57390835} * (Decimal::one_units / 10'000));
    CHECK(to_string(round_to_tick(price, tick, Rounding::ceil).value()) == "5739.5");
    CHECK(to_string(round_to_tick(price, tick, Rounding::floor).value()) == "5739");
    CHECK(round_to_tick(1, 0, Rounding::ceil).fault() == DecimalFault::division_by_zero);
}
