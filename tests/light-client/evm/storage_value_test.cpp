#include "light-client/evm/storage_value.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

TEST_CASE("parse_value_type", "[evm][storage]") {
    using Kind = ValueType::Kind;
    CHECK(parse_value_type("uint8").value() == ValueType{Kind::unsigned_integer, 1});
    CHECK(parse_value_type("uint256").value() == ValueType{Kind::unsigned_integer, 32});
    CHECK(parse_value_type("int64").value() == ValueType{Kind::signed_integer, 8});
    CHECK(parse_value_type("bool").value() == ValueType{Kind::boolean, 1});
    CHECK(parse_value_type("address").value() == ValueType{Kind::address, 20});
    CHECK(parse_value_type("bytes1").value() == ValueType{Kind::fixed_bytes, 1});
    CHECK(parse_value_type("bytes32").value() == ValueType{Kind::fixed_bytes, 32});

    SECTION("refuses what no layout lists") {
        const auto* name =
            GENERATE("", "uint", "int", "uint0", "uint7", "uint264", "uint08", "int12", "bytes", "bytes0", "bytes33",
                     "string", "uint256 ", "Uint256", "uint-8", "bytes032", "uint4294967304", "bytes4294967300");
        CAPTURE(name);
        CHECK(error_of(parse_value_type(name)).code == ErrorCode::unknown_value);
    }
}

TEST_CASE("extract_value", "[evm][storage]") {
    // Bytes 31..0 of the word are 0x1f..0x00, but for a set sign bit in byte 2.
    const U256 word = parse_u256("0x1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403f20100").value();
    const auto extract = [&](std::string_view type, unsigned byte_offset) {
        return extract_value(word, parse_value_type(type).value(), byte_offset);
    };
    CHECK(extract("uint256", 0).value() == StorageValue{word, false});
    CHECK(extract("uint8", 0).value() == StorageValue{0x00, false});
    CHECK(extract("uint8", 31).value() == StorageValue{0x1f, false});
    CHECK(extract("uint16", 1).value() == StorageValue{0xf201, false});
    CHECK(extract("bytes4", 4).value() == StorageValue{0x07060504, false});
    CHECK(extract("bool", 1).value() == StorageValue{1, false});
    CHECK(extract("address", 12).value() ==
          StorageValue{parse_u256("0x1f1e1d1c1b1a191817161514131211100f0e0d0c").value(), false});
    CHECK(extract("uint128", 16).value() ==
          StorageValue{parse_u256("0x1f1e1d1c1b1a19181716151413121110").value(), false});

    SECTION("extends the sign of integers from their own width") {
        CHECK(extract("int8", 2).value() == StorageValue{14, true});       // 0xf2 = -14
        CHECK(extract("int16", 1).value() == StorageValue{0x0dff, true});  // 0xf201 = -3583
        CHECK(extract("int24", 1).value() == StorageValue{0x03f201, false});
        const U256 ones = parse_u256("0x" + std::string(64, 'f')).value();
        CHECK(extract_value(ones, parse_value_type("int256").value(), 0).value() == StorageValue{1, true});
        const U256 least = shift_left(1, 255);
        CHECK(extract_value(least, parse_value_type("int256").value(), 0).value() == StorageValue{least, true});
        CHECK(extract_value(U256(0x80), parse_value_type("int8").value(), 0).value() == StorageValue{128, true});
        CHECK(extract_value(U256(0x7f), parse_value_type("int8").value(), 0).value() == StorageValue{127, false});
    }
    SECTION("refuses a value that leaves the word") {
        for (unsigned size = 1; size <= 32; ++size) {
            const ValueType type{ValueType::Kind::unsigned_integer, size};
            CHECK(extract_value(word, type, 32 - size).ok());
            CHECK(error_of(extract_value(word, type, 33 - size)).code == ErrorCode::malformed_storage_expression);
            CHECK(error_of(extract_value(word, type, 33 - size)).where == "byte_offset");
            CHECK(error_of(extract_value(word, type, ~0U)).code == ErrorCode::malformed_storage_expression);
        }
        CHECK_FALSE(extract_value(word, ValueType{ValueType::Kind::unsigned_integer, 0}, 0).ok());
        CHECK_FALSE(extract_value(word, ValueType{ValueType::Kind::unsigned_integer, 33}, 0).ok());
    }
}
