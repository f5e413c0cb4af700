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

/// `text` cut to at most `limit` bytes without cutting a UTF-8 character, "..." appended where something was cut.
[[nodiscard]] std::string truncated(std::string_view text, std::size_t limit = 64);

}  // namespace clearmargin
