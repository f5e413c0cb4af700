#pragma once

#include <string_view>

#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// Where a set of parameters comes from. Every number of it can be overridden and is echoed.
struct PresetOrigin {
    std::string_view name;
    std::string_view source;
    UnixSeconds as_of = 0;  ///< when the source said so; 0 where it bears no date
};
inline constexpr UnixSeconds preset_lifetime = 90 * UnixSeconds{86'400};

/// Older than 90 days at `now`, or of no known date.
[[nodiscard]] bool is_old(const PresetOrigin& origin, UnixSeconds now) noexcept;

}  // namespace clearmargin
