#include "core/crypto/sha256.hpp"

#include <blst.h>
#include <blst_aux.h>

#include <algorithm>

namespace clearmargin {

Bytes32 sha256(ByteView message) noexcept {
    Bytes32 digest;
    blst_sha256(digest.data(), message.data(), message.size());
    return digest;
}

Bytes32 sha256_pair(const Bytes32& left, const Bytes32& right) noexcept {
    FixedBytes<64> both;
    std::copy(left.begin(), left.end(), both.bytes.begin());
    std::copy(right.begin(), right.end(), both.bytes.begin() + 32);
    return sha256(both.view());
}

}  // namespace clearmargin
