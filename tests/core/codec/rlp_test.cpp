#include "core/codec/rlp.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "core/codec/rlp_writer.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

Bytes hex(std::string_view text) { return decode_hex(text).value(); }

/// Reads `encoding` to the last item and returns what writing it again gives.
Result<Bytes> round_trip(ByteView encoding, int depth = 0);

Result<Bytes> round_trip_items(ByteView items, int depth) {
    Bytes out;
    while (!items.empty()) {
        TRY(const RlpItem item, read_rlp(items));
        TRY(const Bytes written, round_trip(item.encoding, depth + 1));
        out.insert(out.end(), written.begin(), written.end());
    }
    return out;
}

Result<Bytes> round_trip(ByteView encoding, int depth) {
    if (depth > 100) return refuse(ErrorCode::nesting_too_deep, "", "at most 100 levels");
    TRY(const RlpItem item, decode_rlp(encoding));
    Bytes out;
    if (!item.is_list) {
        append_rlp_string(out, item.payload);
        return out;
    }
    TRY(const Bytes items, round_trip_items(item.payload, depth));
    append_rlp_list(out, items);
    return out;
}

/// The encoding of a vector's "in": text, a number, "#" and a big number, or a list of those.
Bytes encode(const JsonReader& value) {
    Bytes out;
    if (value.is_array()) {
        Bytes items;
        for (const JsonReader& element : value.elements(1000).value()) {
            const Bytes item = encode(element);
            items.insert(items.end(), item.begin(), item.end());
        }
        append_rlp_list(out, items);
    } else if (!value.is_string()) {
        append_rlp_integer(out, value.u256().value());
    } else {
        const std::string_view text = value.string().value();
        append_rlp_string(out, Bytes(text.begin(), text.end()));
    }
    return out;
}

}  // namespace

TEST_CASE("read_rlp", "[codec][rlp]") {
    const Bytes two = hex("0x83646f67c0");
    ByteView rest = two;
    const RlpItem dog = read_rlp(rest).value();
    CHECK_FALSE(dog.is_list);
    CHECK(equal(dog.payload, hex("0x646f67")));
    CHECK(equal(dog.encoding, hex("0x83646f67")));
    const RlpItem none = read_rlp(rest).value();
    CHECK(none.is_list);
    CHECK(none.payload.empty());
    CHECK(rest.empty());

    SECTION("refuses the end of the bytes") { CHECK(error_of(read_rlp(rest)).code == ErrorCode::malformed_rlp); }
}

TEST_CASE("decode_rlp", "[codec][rlp]") {
    const auto payload_size = [](std::string_view text) {
        const Bytes encoding = hex(text);
        return decode_rlp(encoding).value().payload.size();
    };
    CHECK(payload_size("0x7f") == 1);
    CHECK(payload_size("0x80") == 0);
    CHECK(payload_size("0x8180") == 1);
    Bytes long_string = hex("0xb838");
    long_string.resize(2 + 56);
    CHECK(decode_rlp(long_string).value().payload.size() == 56);

    SECTION("refuses every other encoding of the same item") {
        const auto* text = GENERATE("0x817f", "0x8100", "0xb800", "0xb80180", "0xf800", "0xb90001ff", "0xf90000",
                                    "0xb90038", "0xf83700");
        CAPTURE(text);
        CHECK(error_of(decode_rlp(hex(text))).code == ErrorCode::malformed_rlp);
    }
    SECTION("refuses an item cut short, and bytes after it") {
        for (std::size_t size = 0; size < long_string.size(); ++size) {
            CHECK(error_of(decode_rlp(ByteView(long_string).first(size))).code == ErrorCode::malformed_rlp);
        }
        long_string.push_back(0);
        CHECK(error_of(decode_rlp(long_string)).code == ErrorCode::malformed_rlp);
    }
    SECTION("takes the longest short form, the shortest long one and a length of four bytes") {
        const auto encoded = [](std::string_view header, std::size_t size) {
            Bytes out = hex(header);
            out.resize(out.size() + size, 1);
            return out;
        };
        const auto size_of = [&](std::string_view header, std::size_t size) {
            const Bytes encoding = encoded(header, size);
            return decode_rlp(encoding).value().payload.size();
        };
        CHECK(size_of("0xb7", 55) == 55);
        CHECK(size_of("0xf7", 55) == 55);
        CHECK(size_of("0xf838", 56) == 56);
        CHECK(size_of("0xbb01000000", std::size_t{1} << 24U) == std::size_t{1} << 24U);
        CHECK(size_of("0xc1", 1) == 1);
        // Long forms of what has a shorter one, and a length whose lower half alone would fit, with all their bytes.
        for (const auto& [header, size] : {std::pair("0xb837", 55), std::pair("0xf837", 55), std::pair("0xb90038", 56),
                                           std::pair("0xbc0100000038", 56), std::pair("0xfc0100000038", 56)}) {
            CAPTURE(header);
            CHECK(error_of(decode_rlp(encoded(header, static_cast<std::size_t>(size)))).code == ErrorCode::malformed_rlp);
        }
        CHECK(error_of(decode_rlp(hex("0xb8"))).expected == "RLP length cut short");
        CHECK(error_of(decode_rlp(hex("0xb838"))).expected == "an RLP item within the bytes given");
    }
    SECTION("refuses lengths that no input has") {
        const auto* text = GENERATE("0xbbffffffff", "0xbfffffffffffffffff", "0xffffffffffffffffff", "0xbc0100000000",
                                    "0xfb7fffffff", "0xbf", "0xff00");
        CAPTURE(text);
        CHECK(error_of(decode_rlp(hex(text))).code == ErrorCode::malformed_rlp);
    }
}

TEST_CASE("read_rlp_items", "[codec][rlp]") {
    std::array<RlpItem, 3> items;
    const Bytes list = hex("0xc50183646f67");
    CHECK(read_rlp_items(decode_rlp(list).value(), items).value() == 2);
    CHECK(equal(items[1].payload, hex("0x646f67")));
    const auto count = [&](std::string_view text) {
        const Bytes encoding = hex(text);
        return read_rlp_items(decode_rlp(encoding).value(), items);
    };
    CHECK(count("0xc3010203").value() == 3);

    SECTION("refuses more items than there is room for") {
        CHECK(error_of(count("0xc401020304")).code == ErrorCode::malformed_rlp);
    }
    SECTION("refuses a string") { CHECK(error_of(count("0x83010203")).code == ErrorCode::malformed_rlp); }
    SECTION("refuses an item that leaves the list") {
        CHECK(error_of(count("0xc20182")).code == ErrorCode::malformed_rlp);
        CHECK(error_of(count("0xc20182")).expected == "an RLP item within the bytes given");
    }
}

TEST_CASE("rlp_integer", "[codec][rlp]") {
    const auto integer = [](std::string_view text) {
        const Bytes encoding = hex(text);
        return rlp_integer(decode_rlp(encoding).value());
    };
    CHECK(integer("0x80").value() == U256(0));
    CHECK(integer("0x7f").value() == U256(127));
    CHECK(integer("0x820400").value() == U256(1024));
    CHECK(integer("0xa0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff").value().bit_length() == 256);
    CHECK(error_of(integer("0x00")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(integer("0x820001")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(integer("0xc0")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(integer("0xa1010000000000000000000000000000000000000000000000000000000000000000")).code ==
          ErrorCode::malformed_rlp);
}

TEST_CASE("rlp_u64", "[codec][rlp]") {
    const Bytes most = hex("0x88ffffffffffffffff");
    CHECK(rlp_u64(decode_rlp(most).value()).value() == ~std::uint64_t{0});
    const Bytes more = hex("0x89010000000000000000");
    CHECK(error_of(rlp_u64(decode_rlp(more).value())).code == ErrorCode::malformed_rlp);
}

TEST_CASE("rlp_fixed_bytes", "[codec][rlp]") {
    const auto fixed = [](std::string_view text) {
        const Bytes encoding = hex(text);
        return rlp_fixed_bytes<4>(decode_rlp(encoding).value());
    };
    CHECK(fixed("0x8401020304").value() == "0x01020304"_bytes4);
    CHECK(error_of(fixed("0x83010203")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(fixed("0x850102030405")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(fixed("0xc401020304")).code == ErrorCode::malformed_rlp);
    CHECK(error_of(fixed("0x83010203")).expected == "expected a string of 4 bytes, got 3 bytes");
    CHECK(error_of(fixed("0xc401020304")).expected == "expected a string of 4 bytes, got 4 bytes of list");
}

TEST_CASE("rlp vectors", "[codec][rlp][vectors]") {
    const auto folder = vectors_or_skip("ethereum/trie-rlp");
    if (!folder) return;
    const Json good = read_json(*folder / "rlptest.json");
    std::size_t valid = 0;
    for (const auto& [name, entry] : JsonReader(good).members(1000).value()) {
        CAPTURE(name);
        const Bytes encoding = member(entry, "out").bytes(1U << 16U).value();
        CHECK(round_trip(encoding).value() == encoding);
        const JsonReader in = member(entry, "in");
        // "#" marks a number too big for JSON; the vector's one is even too big for a word.
        if (!in.is_string() || !in.string().value().starts_with("#")) CHECK(encode(in) == encoding);
        ++valid;
    }
    const Json bad = read_json(*folder / "invalidRLPTest.json");
    std::size_t invalid = 0;
    for (const auto& [name, entry] : JsonReader(bad).members(1000).value()) {
        CAPTURE(name);
        std::string text(member(entry, "out").string().value());
        if (!text.starts_with("0x")) text.insert(0, "0x");
        CHECK(error_of(round_trip(hex(text))).code == ErrorCode::malformed_rlp);
        ++invalid;
    }
    CHECK(valid > 0);
    CHECK(invalid > 0);
    std::printf("rlp vectors: %zu valid, %zu invalid\n", valid, invalid);
}
