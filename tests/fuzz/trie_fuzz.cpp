#include <map>

#include "light-client/evm/trie_proof.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/fuzz/fuzz_input.hpp"
#include "tests/support/test_trie.hpp"

namespace {

using namespace clearmargin;

void require_entry(const TrieEntry& entry, const Bytes* value) {
    if (value == nullptr) return fuzz::require(entry.kind == TrieEntry::Kind::absent);
    fuzz::require(entry.kind != TrieEntry::Kind::absent && equal(entry.value, *value));
}

}  // namespace

/// A trie of the input's entries: every proof shows what the trie holds, for keys it has and for one it may not have;
/// and no proof that was damaged shows anything else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t key_size = 1 + input.byte() % 4;
    const std::size_t damaged_element = input.byte();
    const std::size_t damaged_place = input.number();
    const std::uint8_t damage = input.byte();
    const auto take_key = [&] {
        const ByteView taken = input.bytes(key_size);
        Bytes key(taken.begin(), taken.end());
        key.resize(key_size);
        return key;
    };
    const Bytes asked = take_key();
    std::map<Bytes, Bytes> entries;
    tests::TestTrie trie;
    while (!input.empty() && entries.size() < 24) {
        const Bytes key = take_key();
        const ByteView taken = input.bytes(1 + input.byte() % 48);
        Bytes value(taken.begin(), taken.end());
        if (value.empty()) value = {1};
        entries[key] = value;
        trie.put(key, value);
    }
    const Bytes32 root = trie.root();
    for (const auto& [key, value] : entries) {
        const auto proof = trie.prove(key);
        const auto entry = verify_trie_proof(root, key, proof);
        fuzz::require(entry.ok());
        require_entry(entry.value(), &value);
    }
    const auto found = entries.find(asked);
    const Bytes* held = found == entries.end() ? nullptr : &found->second;
    auto proof = trie.prove(asked);
    const auto entry = verify_trie_proof(root, asked, proof);
    fuzz::require(entry.ok());
    require_entry(entry.value(), held);

    if (proof.empty()) return 0;
    Bytes& element = proof[damaged_element % proof.size()];
    if (damage == 0) {
        element.resize(damaged_place % (element.size() + 1));
    } else if (!element.empty()) {
        element[damaged_place % element.size()] ^= damage;
    }
    const auto damaged = verify_trie_proof(root, asked, proof);
    if (damaged.ok()) require_entry(damaged.value(), held);
    return 0;
}
