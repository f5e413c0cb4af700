#pragma once

#include <string_view>

#include "core/evidence/evidence.hpp"
#include "core/result/refusal.hpp"

namespace clearmargin {

/// How far ahead of `now` a statement may be dated: clocks differ by seconds.
inline constexpr UnixSeconds max_clock_difference = 15;

/// Seconds from `as_of` to `now`; 0 for what lies after it.
[[nodiscard]] constexpr std::uint64_t age_at(UnixSeconds now, UnixSeconds as_of) noexcept {
    return as_of < now ? now - as_of : 0;
}

/// A refusal of the form "expected <before><limit> s<after>, got <age> s".
[[nodiscard]] Refusal refuse_age(ErrorCode code, std::string_view where, std::string_view before, std::uint64_t limit,
                                 std::string_view after, std::uint64_t age);

/// What someone's statement is refused for when its date is out of range.
struct StatementCodes {
    ErrorCode from_the_future;
    ErrorCode too_old;
};

/// The refusal of a statement dated `as_of`, path "as_of"; none where it is not ahead of `now` by more than
/// `max_clock_difference`, and no older than `max_age`.
[[nodiscard]] Refusal judge_date(UnixSeconds as_of, UnixSeconds now, std::uint64_t max_age, StatementCodes codes);

}  // namespace clearmargin
