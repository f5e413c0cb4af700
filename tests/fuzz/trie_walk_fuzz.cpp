#include <algorithm>

#include "core/crypto/keccak256.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/fuzz/fuzz_input.hpp"

namespace {

using namespace clearmargin;

constexpr std::size_t max_nodes = 16;

/// What stands for the hash of the next node, which a fuzzer could never guess.
Bytes32 marker() {
    Bytes32 bytes;
    bytes.bytes.fill(0xaa);
    return bytes;
}

void put_hash(Bytes& node, const Bytes32& hash) {
    static const Bytes32 sought = marker();
    for (auto place = node.begin();;) {
        place = std::search(place, node.end(), sought.begin(), sought.end());
        if (place == node.end()) return;
        place = std::copy(hash.begin(), hash.end(), place);
    }
}

}  // namespace

/// Nodes of any bytes that hash as they should: the walk ends, takes every element, and the same proof with one
/// element more or less proves nothing new.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const ByteView taken = input.bytes(input.byte() % 33);
    const Bytes key(taken.begin(), taken.end());
    std::vector<Bytes> proof;
    while (!input.empty() && proof.size() < max_nodes) proof.push_back(input.chunk());
    if (proof.empty()) return 0;
    for (std::size_t i = proof.size() - 1; i > 0; --i) put_hash(proof[i - 1], keccak256(proof[i]));
    const Bytes32 root = keccak256(proof[0]);

    const auto entry = verify_trie_proof(root, key, proof);
    if (!entry.ok()) return 0;
    fuzz::require((entry.value().kind == TrieEntry::Kind::absent) == entry.value().value.empty());
    std::vector<Bytes> longer = proof;
    longer.push_back({0x80});
    fuzz::require(!verify_trie_proof(root, key, longer).ok());
    std::vector<Bytes> shorter = proof;
    shorter.pop_back();
    const auto less = verify_trie_proof(root, key, shorter);
    // An element that repeats an embedded node may be left out.
    if (less.ok()) {
        fuzz::require(less.value().kind == entry.value().kind && equal(less.value().value, entry.value().value));
    }
    return 0;
}
