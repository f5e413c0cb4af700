#include "core/result/error_registry.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace clearmargin;

TEST_CASE("error_registry", "[result]") {
    SECTION("ascends, so that error_entry finds every code") {
        const auto entries = error_registry();
        REQUIRE_FALSE(entries.empty());
        for (std::size_t i = 1; i < entries.size(); ++i) {
            CAPTURE(entries[i].name);
            CHECK(entries[i - 1].code < entries[i].code);
        }
        for (const ErrorEntry& entry : entries) CHECK(error_entry(entry.code).name == entry.name);
    }
    SECTION("gives each code a name of its own, a stage and a sentence") {
        std::set<std::string> names;
        for (const ErrorEntry& entry : error_registry()) {
            CAPTURE(entry.name);
            CHECK(names.insert(std::string(entry.name)).second);
            const auto stage = static_cast<unsigned>(entry.code) / 100;
            CHECK(stage >= 1);
            CHECK(stage <= 7);
            CHECK(entry.sentence.ends_with("."));
        }
    }
}
