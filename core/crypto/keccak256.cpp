#include "core/crypto/keccak256.hpp"

extern "C" {
#include <KeccakSpongeWidth1600.h>
}

namespace clearmargin {

Bytes32 keccak256(ByteView bytes) noexcept {
    constexpr unsigned rate = 1088;
    constexpr unsigned capacity = 512;
    constexpr unsigned char original_padding = 0x01;  // SHA3-256 has 0x06
    Bytes32 hash;
    // It fails only for a rate, capacity or padding that the sponge cannot have.
    KeccakWidth1600_Sponge(rate, capacity, bytes.data(), bytes.size(), original_padding, hash.data(), Bytes32::size());
    return hash;
}

}  // namespace clearmargin
