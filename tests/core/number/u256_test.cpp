#include "core/number/u256.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

namespace {

const std::string max_decimal = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

U256 number(std::string_view text) { return parse_u256(text).value(); }

}  // namespace

TEST_CASE("parse_u256", "[number]") {
    CHECK(number("0") == U256(0));
    CHECK(number("0007") == U256(7));
    CHECK(number("18446744073709551616") == number("0x10000000000000000"));
    CHECK(to_decimal(number(max_decimal)) == max_decimal);
    CHECK(number("0x" + std::string(64, 'f')) == number(max_decimal));
    SECTION("refuses what is no whole number") {
        const std::string text = GENERATE("", "0x", "-1", "+1", "1.0", "1e3", " 1", "0xg", "1_000");
        CAPTURE(text);
        CHECK(parse_u256(text).error().code == ErrorCode::malformed_integer);
    }
    SECTION("refuses 2^256") {
        std::string above = max_decimal;
        above.back() = '6';
        CHECK(parse_u256(above).error().code == ErrorCode::integer_out_of_range);
        CHECK(parse_u256("0x1" + std::string(64, '0')).error().code == ErrorCode::malformed_integer);
    }
}

TEST_CASE("U256 arithmetic", "[number]") {
    const U256 max = number(max_decimal);
    const U256 big = number("0x123456789abcdef0fedcba9876543210112233445566778899aabbccddeeff00");
    CHECK_FALSE(checked_add(max, 1));
    CHECK(wrapping_add(max, 1) == U256(0));
    CHECK(*checked_add(big, 0) == big);
    CHECK_FALSE(checked_sub(1, 2));
    CHECK(*checked_sub(big, big) == U256(0));
    CHECK(*checked_sub(number("0x10000000000000000"), 1) == number("0xffffffffffffffff"));
    CHECK_FALSE(checked_mul(max, 2));
    CHECK(*checked_mul(max, 1) == max);
    CHECK(*checked_mul(number("0xffffffffffffffff"), number("0xffffffffffffffff")) ==
          number("0xfffffffffffffffe0000000000000001"));
    CHECK(shift_left(1, 255) == number("0x8000000000000000000000000000000000000000000000000000000000000000"));
    CHECK(shift_left(1, 256) == U256(0));
    CHECK(shift_left(max, 300) == U256(0));
    CHECK(shift_left(big, 64) == number("0xfedcba9876543210112233445566778899aabbccddeeff000000000000000000"));
    CHECK(shift_left(big, 68) == number("0xedcba9876543210112233445566778899aabbccddeeff0000000000000000000"));
    CHECK(shift_right(big, 64) == number("0x123456789abcdef0fedcba98765432101122334455667788"));
    CHECK(shift_right(big, 68) == number("0x123456789abcdef0fedcba9876543210112233445566778"));
    CHECK(shift_right(max, 68) == number("0x" + std::string(47, 'f')));
    CHECK(shift_right(max, 256) == U256(0));
    CHECK(shift_right(max, 300) == U256(0));
    CHECK(shift_right(big, 200) == number("0x123456789abcde"));
    CHECK(shift_right(shift_left(big, 13), 13) == low_bits(big, 243));
    CHECK(low_bits(big, 16) == U256(0xff00));
    CHECK(low_bits(big, 256) == big);
    CHECK(low_bits(big, 257) == big);
    CHECK(low_bits(big, 0) == U256(0));
    CHECK(big.bit_length() == 253);
    CHECK(U256(0).bit_length() == 0);
    CHECK(max.bit(255));
    CHECK_FALSE(max.bit(256));
    CHECK(to_decimal(0) == "0");
    CHECK(U256::from_be(big.to_be()) == big);
    CHECK(*U256::from_be_bytes(Bytes{1, 0}) == U256(256));
    CHECK(*U256::from_be_bytes(Bytes(32, 0xff)) == max);
    CHECK_FALSE(U256::from_be_bytes(Bytes(33)));
    CHECK(U256(1) < big);
    CHECK_FALSE(big < big);
    CHECK_FALSE(big.to_u64());
    CHECK(U256(9).to_u64() == 9);
}

TEST_CASE("divide", "[number]") {
    const U256 max = number(max_decimal);
    CHECK_FALSE(divide(1, 0));
    const U256 dividend = GENERATE_COPY(U256(0), U256(1), number("0xffffffffffffffffffffffffffffffff"), max,
                                        number("0x923456789abcdef0fedcba9876543210112233445566778899aabbccddeeff00"));
    const U256 divisor =
        GENERATE_COPY(U256(1), U256(10), number("0x10000000000000001"),
                      number("0x8000000000000000000000000000000000000000000000000000000000000001"), max,
                      number("0x923456789abcdef0fedcba9876543210112233445566778899aabbccddeeff00"));
    const auto division = divide(dividend, divisor);
    REQUIRE(division);
    CHECK(division->remainder < divisor);
    CHECK(*checked_add(*checked_mul(division->quotient, divisor), division->remainder) == dividend);
}
