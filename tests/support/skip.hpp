#pragma once

#include <cstddef>
#include <string_view>

namespace clearmargin::tests {

/// Says that the running test case, or a part of it, cannot be tried here. Prints `skipped: <case>: <reason>`; the
/// caller returns. Skips are counted apart from passes.
void skip(std::string_view reason);

/// How often the running test case skipped. Resets when asked.
std::size_t take_skips();

}  // namespace clearmargin::tests
