#include "core/merkle/merkleize.hpp"

#include <algorithm>
#include <bit>

#include "core/bytes/endian.hpp"
#include "core/crypto/sha256.hpp"

namespace clearmargin {

Bytes32 merkleize(std::vector<Bytes32> chunks) noexcept {
    if (chunks.empty()) return {};
    chunks.resize(std::bit_ceil(chunks.size()));
    for (std::size_t count = chunks.size() / 2; count > 0; count /= 2) {
        for (std::size_t i = 0; i < count; ++i) chunks[i] = sha256_pair(chunks[2 * i], chunks[2 * i + 1]);
    }
    return chunks.front();
}

Bytes32 hash_tree_root_of_bytes(ByteView bytes) noexcept {
    std::vector<Bytes32> chunks((bytes.size() + 31) / 32);
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const ByteView chunk = bytes.subspan(32 * i, std::min<std::size_t>(32, bytes.size() - 32 * i));
        std::copy(chunk.begin(), chunk.end(), chunks[i].bytes.begin());
    }
    return merkleize(std::move(chunks));
}

Bytes32 mix_in_length(const Bytes32& root, std::uint64_t length) noexcept {
    return sha256_pair(root, hash_tree_root(length));
}

Bytes32 hash_tree_root(std::uint64_t value) noexcept {
    Bytes32 chunk;
    store_u64_le(value, chunk.data());
    return chunk;
}

Bytes32 hash_tree_root(const U256& value) noexcept {
    Bytes32 chunk = value.to_be();
    std::reverse(chunk.bytes.begin(), chunk.bytes.end());
    return chunk;
}

}  // namespace clearmargin
