#include "light-client/evm/trie_proof.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <optional>
#include <string>

#include "core/crypto/keccak256.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/test_trie.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using Kind = TrieEntry::Kind;

namespace {

Bytes text_bytes(std::string_view text) { return {text.begin(), text.end()}; }

/// The bytes of a vector's key or value: 0x-hex, or the text itself.
Bytes vector_bytes(std::string_view text) {
    return text.starts_with("0x") ? decode_hex(text).value() : text_bytes(text);
}

Bytes long_value(std::uint8_t fill) { return Bytes(40, fill); }

/// A value that verify_trie_proof has to find.
Bytes found(const Bytes32& root, ByteView key, const std::vector<Bytes>& proof) {
    const auto entry = verify_trie_proof(root, key, proof);
    REQUIRE(entry.ok());
    REQUIRE(entry.value().kind != Kind::absent);
    return {entry.value().value.begin(), entry.value().value.end()};
}

bool shown_absent(const Bytes32& root, ByteView key, const std::vector<Bytes>& proof) {
    const auto entry = verify_trie_proof(root, key, proof);
    return entry.ok() && entry.value().kind == Kind::absent && entry.value().value.empty();
}

/// A node's hash as root, itself as proof: what follows from this one node for the key 0x12.
Error refusal_of_root(const Bytes& node) {
    return error_of(verify_trie_proof(keccak256(node), Bytes{0x12}, std::vector<Bytes>{node}));
}

Error malformed_node(std::string_view where, std::string_view expected) {
    return Error{ErrorCode::malformed_trie_node, std::string(where), std::string(expected)};
}

/// The entries that a trie vector puts, in order.
std::vector<std::pair<Bytes, Bytes>> steps_of(const JsonReader& in) {
    std::vector<std::pair<Bytes, Bytes>> steps;
    if (in.is_array()) {
        for (const JsonReader& step : in.elements(1000).value()) {
            const auto pair = step.elements(2).value();
            steps.emplace_back(vector_bytes(pair[0].string().value()),
                               pair[1].is_null() ? Bytes() : vector_bytes(pair[1].string().value()));
        }
    } else {
        for (const auto& [key, value] : in.members(1000).value()) {
            steps.emplace_back(vector_bytes(key), vector_bytes(value.string().value()));
        }
    }
    return steps;
}

struct Outcome {
    std::optional<ErrorCode> code;  ///< none: shown absent
    std::string_view where;
};

/// What the rollup's proofs that show no value come to; the vectors leave open whether absence is shown.
const std::map<std::string, Outcome, std::less<>> outcomes = {
    {"nonexistentKey1", {std::nullopt, ""}},
    {"wrongKeyProof", {ErrorCode::trie_node_hash_mismatch, "[2]"}},
    {"corruptedProof", {ErrorCode::trie_node_hash_mismatch, "[0]"}},
    {"invalidInternalNodeHash", {ErrorCode::trie_node_hash_mismatch, "[2]"}},
    {"zeroBranchValueLength", {std::nullopt, ""}},
    {"smallerPathThanKey1", {std::nullopt, ""}},
    {"smallerPathThanKey2", {std::nullopt, ""}},
};

}  // namespace

TEST_CASE("verify_trie_proof", "[evm][trie]") {
    TestTrie trie;
    trie.put({0x12, 0x34}, long_value(1));
    trie.put({0x12, 0x35}, long_value(2));
    trie.put({0x12, 0x99}, long_value(3));
    trie.put({0x77, 0x77}, long_value(4));
    const Bytes32 root = trie.root();
    const Bytes key{0x12, 0x34};
    auto proof = trie.prove(key);
    REQUIRE(proof.size() == 5);  // branch, extension, branch, branch, leaf
    REQUIRE(found(root, key, proof) == long_value(1));

    SECTION("shows absence by an empty child") {
        CHECK(shown_absent(root, Bytes{0x30, 0x00}, trie.prove(Bytes{0x30, 0x00})));
        CHECK(shown_absent(root, Bytes{0x12, 0x36}, trie.prove(Bytes{0x12, 0x36})));
    }
    SECTION("shows absence by a leaf of another key") {
        CHECK(shown_absent(root, Bytes{0x77, 0x78}, trie.prove(Bytes{0x77, 0x78})));
        CHECK(shown_absent(root, Bytes{0x12, 0x98}, trie.prove(Bytes{0x12, 0x98})));
    }
    SECTION("shows absence by an extension that leads elsewhere") {
        CHECK(shown_absent(root, Bytes{0x13, 0x34}, trie.prove(Bytes{0x13, 0x34})));
    }
    SECTION("shows absence of keys shorter and longer than those there are") {
        CHECK(shown_absent(root, Bytes{0x12}, trie.prove(Bytes{0x12})));
        CHECK(shown_absent(root, Bytes{0x12, 0x34, 0x56}, trie.prove(Bytes{0x12, 0x34, 0x56})));
        CHECK(shown_absent(root, {}, trie.prove({})));
    }
    SECTION("reads no further than the key's end") {
        // What lies behind the key in memory would fit the path.
        const Bytes memory{0x12, 0x34};
        const Bytes node = extension_node({1, 2, 3, 4}, rlp_string(keccak256({}).view()));
        CHECK(shown_absent(keccak256(node), ByteView(memory).first(1), {node}));
    }
    SECTION("refuses a proof that stops early, at every length") {
        const auto size = GENERATE(range<std::size_t>(0, 5));
        proof.resize(size);
        CHECK(error_of(verify_trie_proof(root, key, proof)).code == ErrorCode::incomplete_proof);
        CHECK(error_of(verify_trie_proof(root, key, proof)).where.empty());
    }
    SECTION("refuses a node that is left out") {
        const auto index = GENERATE(range<std::size_t>(0, 4));
        proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(index));
        const Error error = error_of(verify_trie_proof(root, key, proof));
        CHECK(error.code == ErrorCode::trie_node_hash_mismatch);
        CHECK(error.where == "[" + std::to_string(index) + "]");
    }
    SECTION("refuses a node that is there twice") {
        const auto index = GENERATE(range<std::size_t>(0, 5));
        proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(index), proof[index]);
        const Error error = error_of(verify_trie_proof(root, key, proof));
        CHECK(error.code == (index == 4 ? ErrorCode::unused_proof_nodes : ErrorCode::trie_node_hash_mismatch));
        CHECK(error.where == "[" + std::to_string(index + 1) + "]");
    }
    SECTION("refuses nodes after the end") {
        proof.push_back(proof[0]);
        CHECK(error_of(verify_trie_proof(root, key, proof)) ==
              Error{ErrorCode::unused_proof_nodes, "[5]", "expected 5, got 6"});
    }
    SECTION("refuses every node with any byte changed, cut or added") {
        const auto index = GENERATE(range<std::size_t>(0, 5));
        for (std::size_t i = 0; i < proof[index].size(); ++i) {
            auto changed = proof;
            changed[index][i] ^= 0x01;
            CHECK(error_of(verify_trie_proof(root, key, changed)).code == ErrorCode::trie_node_hash_mismatch);
        }
        auto longer = proof;
        longer[index].push_back(0);
        CHECK(error_of(verify_trie_proof(root, key, longer)).code == ErrorCode::trie_node_hash_mismatch);
        auto shorter = proof;
        shorter[index].pop_back();
        CHECK(error_of(verify_trie_proof(root, key, shorter)).code == ErrorCode::trie_node_hash_mismatch);
    }
    SECTION("refuses the proof of another key") {
        const Bytes other{0x12, 0x35};
        CHECK(error_of(verify_trie_proof(root, other, proof)).where == "[4]");
        CHECK(error_of(verify_trie_proof(root, other, proof)).code == ErrorCode::trie_node_hash_mismatch);
    }
}

TEST_CASE("verify_trie_proof of the empty trie", "[evm][trie]") {
    const Bytes key{0x12};
    CHECK(shown_absent(EMPTY_TRIE_ROOT, key, {}));
    CHECK(shown_absent(EMPTY_TRIE_ROOT, key, {Bytes{0x80}}));
    CHECK(TestTrie().root() == EMPTY_TRIE_ROOT);
    CHECK(error_of(verify_trie_proof(EMPTY_TRIE_ROOT, key, std::vector<Bytes>{{0x81}})).code ==
          ErrorCode::trie_node_hash_mismatch);
    CHECK(error_of(verify_trie_proof(EMPTY_TRIE_ROOT, key, std::vector<Bytes>{{0x80}, {0x80}})) ==
          Error{ErrorCode::unused_proof_nodes, "[1]", "expected 1, got 2"});
    SECTION("refuses its forms under any other root") {
        const Bytes32 root = keccak256(key);
        CHECK(error_of(verify_trie_proof(root, key, {})).code == ErrorCode::incomplete_proof);
        CHECK(error_of(verify_trie_proof(root, key, std::vector<Bytes>{{0x80}})).code ==
              ErrorCode::trie_node_hash_mismatch);
    }
}

TEST_CASE("verify_trie_proof with embedded nodes", "[evm][trie]") {
    TestTrie trie;
    trie.put({0x12}, {1});
    trie.put({0x13}, {2});
    trie.put({0x80}, long_value(3));
    const Bytes key{0x12};
    auto proof = trie.prove(key);
    REQUIRE(proof.size() == 1);  // an extension-free branch, and a branch of two short leaves inside it
    REQUIRE(found(trie.root(), key, proof) == Bytes{1});

    const Bytes leaf = leaf_node({}, {1});
    std::vector<Bytes> children(16);
    children[2] = leaf;
    children[3] = leaf_node({}, {2});
    const Bytes branch = branch_node(children, {});
    REQUIRE(branch.size() < 32);
    SECTION("accepts them listed as elements too") {
        proof.push_back(branch);
        CHECK(found(trie.root(), key, proof) == Bytes{1});
        proof.push_back(leaf);
        CHECK(found(trie.root(), key, proof) == Bytes{1});
    }
    SECTION("refuses another node in their place") {
        proof.push_back(children[3]);
        CHECK(error_of(verify_trie_proof(trie.root(), key, proof)) ==
              Error{ErrorCode::unused_proof_nodes, "[1]", "expected 1, got 2"});
    }
    SECTION("refuses a short node that is referred to by its hash") {
        children[2] = rlp_string(keccak256(leaf).view());
        const Bytes root_node = branch_node(children, {});
        CHECK(error_of(verify_trie_proof(keccak256(root_node), Bytes{0x2f}, std::vector<Bytes>{root_node, leaf})) ==
              malformed_node("[1]", "a node of fewer than 32 bytes in its parent"));
    }
    SECTION("tells a node of 31 bytes, which is in its parent, from one of 32, which has a hash") {
        const Bytes longer = leaf_node({2}, Bytes(29, 7));
        const Bytes shorter = leaf_node({2}, Bytes(28, 7));
        REQUIRE(longer.size() == 32);
        REQUIRE(shorter.size() == 31);
        children.assign(16, {});
        children[1] = rlp_string(keccak256(longer).view());
        children[3] = shorter;
        const Bytes node = branch_node(children, {});
        CHECK(found(keccak256(node), key, {node, longer}) == Bytes(29, 7));
        CHECK(found(keccak256(node), Bytes{0x32}, {node}) == Bytes(28, 7));
        children[1] = longer;
        CHECK(refusal_of_root(branch_node(children, {})).code == ErrorCode::malformed_trie_node);
    }
    SECTION("refuses an empty list in a child's place") {
        children.assign(16, {});
        children[1] = Bytes{0xc0};
        CHECK(refusal_of_root(branch_node(children, {})) == malformed_node("[0]", "a node of 2 or 17 items, got 0"));
    }
    SECTION("refuses a node of 32 bytes or more inside its parent") {
        children[1] = leaf_node({2}, long_value(1));
        CHECK(refusal_of_root(branch_node(children, {})).code == ErrorCode::malformed_trie_node);
    }
}

TEST_CASE("verify_trie_proof refuses malformed nodes", "[evm][trie]") {
    const std::vector<Bytes> none(16);
    const Bytes some_hash = rlp_string(keccak256({}).view());
    REQUIRE(shown_absent(keccak256(branch_node(none, {})), Bytes{0x12}, {branch_node(none, {})}));

    SECTION("that are no RLP") {
        CHECK(refusal_of_root({0xf8, 0x01, 0x80}).code == ErrorCode::malformed_rlp);
        CHECK(refusal_of_root({0xf8, 0x01, 0x80}).where == "[0]");
        CHECK(refusal_of_root({0xc2, 0x20}).code == ErrorCode::malformed_rlp);
        CHECK(refusal_of_root({0xc3, 0x20, 0x81, 0x01}).where == "[0]");
    }
    SECTION("that are strings") {
        CHECK(refusal_of_root(rlp_string(long_value(1))) == malformed_node("[0]", "a node, got a string"));
    }
    SECTION("of another number of items") {
        const auto count = GENERATE(range<std::size_t>(0, 17));
        if (count == 2) return;
        CHECK(refusal_of_root(rlp_list(std::vector<Bytes>(count, Bytes{0x80}))) ==
              malformed_node("[0]", "a node of 2 or 17 items, got " + std::to_string(count)));
    }
    SECTION("of more items than a branch has") {
        CHECK(refusal_of_root(rlp_list(std::vector<Bytes>(18, Bytes{0x80}))).code == ErrorCode::malformed_rlp);
    }
    SECTION("with a path that is no hex-prefix encoding") {
        const auto first = GENERATE(range(0, 256));
        const auto byte = static_cast<std::uint8_t>(first);
        const bool is_valid = byte == 0x00 || byte == 0x20 || (byte >= 0x10 && byte < 0x20) || byte >> 4U == 3;
        const Bytes node = rlp_list({rlp_string(Bytes{byte, 0x12}), some_hash});
        const auto entry = verify_trie_proof(keccak256(node), Bytes{0x12}, std::vector<Bytes>{node});
        CAPTURE(first);
        if (is_valid) {
            CHECK((entry.ok() || entry.error().code == ErrorCode::incomplete_proof));
        } else {
            CHECK(error_of(entry) == malformed_node("[0]", "a path in hex-prefix encoding"));
        }
    }
    SECTION("without a path") {
        CHECK(refusal_of_root(rlp_list({rlp_string({}), some_hash})) ==
              malformed_node("[0]", "a path in hex-prefix encoding"));
        CHECK(refusal_of_root(rlp_list({rlp_list({}), some_hash})) ==
              malformed_node("[0]", "a path in hex-prefix encoding"));
        CHECK(refusal_of_root(rlp_list({rlp_list({Bytes{0x20}}), rlp_string(long_value(1))})) ==
              malformed_node("[0]", "a path in hex-prefix encoding"));
        CHECK(refusal_of_root(extension_node({}, some_hash)) == malformed_node("[0]", "an extension with a path"));
    }
    SECTION("with a child that is neither a hash nor a short node") {
        const auto* text =
            GENERATE("0x01", "0x8412345678", "0x9f01020304050607080910111213141516171819202122232425262728293031",
                     "0xa1010203040506070809101112131415161718192021222324252627282930313233");
        const Bytes child = decode_hex(text).value();
        auto children = none;
        children[5] = child;
        CHECK(refusal_of_root(branch_node(children, {})) ==
              malformed_node("[0]", "a branch whose children are empty, a hash, or a node of fewer than 32 bytes"));
        CHECK(refusal_of_root(extension_node({1}, child)) == malformed_node("[0]", "an extension with a child"));
    }
    SECTION("extensions without a child") {
        CHECK(refusal_of_root(extension_node({1}, {0x80})) == malformed_node("[0]", "an extension with a child"));
    }
    SECTION("extensions that lead to no branch") {
        const Bytes leaf = leaf_node({2}, long_value(1));
        const Bytes extension = extension_node({1}, reference_to(leaf));
        CHECK(error_of(verify_trie_proof(keccak256(extension), Bytes{0x12}, std::vector<Bytes>{extension, leaf})) ==
              malformed_node("[1]", "a branch after an extension"));
    }
    SECTION("leaves without a value") {
        CHECK(refusal_of_root(leaf_node({1, 2}, {})) == malformed_node("[0]", "a leaf with a value"));
        CHECK(refusal_of_root(rlp_list({Bytes{0x20}, rlp_list({})})) == malformed_node("[0]", "a leaf with a value"));
        CHECK(refusal_of_root(rlp_list({Bytes{0x20}, rlp_list({Bytes{1}})})) ==
              malformed_node("[0]", "a leaf with a value"));
    }
    SECTION("branches whose value is a list") {
        std::vector<Bytes> items(16, Bytes{0x80});
        items.push_back(rlp_list({}));
        CHECK(refusal_of_root(rlp_list(items)) == malformed_node("[0]", "a branch whose value is a string"));
    }
}

TEST_CASE("verify_trie_proof over deep tries", "[evm][trie]") {
    // Keys that agree in all but the last nibble, each with one that leaves the way earlier: a branch at every step.
    TestTrie trie;
    Bytes key(32, 0x11);
    trie.put(key, long_value(1));
    for (std::size_t nibble = 0; nibble < 64; ++nibble) {
        Bytes other = key;
        other[nibble / 2] = static_cast<std::uint8_t>(other[nibble / 2] ^ (nibble % 2 == 0 ? 0x20U : 0x02U));
        trie.put(other, long_value(2));
    }
    const auto proof = trie.prove(key);
    CHECK(proof.size() == 65);
    CHECK(found(trie.root(), key, proof) == long_value(1));
}

TEST_CASE("verify_secure_trie_proof", "[evm][trie]") {
    TestTrie trie;
    const Bytes key{1};
    trie.put_hashed(key, long_value(1));
    trie.put_hashed(Bytes{2}, long_value(2));
    CHECK(equal(verify_secure_trie_proof(trie.root(), key, trie.prove_hashed(key)).value().value(), long_value(1)));
    CHECK_FALSE(verify_secure_trie_proof(trie.root(), Bytes{3}, trie.prove_hashed(Bytes{3})).value().has_value());

    SECTION("refuses an entry in a branch") {
        const Bytes32 hashed = keccak256(key);
        Bytes longer(hashed.begin(), hashed.end());
        longer.push_back(0);
        trie.put(longer, long_value(3));
        const auto proof = trie.prove_hashed(key);
        CHECK(error_of(verify_secure_trie_proof(trie.root(), key, proof)) ==
              malformed_node("[" + std::to_string(proof.size() - 1) + "]",
                             "no entry in a branch of a trie with hashed keys"));
    }
}

TEST_CASE("trie vectors", "[evm][trie][vectors]") {
    const auto folder = vectors_or_skip("ethereum/trie-rlp");
    if (!folder) return;
    std::size_t tries = 0;
    std::size_t proofs = 0;
    for (const auto* file : {"trieanyorder.json", "trietest.json"}) {
        const Json document = read_json(*folder / file);
        for (const auto& [name, entry] : JsonReader(document).members(1000).value()) {
            CAPTURE(file, name);
            TestTrie trie;
            std::map<Bytes, Bytes> last;  // the value put last; empty where it was taken out
            for (const auto& [key, value] : steps_of(member(entry, "in"))) {
                trie.put(key, value);
                last[key] = value;
            }
            const auto root = member(entry, "root").fixed_bytes<32>().value();
            CHECK(trie.root() == root);
            for (const auto& [key, value] : last) {
                const auto proof = trie.prove(key);
                CHECK((value.empty() ? shown_absent(root, key, proof) : found(root, key, proof) == value));
                ++proofs;
            }
            ++tries;
        }
    }
    CHECK(tries == 12);
    std::printf("trie vectors: %zu tries, %zu proofs\n", tries, proofs);
}

TEST_CASE("trie proof vectors of a rollup", "[evm][trie][vectors]") {
    const auto path = vectors_or_skip("ethereum/trie-rlp/optimism_merkletrie.json");
    if (!path) return;
    const Json document = read_json(*path);
    std::size_t valid = 0;
    std::size_t refused = 0;
    for (const JsonReader& entry : member(JsonReader(document), "cases").elements(1000).value()) {
        const std::string name(member(entry, "name").string().value());
        CAPTURE(name);
        const auto root = member(entry, "root").fixed_bytes<32>().value();
        const Bytes key = member(entry, "key").bytes(64).value();
        std::vector<Bytes> proof;
        for (const auto& node : member(entry, "proof").elements(65).value()) proof.push_back(node.bytes(1024).value());
        if (member(entry, "expect").string().value() == "valid") {
            CHECK(found(root, key, proof) == member(entry, "value").bytes(1024).value());
            ++valid;
        } else {
            const auto expected = outcomes.find(name);
            REQUIRE(expected != outcomes.end());
            if (expected->second.code) {
                const Error error = error_of(verify_trie_proof(root, key, proof));
                CHECK(error.code == *expected->second.code);
                CHECK(error.where == expected->second.where);
            } else {
                CHECK(shown_absent(root, key, proof));
            }
            ++refused;
        }
    }
    CHECK(valid > 0);
    CHECK(refused > 0);
    std::printf("trie proof vectors of a rollup: %zu valid, %zu refused\n", valid, refused);
}
