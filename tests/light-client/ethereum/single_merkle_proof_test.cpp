#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/sha256.hpp"
#include "core/merkle/merkleize.hpp"
#include "light-client/ethereum/generalized_index.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/ssz_snappy.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

// Format: consensus-specs@a08d8a6 tests/formats/light_client/single_merkle_proof.md
//
// The vectors give an object, a leaf and a branch. We do not merkleize a whole BeaconState or BeaconBlockBody, so its
// root is had otherwise: the three branches of one state lead from different places to the same root; the sibling of
// the execution payload is the sync aggregate, whose bytes are at a known place in the body.

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

struct Proof {
    Bytes object;
    Bytes32 leaf;
    GeneralizedIndex gindex;
    std::vector<Bytes32> branch;
};

Proof read_proof(const std::filesystem::path& folder) {
    const Json document = read_yaml(folder / "proof.yaml");
    const JsonReader reader(document);
    Proof proof{read_ssz_snappy(folder / "object.ssz_snappy"), hash(reader, "leaf"), number(reader, "leaf_index"), {}};
    for (const JsonReader& node : member(reader, "branch").elements(64).value()) {
        proof.branch.push_back(node.fixed_bytes<32>().value());
    }
    return proof;
}

Bytes32 root_of(const Proof& proof) {
    Bytes32 node = proof.leaf;
    std::uint64_t index = get_subtree_index(proof.gindex);
    for (const Bytes32& sibling : proof.branch) {
        node = (index & 1U) != 0 ? sha256_pair(sibling, node) : sha256_pair(node, sibling);
        index >>= 1U;
    }
    return node;
}

GeneralizedIndex expected_gindex(const std::string& name, Fork fork) {
    if (name == "current_sync_committee_merkle_proof") return current_sync_committee_gindex(fork);
    if (name == "next_sync_committee_merkle_proof") return next_sync_committee_gindex(fork);
    if (name == "finality_root_merkle_proof") return finalized_root_gindex(fork);
    if (name == "execution_merkle_proof") return EXECUTION_PAYLOAD_GINDEX;
    REQUIRE(name == "execution_block_hash_merkle_proof");
    return EXECUTION_BLOCK_HASH_GINDEX_GLOAS;
}

void check_branch(const Proof& proof, const Bytes32& root) {
    CHECK(proof.branch.size() == floorlog2(proof.gindex));
    CHECK(is_valid_normalized_merkle_branch(proof.leaf, proof.branch, proof.gindex, root));
    std::vector<Bytes32> padded = proof.branch;
    padded.insert(padded.begin(), 2, Bytes32());
    CHECK(is_valid_normalized_merkle_branch(proof.leaf, padded, proof.gindex, root));
    Bytes32 other = proof.leaf;
    other[0] ^= 1U;
    CHECK_FALSE(is_valid_normalized_merkle_branch(other, proof.branch, proof.gindex, root));
}

/// Before Gloas: randao_reveal, eth1_data, graffiti, five offsets, then sync_aggregate, of the minimal preset's size.
Bytes32 root_of_sync_aggregate(const Bytes& body) {
    constexpr std::size_t place = 96 + 72 + 32 + 5 * 4;
    const ByteView aggregate = ByteView(body).subspan(place, 4 + 96);
    return merkleize({hash_tree_root_of_bytes(aggregate.first(4)), hash_tree_root_of_bytes(aggregate.subspan(4))});
}

bool contains(const Bytes& bytes, const Bytes32& part) {
    return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

}  // namespace

TEST_CASE("is_valid_normalized_merkle_branch, consensus-spec single proofs", "[ethereum][merkle][vectors]") {
    const auto root = vectors_or_skip("ethereum/spec-minimal");
    if (!root) return;
    std::size_t count = 0;
    std::map<std::string, Bytes32> state_roots;
    for (const auto& file : std::filesystem::recursive_directory_iterator(*root)) {
        if (file.path().filename() != "proof.yaml") continue;
        const auto folder = file.path().parent_path();
        INFO(folder.string());
        const std::string fork_folder = std::filesystem::relative(folder, *root).begin()->string();
        const auto fork = fork_of_name(fork_folder);
        REQUIRE(fork);
        const Proof proof = read_proof(folder);
        const std::string name = folder.filename().string();
        CHECK(proof.gindex == expected_gindex(name, *fork));
        if (name == "execution_merkle_proof") {
            check_branch(proof, root_of(proof));
            CHECK(proof.branch.front() == root_of_sync_aggregate(proof.object));
        } else if (name == "execution_block_hash_merkle_proof") {
            check_branch(proof, root_of(proof));
            CHECK(contains(proof.object, proof.leaf));
        } else {
            check_branch(proof, state_roots.emplace(fork_folder, root_of(proof)).first->second);
        }
        ++count;
    }
    CHECK(state_roots.size() == 7);
    CHECK(count == 27);
    std::printf("single_merkle_proof: %zu proofs, of %zu states\n", count, state_roots.size());
}
