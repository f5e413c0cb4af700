#pragma once

#include <cstddef>
#include <optional>

#include "core/margin/piecewise.hpp"

namespace clearmargin {

enum class Direction : std::uint8_t { down, up };

/// The first point on the way where a function stops being 0 or more.
struct Crossing {
    Int128 safe = 0;              ///< the last n at which it is not negative
    Int128 unsafe = 0;            ///< the next one, where it is
    bool jump_at_unsafe = false;  ///< it jumps exactly at `unsafe`, which then is the point
    std::size_t steps = 0;        ///< pieces looked at
};

/// The first crossing of `f` on the way from `start`, at which it is not negative, to the end of its domain; absent
/// where there is none. Every piece on the way is checked at its ends and, if curved, at its vertex.
[[nodiscard]] std::optional<Crossing> first_crossing(const Piecewise& f, Int128 start, Direction direction);

/// What a search by slopes came to.
struct ConcaveSearch {
    bool decided = false;  ///< false where a piece is no line, or the search did not end
    std::optional<Crossing> crossing;
};

/// The same for a concave function made of lines, `piece_at(n)` being the line that n lies on. What stands at the start
/// and at `end` stands in between. Where it falls at `end`, the line there lies above the function everywhere, so that
/// its own crossing is on the far side of the true one, or is it: the search goes from line to line toward the start.
template <class PieceAt>
[[nodiscard]] ConcaveSearch first_crossing_of_concave(PieceAt piece_at, Int128 end, Direction direction) {
    constexpr std::size_t most_steps = 1000;
    Polynomial line = piece_at(end);
    if (!line.c2.is_zero()) return {};
    if (!line.at(end).is_negative()) return {true, std::nullopt};
    for (std::size_t step = 1; step < most_steps && !line.c1.is_zero(); ++step) {
        const Int128 change = line_sign_change(line);
        const Int128 safe = direction == Direction::down ? change : change - 1;
        const Int128 unsafe = direction == Direction::down ? change - 1 : change;
        line = piece_at(safe);
        if (!line.c2.is_zero()) return {};
        if (!line.at(safe).is_negative()) return {true, Crossing{safe, unsafe, false, step + 1}};
    }
    return {};
}

}  // namespace clearmargin
