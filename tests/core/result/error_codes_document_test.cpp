#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "core/result/error_registry.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;

namespace {

std::string table_of_codes() {
    std::string out = "| code | name | kind | meaning |\n|---|---|---|---|\n";
    for (const ErrorEntry& entry : error_registry()) {
        out += "| " + std::to_string(static_cast<unsigned>(entry.code)) + " | `" + std::string(entry.name) + "` | " +
               std::string(kind_name(entry.kind)) + " | " + std::string(entry.sentence) + " |\n";
    }
    return out;
}

}  // namespace

TEST_CASE("docs/error-codes.md", "[result]") {
    const std::string document = tests::read_file(tests::repository_file("docs/error-codes.md"));
    // The table is the document's end; on a mismatch the expansion below is what belongs there.
    const std::size_t start = document.find("| code |");
    REQUIRE(start != std::string::npos);
    CHECK(document.substr(start) == table_of_codes());
}
