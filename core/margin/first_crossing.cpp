#include "core/margin/first_crossing.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

/// Whether a piece that is safe at one end is safe throughout, as far as its other end tells: a line is.
bool stays_safe(const Polynomial& p, Int128 other_end) noexcept {
    return p.c2.is_zero() && !p.at(other_end).is_negative();
}

std::optional<Crossing> crossing_down(const Piecewise& f, Int128 start) {
    std::size_t steps = 0;
    Int128 safe = start;
    for (std::size_t i = f.piece_of(start) + 1; i-- > 0;) {
        const Polynomial& p = f.pieces()[i].polynomial;
        const Int128 top = std::min(start, f.last_of(i));
        ++steps;
        if (p.at(top).is_negative()) return Crossing{safe, top, false, steps};
        const Int128 bottom = f.pieces()[i].from;
        if (!stays_safe(p, bottom)) {
            // Going down, the last change is the first one met: below it the function is negative.
            const SignChanges changes = sign_changes(p, bottom, top);
            if (changes.count > 0) {
                const Int128 last = changes.at[changes.count - 1];
                return Crossing{last, last - 1, false, steps};
            }
        }
        safe = bottom;
    }
    return std::nullopt;
}

std::optional<Crossing> crossing_up(const Piecewise& f, Int128 start) {
    std::size_t steps = 0;
    Int128 safe = start;
    for (std::size_t i = f.piece_of(start); i < f.pieces().size(); ++i) {
        const Polynomial& p = f.pieces()[i].polynomial;
        const Int128 bottom = std::max(start, f.pieces()[i].from);
        ++steps;
        if (p.at(bottom).is_negative()) {
            // Continuous where the piece before, prolonged, is negative too: then the crossing lies between the two n.
            const bool continuous = i > 0 && f.pieces()[i - 1].polynomial.at(bottom).is_negative();
            return Crossing{safe, bottom, f.pieces()[i].exact && !continuous, steps};
        }
        const Int128 top = f.last_of(i);
        if (!stays_safe(p, top)) {
            const SignChanges changes = sign_changes(p, bottom, top);
            if (changes.count > 0) return Crossing{changes.at[0] - 1, changes.at[0], false, steps};
        }
        safe = top;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Crossing> first_crossing(const Piecewise& f, Int128 start, Direction direction) {
    return direction == Direction::down ? crossing_down(f, start) : crossing_up(f, start);
}

}  // namespace clearmargin
