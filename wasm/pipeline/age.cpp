#include "wasm/pipeline/age.hpp"

#include <string>

namespace clearmargin {
namespace {

std::string seconds(std::string_view before, std::uint64_t count, std::string_view after) {
    std::string text(before);
    text += std::to_string(count);
    text += " s";
    text += after;
    return text;
}

}  // namespace

Refusal refuse_age(ErrorCode code, std::string_view where, std::string_view before, std::uint64_t limit,
                   std::string_view after, std::uint64_t age) {
    return refuse(code, where, seconds(before, limit, after), seconds("", age, ""));
}

Refusal judge_date(UnixSeconds as_of, UnixSeconds now, std::uint64_t max_age, StatementCodes codes) {
    if (as_of > now + max_clock_difference) {
        return refuse(codes.from_the_future, "as_of", "at most " + std::to_string(now), std::to_string(as_of));
    }
    const std::uint64_t age = age_at(now, as_of);
    if (age > max_age) return refuse_age(codes.too_old, "as_of", "an age of at most ", max_age, "", age);
    return {};
}

}  // namespace clearmargin
