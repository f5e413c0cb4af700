#include "core/codec/ssz.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using tests::error_of;

namespace {

/// {u64, variable, bytes2, variable}
constexpr std::size_t fixed_size = 8 + 4 + 2 + 4;

struct Thing {
    std::uint64_t number = 0;
    Bytes first;
    FixedBytes<2> pair;
    Bytes second;
};

Result<Thing> decode(const Bytes& bytes) {
    SszReader from(bytes);
    Thing thing;
    from.read(thing.number);
    from.read_offset();
    from.read(thing.pair);
    from.read_offset();
    TRY(from.finish_fixed_part("thing"));
    const auto copied = [&](std::size_t index) {
        const ByteView view = from.variable(index);
        return Bytes(view.begin(), view.end());
    };
    thing.first = copied(0);
    thing.second = copied(1);
    return thing;
}

Result<std::uint64_t> decode_number(const Bytes& bytes) {
    SszReader from(bytes);
    std::uint64_t number = 0;
    from.read(number);
    TRY(from.finish_fixed_part("x"));
    return number;
}

}  // namespace

TEST_CASE("SszReader", "[codec][ssz]") {
    const Bytes first = {1, 2, 3};
    const Bytes second = {4};
    const Bytes pair = {8, 9};
    SszWriter writer;
    writer.u64(0x1122334455667788).variable(first).bytes(pair).variable(second);
    Bytes bytes = writer.finish();
    REQUIRE(bytes.size() == fixed_size + 4);
    REQUIRE(decode(bytes).ok());

    SECTION("reads the fields in order") {
        const Thing thing = decode(bytes).value();
        CHECK(thing.number == 0x1122334455667788);
        CHECK(thing.first == first);
        CHECK(thing.pair == FixedBytes<2>{{8, 9}});
        CHECK(thing.second == second);
    }
    SECTION("takes empty variable parts") {
        bytes.resize(fixed_size);
        bytes[8] = bytes[14] = fixed_size;
        REQUIRE(decode(bytes).ok());
        CHECK(decode(bytes).value().first.empty());
        CHECK(decode(bytes).value().second.empty());
    }
    SECTION("refuses bytes shorter than the fixed part") {
        for (std::size_t size = 0; size < fixed_size; ++size) {
            const Error error =
                error_of(decode(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))));
            CHECK(error.code == ErrorCode::malformed_ssz);
            CHECK(error.where == "thing");
        }
    }
    SECTION("refuses a first offset that leaves a gap or overlaps") {
        bytes[8] = static_cast<std::uint8_t>(GENERATE(fixed_size - 1, fixed_size + 1));
        CHECK(error_of(decode(bytes)).expected.starts_with("expected first offset 18"));
    }
    SECTION("refuses offsets that go back, or past the end") {
        SECTION("back") { bytes[14] = fixed_size - 1; }
        SECTION("past the end") { bytes[14] = fixed_size + 5; }
        SECTION("far past the end") { bytes[17] = 0xff; }
        CHECK(error_of(decode(bytes)).code == ErrorCode::malformed_ssz);
    }
    SECTION("refuses any other length where all fields are fixed") {
        CHECK(decode_number(Bytes(8)).ok());
        CHECK(error_of(decode_number(Bytes(7))).where == "x");
        CHECK(error_of(decode_number(Bytes(9))).code == ErrorCode::malformed_ssz);
    }
    SECTION("reads lists and containers in place, and nothing past the end") {
        SszReader from(bytes);
        Bytes list;
        from.read(list, 2);
        CHECK(list == Bytes{0x88, 0x77});
        std::vector<FixedBytes<2>> pairs;
        from.read(pairs, 2);
        CHECK(pairs == std::vector<FixedBytes<2>>{{{0x66, 0x55}}, {{0x44, 0x33}}});
        CHECK(equal(from.take(2), Bytes{0x22, 0x11}));
        CHECK(from.take(100).empty());
        CHECK(from.take(1).empty());
        CHECK(error_of(from.finish_fixed_part("")).code == ErrorCode::malformed_ssz);
    }
}
