#include "core/evidence/preset_origin.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

TEST_CASE("is_old", "[evidence]") {
    const PresetOrigin dated{"a", "b", 1'000'000'000};
    CHECK_FALSE(is_old(dated, 1'000'000'000 + 90 * 86'400));
    CHECK(is_old(dated, 1'000'000'001 + 90 * 86'400));
    CHECK_FALSE(is_old(dated, 1));
    CHECK(is_old({"a", "b", 0}, 1));
}
