#include "core/bytes/hex.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/endian.hpp"

using namespace clearmargin;

TEST_CASE("decode_hex", "[bytes]") {
    CHECK(decode_hex("0x").value().empty());
    CHECK(decode_hex("0x00ffAb").value() == Bytes{0x00, 0xff, 0xab});
    SECTION("refuses what is not 0x and pairs of digits") {
        const auto* text = GENERATE("", "0", "00", "0X00", "0x0", "0x000", "0x0g", "0xg0", " 0x00", "0x00 ", "0x-1");
        CAPTURE(text);
        const auto refused = decode_hex(text);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::malformed_hex);
    }
}

TEST_CASE("decode_hex_fixed", "[bytes]") {
    CHECK(decode_hex_fixed<4>("0x01020304").value() == "0x01020304"_bytes4);
    SECTION("refuses other lengths") {
        const auto* text = GENERATE("0x", "0x010203", "0x0102030405");
        const auto refused = decode_hex_fixed<4>(text);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::wrong_length);
    }
}

TEST_CASE("decode_hex_into", "[bytes]") {
    std::array<std::uint8_t, 2> out{7, 7};
    CHECK(decode_hex_into("0x0a0b", out.data(), 2).ok());
    CHECK(out == std::array<std::uint8_t, 2>{0x0a, 0x0b});
    CHECK(decode_hex_into("0x", out.data(), 0).ok());
    const auto* text = GENERATE("", "0", "x", "0x0", "1x", "00", "0X", "1x0a0b");
    CAPTURE(text);
    CHECK(decode_hex_into(text, out.data(), 0).error().code == ErrorCode::malformed_hex);
    CHECK(decode_hex_into(text, out.data(), 2).error().code == ErrorCode::malformed_hex);
    CHECK(out == std::array<std::uint8_t, 2>{0x0a, 0x0b});
}

TEST_CASE("to_hex", "[bytes]") {
    CHECK(to_hex(Bytes{}) == "0x");
    CHECK(to_hex("0x00ff10ab"_bytes4) == "0x00ff10ab");
}

TEST_CASE("endian", "[bytes]") {
    const std::array<std::uint8_t, 8> bytes = {1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(load_u32_le(bytes.data()) == 0x04030201);
    CHECK(load_u64_le(bytes.data()) == 0x0807060504030201);
    CHECK(load_u64_be(bytes.data()) == 0x0102030405060708);
    std::array<std::uint8_t, 8> out{};
    store_u64_le(0x0807060504030201, out.data());
    CHECK(out == bytes);
    store_u64_be(0x0102030405060708, out.data());
    CHECK(out == bytes);
}
