#include "light-client/evm/mapping_key.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

TEST_CASE("parse_mapping_key", "[evm][storage]") {
    const auto word = [](std::string_view type, std::string_view value) {
        const MappingKey key = parse_mapping_key(type, value).value();
        CHECK_FALSE(key.is_dynamic);
        return take_fixed<32>(key.bytes);
    };
    const auto refusal = [](std::string_view type, std::string_view value) {
        return error_of(parse_mapping_key(type, value)).code;
    };

    SECTION("pads numbers, bool and address on the left") {
        CHECK(word("uint256", "258") == U256(258).to_be());
        CHECK(word("uint8", "255") == U256(255).to_be());
        CHECK(word("uint16", "0x0102") == U256(258).to_be());
        CHECK(word("int64", "7") == U256(7).to_be());
        CHECK(word("bool", "true") == U256(1).to_be());
        CHECK(word("bool", "false") == Bytes32());
        CHECK(word("address", "0x00000000000000000000000000000000000000Ff") == U256(255).to_be());
        CHECK(MappingKey(U256(255).to_be()) == address_key("0x00000000000000000000000000000000000000ff"_address));
    }
    SECTION("extends the sign of negative numbers") {
        CHECK(word("int8", "-1") == "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"_bytes32);
        CHECK(word("int8", "-128") == "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80"_bytes32);
        CHECK(word("int256", "-0") == Bytes32());
        CHECK(word("int256", "-57896044618658097711785492504343953926634992332820282019728792003956564819968") ==
              "0x8000000000000000000000000000000000000000000000000000000000000000"_bytes32);
    }
    SECTION("pads bytesN on the right") {
        CHECK(word("bytes4", "0x01020304") ==
              "0x0102030400000000000000000000000000000000000000000000000000000000"_bytes32);
        CHECK(word("bytes32", to_hex(U256(5).to_be())) == U256(5).to_be());
    }
    SECTION("takes bytes and string as they are") {
        CHECK(parse_mapping_key("string", "0x6").value().bytes == Bytes{'0', 'x', '6'});
        CHECK(parse_mapping_key("bytes", "0x0102").value().bytes == Bytes{1, 2});
        CHECK(parse_mapping_key("bytes", "0x").value().bytes.empty());
    }
    SECTION("refuses values outside their type") {
        CHECK(refusal("uint8", "256") == ErrorCode::integer_out_of_range);
        CHECK(refusal("uint8", "-1") == ErrorCode::malformed_integer);
        CHECK(refusal("int8", "128") == ErrorCode::integer_out_of_range);
        CHECK(refusal("int8", "-129") == ErrorCode::integer_out_of_range);
        CHECK(refusal("int8", "--1") == ErrorCode::malformed_integer);
        CHECK(refusal("uint256", "") == ErrorCode::malformed_integer);
        CHECK(refusal("bool", "1") == ErrorCode::unknown_value);
        CHECK(refusal("address", "0x01") == ErrorCode::wrong_length);
        CHECK(refusal("bytes4", "0x010203") == ErrorCode::wrong_length);
        CHECK(refusal("bytes", "0x0") == ErrorCode::malformed_hex);
        CHECK(refusal("tuple", "0x0") == ErrorCode::unknown_value);
    }
}
