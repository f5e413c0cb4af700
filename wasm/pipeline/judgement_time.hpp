#pragma once

#include <string_view>

#include "core/evidence/evidence.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// The time of judgement: decimal digits, Unix seconds below 2^53, so that a JSON number holds it.
/// Fails   malformed_time, path "now"
[[nodiscard]] Result<UnixSeconds> read_judgement_time(std::string_view text);

}  // namespace clearmargin
