#pragma once

#include <string>
#include <vector>

#include "core/codec/json.hpp"

namespace clearmargin::tests {

/// Where `report` is not what `expected` (an expected.json of tests/fixtures) says, one line each; empty where it is.
/// Only members of `expected` are looked at. A figure is compared by its value, an error by its name; lists have to have
/// the same length.
std::vector<std::string> differences(const Json& expected, const Json& report);

}  // namespace clearmargin::tests
