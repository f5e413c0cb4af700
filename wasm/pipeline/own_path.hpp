#pragma once

#include <string_view>

#include "core/result/refusal.hpp"

namespace clearmargin {

/// `refusal` under the path of the item of the bundle that it ends, unless it is a path in the bundle already: what was
/// read in a proof names its place there, and a chain's own refusal keeps its path, for it is not the item's fault.
[[nodiscard]] Refusal under_own_path(std::string_view path, Refusal refusal);

}  // namespace clearmargin
