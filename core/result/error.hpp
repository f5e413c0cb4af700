#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result/error_code.hpp"

namespace clearmargin {

/// A refusal: which code, which field, and what was expected of it.
struct Error {
    ErrorCode code;
    std::string where;     ///< path of the refused field: "updates[3].finality_branch"; empty for the whole input
    std::string expected;  ///< one sentence with both sides: "expected 7 nodes, got 6"

    friend bool operator==(const Error&, const Error&) = default;
};

/// A refusal in the caller's own words.
[[nodiscard]] Error refuse(ErrorCode code, std::string_view where, std::string_view expected);

/// A refusal of the form "expected <expected>, got <got>". `got` is cut to 64 bytes at a UTF-8 boundary.
[[nodiscard]] Error refuse(ErrorCode code, std::string_view where, std::string_view expected, std::string_view got);

/// A refusal of the form "expected <expected>, got <got>" for counts, lengths and numbers.
[[nodiscard]] Error refuse(ErrorCode code, std::string_view where, std::uint64_t expected, std::uint64_t got);

/// The same refusal with its path put under `parent`: "finality_branch" under "updates[3]" is "updates[3].finality_branch".
[[nodiscard]] Error under(std::string_view parent, Error error);

/// `text` cut to at most `limit` bytes without cutting a UTF-8 character, "..." appended where something was cut.
[[nodiscard]] std::string truncated(std::string_view text, std::size_t limit = 64);

}  // namespace clearmargin
