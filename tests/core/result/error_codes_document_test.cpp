#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
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

TEST_CASE("docs/margin-model.md names codes that there are", "[result]") {
    std::istringstream lines(tests::read_file(tests::repository_file("docs/margin-model.md")));
    const auto registry = error_registry();
    std::size_t named = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| E_")) continue;
        const std::size_t begin = line.find(" | ") + 3;
        const std::string cell = line.substr(begin, line.find(" | ", begin) - begin);
        CAPTURE(cell);
        for (std::size_t at = cell.find('`'); at != std::string::npos; at = cell.find('`', at + 1)) {
            const std::size_t end = cell.find('`', at + 1);
            const std::string name = cell.substr(at + 1, end - at - 1);
            CHECK(std::any_of(registry.begin(), registry.end(), [&](const ErrorEntry& entry) { return entry.name == name; }));
            at = end;
            ++named;
        }
    }
    CHECK(named > 20);
}
