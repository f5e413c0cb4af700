#include "wasm/pipeline/judgement_time.hpp"

#include <charconv>

namespace clearmargin {

Result<UnixSeconds> read_judgement_time(std::string_view text) {
    constexpr UnixSeconds limit = UnixSeconds{1} << 53U;
    UnixSeconds now = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), now);
    if (failure != std::errc() || end != text.data() + text.size() || now >= limit) {
        return refuse(ErrorCode::malformed_time, "now", "Unix seconds below 2^53 in decimal digits", text);
    }
    return now;
}

}  // namespace clearmargin
