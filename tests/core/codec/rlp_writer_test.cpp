#include "core/codec/rlp_writer.hpp"

#include <catch2/catch.hpp>
#include <string_view>

#include "core/bytes/hex.hpp"

using namespace clearmargin;

namespace {

/// The header alone of a string or list of so many bytes.
template <class Append>
std::string header_of(std::size_t size, Append append) {
    Bytes out;
    append(out, Bytes(size, 1));
    REQUIRE(out.size() > size);
    return to_hex(ByteView(out).first(out.size() - size));
}

}  // namespace

TEST_CASE("append_rlp_string", "[codec][rlp]") {
    const auto encoded = [](std::string_view text) {
        Bytes out;
        append_rlp_string(out, decode_hex(text).value());
        return to_hex(out);
    };
    CHECK(encoded("0x") == "0x80");
    CHECK(encoded("0x00") == "0x00");
    CHECK(encoded("0x7f") == "0x7f");
    CHECK(encoded("0x80") == "0x8180");
    CHECK(encoded("0x0102") == "0x820102");
    CHECK(header_of(55, append_rlp_string) == "0xb7");
    CHECK(header_of(56, append_rlp_string) == "0xb838");
    CHECK(header_of(256, append_rlp_string) == "0xb90100");
}

TEST_CASE("append_rlp_integer", "[codec][rlp]") {
    const auto encoded = [](const U256& value) {
        Bytes out;
        append_rlp_integer(out, value);
        return to_hex(out);
    };
    CHECK(encoded(0) == "0x80");
    CHECK(encoded(127) == "0x7f");
    CHECK(encoded(128) == "0x8180");
    CHECK(encoded(1024) == "0x820400");
}

TEST_CASE("append_rlp_list", "[codec][rlp]") {
    CHECK(header_of(0, append_rlp_list) == "0xc0");
    CHECK(header_of(55, append_rlp_list) == "0xf7");
    CHECK(header_of(56, append_rlp_list) == "0xf838");
    CHECK(header_of(65536, append_rlp_list) == "0xfa010000");
}
