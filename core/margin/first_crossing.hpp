#pragma once

#include <cstddef>
#include <optional>

#include "core/margin/piecewise.hpp"

namespace clearmargin {

enum class Direction : std::uint8_t { down, up };

/// The first point on the way where a function stops being 0 or more.
struct Crossing {
    Int128 safe = 0;           ///< the last n at which it is not negative
    Int128 unsafe = 0;         ///< the next one, where it is
    bool jump_at_unsafe = false;  ///< it jumps exactly at `unsafe`, which then is the point
    std::size_t segments = 0;  ///< pieces walked over, the last one included
};

/// The first crossing of `f` on the way from `start`, at which it is not negative, to the end of its domain; absent where
/// there is none. Every piece on the way is checked at its ends and, if curved, at its vertex.
[[nodiscard]] std::optional<Crossing> first_crossing(const Piecewise& f, Int128 start, Direction direction);

}  // namespace clearmargin
