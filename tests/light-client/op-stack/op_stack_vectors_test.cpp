// Recorded anchors of OP Sepolia, Base Sepolia and a devnet: from the L1 state to a word of an L2 contract.
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "core/merkle/merkle_branch.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/op-stack/op_stack.hpp"
#include "light-client/op-stack/output_root.hpp"
#include "tests/light-client/rollup_vectors.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EvmState;
using verifiers::OpStack;
using verifiers::TestFixture;

namespace {

const ChainId sepolia{"eip155:11155111"};
const ChainId op_sepolia{"eip155:11155420"};
const ChainId base_sepolia{"eip155:84532"};

/// Runs an anchor vector to the L2 word; its refusal, where there is one.
Status run_anchor(const JsonReader& file) {
    const JsonReader l2 = member(file, "l2");
    const JsonReader contract = member(file, "l1_contract");
    const OpStackChain chain{op_sepolia, sepolia, std::nullopt, LegacyAnchors{fixed<20>(contract, "address"), 0},
                             std::nullopt};
    const Json proof = object({entry("kind", "anchor"), entry("header_rlp", member(l2, "header_rlp")),
                               entry("message_passer_storage_root", member(l2, "message_passer_storage_root")),
                               entry("registry_proof", answer_of(contract))});
    TRY(const auto block, OpStack::prove_block(parent_of(file, sepolia), chain, JsonReader(proof)));
    CHECK(block.evidence().level == EvidenceLevel::proposed);
    return check_contract(block, member(file, "l2_contract"));
}

/// Runs a game vector likewise.
Status run_game(const JsonReader& file) {
    const JsonReader factory = member(file, "dispute_game_factory");
    const JsonReader game = member(file, "fault_dispute_game");
    const JsonReader l2 = member(file, "l2");
    const JsonReader l1 = member(file, "l1");
    OpStackChain chain{base_sepolia, sepolia, std::nullopt, std::nullopt, std::nullopt};
    // The recording asks no guardian.
    chain.games = DisputeGames{fixed<20>(factory, "address"), {0}, std::nullopt, 302'400, 2};
    const auto hash = TestFixture::proven(ExecutionBlockHash{sepolia, fixed<32>(l1, "block_hash"), 0});
    TRY(const auto parent, EvmState::prove_block(hash, member(l1, "header_rlp").bytes(4096).value()));
    const Json game_answer = object(
        {entry("address", member(game, "address")), entry("accountProof", member(game, "account_proof")),
         entry("storageProof", array({storage_entry(game, "status_slot", "status_value", "status_proof"),
                                      storage_entry(game, "root_claim_slot", "root_claim", "root_claim_proof")}))});
    const Json proof =
        object({entry("kind", "game"), entry("header_rlp", member(l2, "header_rlp")),
                entry("message_passer_storage_root", member(l2, "message_passer_storage_root")),
                entry("game_index", member(factory, "game_index")),
                entry("factory_proof", answer_of(factory, "game_id")), entry("game_proof", game_answer)});
    TRY(const auto block, OpStack::prove_block(parent, chain, JsonReader(proof)));
    CHECK(block->number == member(l2, "number").u64().value());
    return check_contract(block, member(file, "l2_contract"));
}

void check_refusal(const Status& status, ErrorCode code, const std::string& where) {
    const Error error = error_of(status);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

}  // namespace

TEST_CASE("op-stack vectors: anchors", "[op-stack][vectors]") {
    const auto folder = vectors_or_skip("opstack");
    if (!folder) return;
    const auto run = [&](const char* name) {
        CAPTURE(name);
        const Json document = read_json(*folder / name);
        CHECK(is_beacon_state_root(JsonReader(document)));
        return run_anchor(JsonReader(document));
    };
    CHECK(run("op-anchor-2024-11-19-valid-ab96cd.json").ok());
    CHECK(run("op-anchor-2025-03-13-valid-5ef1fc.json").ok());
    check_refusal(run("op-anchor-2024-11-19-InvalidL1Storage-1f09b8.json"), ErrorCode::claimed_storage_value_mismatch,
                  "registry_proof.storageProof[0].value");
    check_refusal(run("op-anchor-2024-11-19-InvalidL2StateRoot-b051c0.json"), ErrorCode::output_root_mismatch, "");
    check_refusal(run("op-anchor-2025-03-13-InvalidL2Storage-fb920d.json"), ErrorCode::claimed_storage_value_mismatch,
                  "storageProof[0].value");
    std::printf("op-stack vectors: 5 anchors\n");
}

TEST_CASE("op-stack vectors: an anchor without the L2 header", "[op-stack][vectors]") {
    // Recorded before the prover gave headers: only the output root and the words under it can be checked.
    const auto path = vectors_or_skip("opstack/op-anchor-2024-10-16-valid-f52ae7.json");
    if (!path) return;
    const Json document = read_json(*path);
    const JsonReader file(document);
    CHECK(is_beacon_state_root(file));
    const JsonReader l2 = member(file, "l2");
    const JsonReader contract = member(file, "l1_contract");
    CHECK(check_contract(parent_of(file, sepolia), contract).ok());
    CHECK(hash_output_root_proof({fixed<32>(l2, "state_root"), fixed<32>(l2, "message_passer_storage_root"),
                                  fixed<32>(l2, "block_hash")}) == fixed<32>(contract, "value"));
    ExecutionBlock block;
    block.chain = op_sepolia;
    block.state_root = fixed<32>(l2, "state_root");
    CHECK(check_contract(TestFixture::proven(block), member(file, "l2_contract")).ok());
}

TEST_CASE("op-stack vectors: games", "[op-stack][vectors]") {
    const auto folder = vectors_or_skip("opstack");
    if (!folder) return;
    const Json good = read_json(*folder / "cannon-base-sepolia-a.json");
    CHECK(run_game(JsonReader(good)).ok());
    const Json bad = read_json(*folder / "cannon-negative.json");
    struct Expected {
        std::string_view id;
        ErrorCode code;
        const char* where;
    };
    const std::array<Expected, 7> expected = {
        {{"wrong-game-index", ErrorCode::missing_storage_proof, "factory_proof.storageProof"},
         {"message-passer-root-flip", ErrorCode::output_root_mismatch, ""},
         {"status-claims-in-progress-proof-swapped", ErrorCode::claimed_storage_value_mismatch,
          "game_proof.storageProof[0].value"},
         {"root-claim-proof-from-status", ErrorCode::trie_node_hash_mismatch, "game_proof.storageProof[1].proof[1]"},
         {"game-proxy-swapped", ErrorCode::claimed_address_mismatch, "game_proof.address"},
         {"l2-header-flip", ErrorCode::output_root_mismatch, ""},
         {"l1-header-flip", ErrorCode::block_hash_mismatch, ""}}};
    std::size_t cases = 0;
    for (const JsonReader& file : JsonReader(bad).elements(100).value()) {
        REQUIRE(cases < expected.size());
        CAPTURE(expected[cases].id);
        CHECK(member(file, "id").string().value() == expected[cases].id);
        check_refusal(run_game(file), expected[cases].code, expected[cases].where);
        ++cases;
    }
    CHECK(cases == expected.size());
    std::printf("op-stack vectors: 1 game, %zu altered\n", cases);
}
