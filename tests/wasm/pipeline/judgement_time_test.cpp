#include "wasm/pipeline/judgement_time.hpp"

#include <catch2/catch.hpp>
#include <string_view>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

TEST_CASE("read_judgement_time", "[pipeline]") {
    SECTION("reads decimal digits") {
        CHECK(read_judgement_time("0").value() == 0);
        CHECK(read_judgement_time("1700000000").value() == 1'700'000'000);
        CHECK(read_judgement_time("9007199254740991").value() == 9'007'199'254'740'991);
    }
    SECTION("refuses what is no such number, or too large a one") {
        const std::string_view text = GENERATE("", " ", "x", "-1", "+1", " 1", "1 ", "1.0", "1e9", "0x10", "9007199254740992",
                                               "99999999999999999999999");
        CAPTURE(text);
        CHECK(error_of(read_judgement_time(text)).code == ErrorCode::malformed_time);
        CHECK(error_of(read_judgement_time(text)).where == "now");
    }
    SECTION("refuses no text at all") { CHECK(error_of(read_judgement_time({})).code == ErrorCode::malformed_time); }
}
