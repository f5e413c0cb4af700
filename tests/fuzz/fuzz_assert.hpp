#pragma once

#include <cstdlib>

namespace clearmargin::fuzz {

/// A property that holds for every input; a broken one ends the fuzzer, which keeps the input.
inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace clearmargin::fuzz
