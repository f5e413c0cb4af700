#include "tests/support/test_trie.hpp"

#include <algorithm>

#include "core/codec/rlp_writer.hpp"
#include "core/crypto/keccak256.hpp"

namespace clearmargin::tests {
namespace {

using Entries = std::map<Bytes, Bytes>;  // by nibbles

Bytes nibbles_of(ByteView key) {
    Bytes nibbles;
    for (const std::uint8_t byte : key) {
        nibbles.push_back(byte >> 4U);
        nibbles.push_back(byte & 15U);
    }
    return nibbles;
}

Bytes hex_prefix(const Bytes& path, std::uint8_t flag) {
    Bytes nibbles;
    if (path.size() % 2 == 0) {
        nibbles = {flag, 0};
    } else {
        nibbles = {static_cast<std::uint8_t>(flag | 1U)};
    }
    nibbles.insert(nibbles.end(), path.begin(), path.end());
    Bytes out;
    for (std::size_t i = 0; i < nibbles.size(); i += 2) {
        out.push_back(static_cast<std::uint8_t>((nibbles[i] << 4U) | nibbles[i + 1]));
    }
    return out;
}

std::size_t common_prefix(const Entries& entries, std::size_t depth) {
    const Bytes& first = entries.begin()->first;
    const Bytes& last = entries.rbegin()->first;
    std::size_t length = 0;
    while (depth + length < first.size() && depth + length < last.size() &&
           first[depth + length] == last[depth + length]) {
        ++length;
    }
    return length;
}

/// Builds the node over `entries`, which agree up to `depth`. Where `on_way` is given and `key` leads through the node,
/// it and its descendants on the way are appended there, children after parents.
Bytes build(const Entries& entries, std::size_t depth, const Bytes* key, std::vector<Bytes>* on_way) {
    if (entries.empty()) return rlp_string({});
    std::vector<Bytes> below;
    Bytes node;
    const auto tail = [&](const Bytes& path, std::size_t from) {
        return Bytes(path.begin() + static_cast<std::ptrdiff_t>(from), path.end());
    };
    const std::size_t shared = common_prefix(entries, depth);
    if (entries.size() == 1) {
        node = leaf_node(tail(entries.begin()->first, depth), entries.begin()->second);
    } else if (shared > 0) {
        const Bytes& first = entries.begin()->first;
        const Bytes path(first.begin() + static_cast<std::ptrdiff_t>(depth),
                         first.begin() + static_cast<std::ptrdiff_t>(depth + shared));
        const bool leads_on = key != nullptr && key->size() >= depth + shared &&
                              std::equal(path.begin(), path.end(), key->begin() + static_cast<std::ptrdiff_t>(depth));
        const Bytes child = build(entries, depth + shared, leads_on ? key : nullptr, leads_on ? &below : nullptr);
        node = extension_node(path, reference_to(child));
    } else {
        std::vector<Bytes> children(16);
        Bytes value;
        std::vector<Entries> parts(16);
        for (const auto& [path, entry] : entries) {
            if (path.size() == depth) {
                value = entry;
            } else {
                parts[path[depth]].emplace(path, entry);
            }
        }
        for (std::size_t nibble = 0; nibble < 16; ++nibble) {
            if (parts[nibble].empty()) continue;
            const bool leads_on = key != nullptr && key->size() > depth && (*key)[depth] == nibble;
            const Bytes child = build(parts[nibble], depth + 1, leads_on ? key : nullptr, leads_on ? &below : nullptr);
            children[nibble] = reference_to(child);
        }
        node = branch_node(children, value);
    }
    if (on_way != nullptr) {
        if (depth == 0 || node.size() >= 32) on_way->push_back(node);
        on_way->insert(on_way->end(), below.begin(), below.end());
    }
    return node;
}

Entries by_nibbles(const std::map<Bytes, Bytes>& entries) {
    Entries out;
    for (const auto& [key, value] : entries) out.emplace(nibbles_of(key), value);
    return out;
}

}  // namespace

void TestTrie::put(const Bytes& key, const Bytes& value) {
    if (value.empty()) {
        entries_.erase(key);
    } else {
        entries_[key] = value;
    }
}

void TestTrie::put_hashed(ByteView key, const Bytes& value) {
    const Bytes32 hashed = keccak256(key);
    put(Bytes(hashed.begin(), hashed.end()), value);
}

Bytes32 TestTrie::root() const { return keccak256(build(by_nibbles(entries_), 0, nullptr, nullptr)); }

std::vector<Bytes> TestTrie::prove(ByteView key) const {
    std::vector<Bytes> proof;
    const Bytes nibbles = nibbles_of(key);
    build(by_nibbles(entries_), 0, &nibbles, &proof);
    return proof;
}

std::vector<Bytes> TestTrie::prove_hashed(ByteView key) const { return prove(keccak256(key).view()); }

Bytes leaf_node(const Bytes& path, const Bytes& value) {
    return rlp_list({rlp_string(hex_prefix(path, 2)), rlp_string(value)});
}

Bytes extension_node(const Bytes& path, const Bytes& encoded_reference) {
    return rlp_list({rlp_string(hex_prefix(path, 0)), encoded_reference});
}

Bytes branch_node(const std::vector<Bytes>& children, const Bytes& value) {
    std::vector<Bytes> items;
    for (const Bytes& child : children) items.push_back(child.empty() ? rlp_string({}) : child);
    items.push_back(rlp_string(value));
    return rlp_list(items);
}

Bytes reference_to(const Bytes& node) { return node.size() < 32 ? node : rlp_string(keccak256(node).view()); }

Bytes rlp_string(ByteView string) {
    Bytes out;
    append_rlp_string(out, string);
    return out;
}

Bytes rlp_list(const std::vector<Bytes>& encoded_items) {
    Bytes items;
    for (const Bytes& item : encoded_items) items.insert(items.end(), item.begin(), item.end());
    Bytes out;
    append_rlp_list(out, items);
    return out;
}

}  // namespace clearmargin::tests
