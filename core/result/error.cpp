#include "core/result/error.hpp"

#include <utility>

namespace clearmargin {

std::string truncated(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "...";
}

Error refuse(ErrorCode code, std::string_view where, std::string_view expected) {
    return Error{code, std::string(where), std::string(expected)};
}

Error refuse(ErrorCode code, std::string_view where, std::string_view expected, std::string_view got) {
    return Error{code, std::string(where), "expected " + std::string(expected) + ", got " + truncated(got)};
}

Error refuse(ErrorCode code, std::string_view where, std::uint64_t expected, std::uint64_t got) {
    return refuse(code, where, std::to_string(expected), std::to_string(got));
}

Error under(std::string_view parent, Error error) {
    if (parent.empty()) return error;
    const bool joined = error.where.empty() || error.where.front() == '[';
    error.where = std::string(parent) + (joined ? "" : ".") + error.where;
    return error;
}

}  // namespace clearmargin
