#include "tests/support/skip.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <utility>

namespace clearmargin::tests {
namespace {

std::size_t skips = 0;

}  // namespace

void skip(std::string_view reason) {
    ++skips;
    const std::string line =
        "skipped: " + Catch::getResultCapture().getCurrentTestName() + ": " + std::string(reason) + "\n";
    std::fputs(line.c_str(), stdout);
}

std::size_t take_skips() { return std::exchange(skips, 0); }

}  // namespace clearmargin::tests
