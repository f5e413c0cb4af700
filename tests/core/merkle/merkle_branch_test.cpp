#include "core/merkle/merkle_branch.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "core/crypto/sha256.hpp"
#include "core/merkle/merkleize.hpp"

using namespace clearmargin;

namespace {

Bytes32 filled(std::uint8_t byte) {
    Bytes32 out;
    out.bytes.fill(byte);
    return out;
}

}  // namespace

TEST_CASE("floorlog2, get_subtree_index", "[merkle]") {
    CHECK(floorlog2(1) == 0);
    CHECK(floorlog2(2) == 1);
    CHECK(floorlog2(105) == 6);
    CHECK(floorlog2(2945) == 11);
    CHECK(floorlog2(~GeneralizedIndex{0}) == 63);
    CHECK(get_subtree_index(1) == 0);
    CHECK(get_subtree_index(105) == 41);
    CHECK(get_subtree_index(128) == 0);
}

TEST_CASE("is_valid_normalized_merkle_branch", "[merkle]") {
    const Bytes32 leaf = filled(1);
    const Bytes32 sibling = filled(2);
    const Bytes32 uncle = filled(3);
    // The leaf is the right child of the root's left child: 0b101.
    constexpr GeneralizedIndex gindex = 5;
    const Bytes32 root = sha256_pair(sha256_pair(sibling, leaf), uncle);
    std::vector<Bytes32> branch = {sibling, uncle};
    REQUIRE(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
    REQUIRE(is_valid_merkle_branch(leaf, branch, 2, 1, root));

    SECTION("accepts zeros in front, refuses anything else there") {
        branch.insert(branch.begin(), 3, Bytes32());
        CHECK(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
        branch[1] = filled(9);
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
    }
    SECTION("refuses a branch that is short, or long at its end") {
        branch.pop_back();
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, {}, gindex, root));
        CHECK_FALSE(is_valid_merkle_branch(leaf, branch, 2, 1, root));
        branch = {sibling, uncle, Bytes32()};
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
        CHECK_FALSE(is_valid_merkle_branch(leaf, branch, 2, 1, root));
    }
    SECTION("refuses a branch that fits the root but not the depth asked for") {
        CHECK_FALSE(is_valid_merkle_branch(leaf, branch, 1, 1, root));
        CHECK_FALSE(is_valid_merkle_branch(leaf, branch, 3, 1, root));
    }
    SECTION("refuses another place, no place at all, and another leaf or root") {
        for (const GeneralizedIndex other : {4U, 6U, 7U, 0U, 1U, 2U, 11U}) {
            CAPTURE(other);
            CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, other, root));
        }
        CHECK_FALSE(is_valid_normalized_merkle_branch(sibling, branch, gindex, root));
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, gindex, leaf));
    }
    SECTION("refuses a node with any one bit changed") {
        const auto bit = GENERATE(range<std::size_t>(0, 512));
        branch[bit / 256].bytes[bit % 256 / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(is_valid_normalized_merkle_branch(leaf, branch, gindex, root));
    }
}

TEST_CASE("merkleize", "[merkle]") {
    const Bytes32 zero;
    CHECK(merkleize({}) == zero);
    CHECK(merkleize({filled(1)}) == filled(1));
    CHECK(merkleize({filled(1), filled(2), filled(3)}) ==
          sha256_pair(sha256_pair(filled(1), filled(2)), sha256_pair(filled(3), zero)));
    SECTION("hash_tree_root_of_bytes fills up the last chunk") {
        const Bytes bytes(33, 1);
        Bytes32 rest;
        rest[0] = 1;
        CHECK(hash_tree_root_of_bytes(bytes) == sha256_pair(filled(1), rest));
        CHECK(hash_tree_root_of_bytes({}) == zero);
    }
    SECTION("numbers are least significant byte first") {
        CHECK(hash_tree_root(std::uint64_t{0x0102})[0] == 2);
        CHECK(hash_tree_root(std::uint64_t{0x0102})[1] == 1);
        CHECK(hash_tree_root(U256(7))[0] == 7);
        CHECK(mix_in_length(zero, 0) == sha256_pair(zero, zero));
    }
}
