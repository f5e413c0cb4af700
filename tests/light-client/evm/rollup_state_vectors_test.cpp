// Account and storage proofs of other chains with Ethereum's tries, and more of Ethereum's.
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "core/codec/rlp.hpp"
#include "light-client/evm/account_proof.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "tests/light-client/rollup_vectors.hpp"
#include "tests/support/skip.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EvmState;
using verifiers::TestFixture;

namespace {

/// A proof given as one RLP list of strings.
std::vector<Bytes> nodes_of(const JsonReader& rlp) {
    const Bytes encoding = rlp.bytes(1U << 16U).value();
    std::array<RlpItem, 65> items;
    const std::size_t count = read_rlp_items(decode_rlp(encoding).value(), items).value();
    std::vector<Bytes> nodes;
    for (std::size_t i = 0; i < count; ++i) {
        // Some provers put the node itself into the list, others a string of its bytes.
        const ByteView node = items[i].is_list ? items[i].encoding : items[i].payload;
        nodes.emplace_back(node.begin(), node.end());
    }
    return nodes;
}

}  // namespace

TEST_CASE("state proof vectors of a gateway", "[evm][vectors]") {
    const auto path = vectors_or_skip("l2misc/eth-hooks.json");
    if (!path) return;
    const Json document = read_json(*path);
    const JsonReader file(document);
    ExecutionBlock block;
    block.state_root = fixed<32>(file, "stateRoot");
    const auto proven = TestFixture::proven(block);
    std::size_t accounts = 0;
    std::size_t slots = 0;
    for (const auto& [name, answer] : member(file, "tests").members(100).value()) {
        CAPTURE(name);
        const auto account = EvmState::prove_account(proven, fixed<20>(answer, "address"), answer);
        REQUIRE(account.ok());
        CHECK(account.value()->exists == (name != "dne"));
        CHECK((account.value()->storage_hash == EMPTY_TRIE_ROOT) == (name != "SlotDataContract"));
        for (const JsonReader& slot : member(answer, "storageProof").elements(100).value()) {
            const auto word = EvmState::prove_storage(account.value(), member(slot, "key").u256().value(), answer);
            REQUIRE(word.ok());
            CHECK(*word.value() == member(slot, "value").u256().value());
            ++slots;
        }
        ++accounts;
    }
    CHECK(accounts == 4);
    CHECK(slots > 0);
    std::printf("state proof vectors of a gateway: %zu accounts, %zu slots\n", accounts, slots);
}

TEST_CASE("state proof vectors with header and RLP lists", "[evm][vectors]") {
    const auto folder = vectors_or_skip("l2misc");
    if (!folder) return;
    std::size_t files = 0;
    for (const auto* name : {"taikoProofL1.json", "sepolia-arb_pointer_proof_block_9561476.json",
                             "sepolia-arb_pointer_proof_block_9868604.json"}) {
        CAPTURE(name);
        const Json document = read_json(*folder / name);
        const JsonReader file(document);
        const auto block = verify_execution_header(ChainId{"eip155:1"}, fixed<32>(file, "blockHash"),
                                                   member(file, "rlpBlockHeader").bytes(4096).value());
        REQUIRE(block.ok());
        CHECK(U256(block.value().number) == member(file, "blockNumber").u256().value());
        CHECK(block.value().state_root == fixed<32>(file, "stateRoot"));
        const auto account = verify_account_proof(block.value().state_root, fixed<20>(file, "account"),
                                                  nodes_of(member(file, "rlpAccountProof")));
        REQUIRE(account.ok());
        const auto word = verify_storage_proof(account.value().storage_hash, member(file, "slot").u256().value(),
                                               nodes_of(member(file, "rlpStorageProof")));
        REQUIRE(word.ok());
        CHECK(word.value() == member(file, "slotValue").u256().value());
        ++files;
    }
    std::printf("state proof vectors with header and RLP lists: %zu\n", files);
}

TEST_CASE("state proof vectors of Scroll", "[evm][vectors]") {
    const auto path = vectors_or_skip("l2misc/scroll.json");
    if (!path) return;
    const Json document = read_json(*path);
    const JsonReader file(document);
    const auto account = verify_account_proof(fixed<32>(file, "stateRoot"), fixed<20>(file, "broadcaster"),
                                              nodes_of(member(file, "rlpAccountProof")));
    REQUIRE(account.ok());
    CHECK(verify_storage_proof(account.value().storage_hash, member(file, "storageSlot").u256().value(),
                               nodes_of(member(file, "rlpStorageProof")))
              .value() == member(file, "expectedTimestamp").u256().value());
}

TEST_CASE("state proof vectors of Linea", "[evm][vectors]") {
    skip("l2misc/linea-hooks.json is a sparse Merkle tree with MiMC, which no verifier here knows");
}
