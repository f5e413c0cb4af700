#include "core/codec/ssz.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using tests::error_of;

namespace {

/// {u64, variable, bytes2, variable}
constexpr std::size_t fixed_size = 8 + 4 + 2 + 4;

Result<SszReader> open(const Bytes& bytes) { return SszReader::open(bytes, fixed_size, {8, 14}, "thing"); }

}  // namespace

TEST_CASE("SszReader", "[codec][ssz]") {
    const Bytes first = {1, 2, 3};
    const Bytes second = {4};
    const Bytes pair = {8, 9};
    SszWriter writer;
    writer.u64(0x1122334455667788).variable(first).bytes(pair).variable(second);
    Bytes bytes = writer.finish();
    REQUIRE(bytes.size() == fixed_size + 4);
    REQUIRE(open(bytes).ok());

    SECTION("reads the fields in order") {
        auto reader = open(bytes);
        SszReader& from = reader.value();
        CHECK(from.u64() == 0x1122334455667788);
        CHECK(equal(from.variable(), first));
        CHECK(from.fixed_bytes<2>() == FixedBytes<2>{{8, 9}});
        CHECK(equal(from.variable(), second));
    }
    SECTION("takes empty variable parts") {
        bytes.resize(fixed_size);
        bytes[8] = bytes[14] = fixed_size;
        auto reader = open(bytes);
        REQUIRE(reader.ok());
        static_cast<void>(reader.value().u64());
        CHECK(reader.value().variable().empty());
    }
    SECTION("refuses bytes shorter than the fixed part") {
        for (std::size_t size = 0; size < fixed_size; ++size) {
            const Error error = error_of(open(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))));
            CHECK(error.code == ErrorCode::malformed_ssz);
            CHECK(error.where == "thing");
        }
    }
    SECTION("refuses a first offset that leaves a gap or overlaps") {
        bytes[8] = static_cast<std::uint8_t>(GENERATE(fixed_size - 1, fixed_size + 1));
        CHECK(error_of(open(bytes)).expected.starts_with("expected first offset 18"));
    }
    SECTION("refuses offsets that go back, or past the end") {
        SECTION("back") { bytes[14] = fixed_size - 1; }
        SECTION("past the end") { bytes[14] = fixed_size + 5; }
        SECTION("far past the end") { bytes[17] = 0xff; }
        CHECK(error_of(open(bytes)).code == ErrorCode::malformed_ssz);
    }
    SECTION("open_fixed refuses any other length") {
        CHECK(SszReader::open_fixed(Bytes(8), 8, "").ok());
        CHECK(error_of(SszReader::open_fixed(Bytes(7), 8, "x")).where == "x");
        CHECK(error_of(SszReader::open_fixed(Bytes(9), 8, "x")).code == ErrorCode::malformed_ssz);
    }
}
