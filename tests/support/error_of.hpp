#pragma once

#include <catch2/catch.hpp>

#include "core/result/result.hpp"

namespace clearmargin::tests {

/// The refusal that `result` has to be.
template <class T>
Error error_of(const Result<T>& result) {
    REQUIRE_FALSE(result.ok());
    return result.error();
}

}  // namespace clearmargin::tests
