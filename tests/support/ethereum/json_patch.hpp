#pragma once

#include <string_view>

#include "core/codec/json.hpp"

namespace clearmargin::tests {

/// The place that a path like "/data/finality_branch/0" names; fails the running test where there is none.
Json& place_at(Json& document, std::string_view path);

}  // namespace clearmargin::tests
