#include "core/result/refusal.hpp"

#include <string>
#include <utility>

namespace clearmargin {

Refusal::Refusal(Error error) : error_(new Error(std::move(error))) {}

Refusal::Refusal(const Refusal& other) : error_(other.error_ == nullptr ? nullptr : new Error(*other.error_)) {}

void Refusal::discard(Error* error) noexcept { delete error; }

Error Refusal::take() noexcept { return std::move(*error_); }

Refusal refuse(ErrorCode code, std::string_view where, std::string_view expected) {
    return Refusal(Error{code, std::string(where), std::string(expected)});
}

Refusal refuse(ErrorCode code, std::string_view where, std::string_view expected, std::string_view got) {
    return Refusal(
        Error{code, std::string(where), "expected " + std::string(expected) + ", got " + truncated(got)});
}

Refusal refuse(ErrorCode code, std::string_view where, std::uint64_t expected, std::uint64_t got) {
    return refuse(code, where, std::to_string(expected), std::to_string(got));
}

Error under(std::string_view parent, Error error) {
    if (parent.empty()) return error;
    const bool joined = error.where.empty() || error.where.front() == '[';
    error.where = std::string(parent) + (joined ? "" : ".") + error.where;
    return error;
}

Refusal under(std::string_view parent, Refusal refusal) { return Refusal(under(parent, refusal.take())); }

std::string element_path(std::string_view list, std::size_t place) {
    return std::string(list) + "[" + std::to_string(place) + "]";
}

}  // namespace clearmargin
