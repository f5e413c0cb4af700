#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <map>

#include "core/codec/json_parse.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

using FileKind = std::pair<std::string, std::string>;

std::vector<std::filesystem::path> vector_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::map<std::string, std::size_t> kinds_in(const std::filesystem::path& file) {
    const auto document = parse_json(tests::read_file(file));
    REQUIRE(document.ok());
    std::map<std::string, std::size_t> kinds;
    for (const JsonReader& element : JsonReader(document.value()).elements(100'000).value()) {
        ++kinds[text_of(element, "kind")];
    }
    return kinds;
}

/// Has every test of vectors of those files say what it runs. A test of `file.json` is named "file vectors".
void list_runners(const std::vector<std::filesystem::path>& files) {
    for (const Catch::TestCase& test : Catch::getRegistryHub().getTestCaseRegistry().getAllTests()) {
        const bool runs_vectors = std::any_of(files.begin(), files.end(), [&](const std::filesystem::path& file) {
            return test.name.rfind(file.stem().string() + " vectors", 0) == 0;
        });
        if (runs_vectors) test.invoke();
    }
}

}  // namespace

TEST_CASE("every kind of margin vectors has a runner", "[margin][vectors]") {
    const auto folder = tests::vectors_or_skip("margin");
    if (!folder) return;
    const auto files = vector_files(*folder);
    REQUIRE_FALSE(files.empty());
    RunnerListing listing;
    list_runners(files);
    for (const auto& path : files) {
        const std::string file = path.filename().string();
        std::printf("kinds: margin/%s:", file.c_str());
        for (const auto& [kind, count] : kinds_in(path)) {
            const bool here = listing.kinds().count({file, kind}) > 0;
            CAPTURE(file, kind, count);
            CHECK(here);
            std::printf(" %s %zu%s", kind.c_str(), count, here ? "" : " (NO RUNNER)");
        }
        std::printf("\n");
    }
}
