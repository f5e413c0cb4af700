#include "tests/support/vectors.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/skip.hpp"

namespace clearmargin::tests {
namespace {

std::filesystem::path repository() { return CLEARMARGIN_REPOSITORY; }

std::filesystem::path vectors() {
    const char* given = std::getenv("CLEARMARGIN_VECTORS");
    return given != nullptr && *given != '\0' ? std::filesystem::path(given) : repository() / "../shared/vectors";
}

}  // namespace

std::optional<std::filesystem::path> vectors_or_skip(std::string_view relative) {
    auto path = vectors() / relative;
    if (std::filesystem::exists(path)) return path;
    skip("no vectors " + std::string(relative) + " (set CLEARMARGIN_VECTORS)");
    return std::nullopt;
}

std::filesystem::path fixture(std::string_view relative) { return repository() / "tests/fixtures" / relative; }

std::filesystem::path repository_file(std::string_view relative) { return repository() / relative; }

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) FAIL("can't read " << path.string());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace clearmargin::tests
