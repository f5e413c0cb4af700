#include "light-client/evm/typed_envelope.hpp"

#include <string>

namespace clearmargin {

Result<TypedEnvelope> open_envelope(ByteView envelope) {
    constexpr std::uint8_t last_type = 4;
    constexpr std::uint8_t first_list = 0xc0;
    if (envelope.empty()) return refuse(ErrorCode::malformed_rlp, "", "an envelope, got no bytes");
    const std::uint8_t first = envelope[0];
    if (first >= first_list) return TypedEnvelope{0, envelope};
    if (first >= 0x80) return refuse(ErrorCode::malformed_rlp, "", "a type below 0x80 or a list");
    if (first == 0 || first > last_type) {
        return refuse(ErrorCode::unsupported_envelope_type, "", "a type from 1 to 4", std::to_string(first));
    }
    return TypedEnvelope{first, envelope.subspan(1)};
}

}  // namespace clearmargin
