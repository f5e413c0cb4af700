// Recorded anchors of Arbitrum Sepolia: nodes from before BoLD, BoLD assertions, outbox roots.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "light-client/arbitrum/arbitrum.hpp"
#include "tests/light-client/rollup_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::Arbitrum;
using verifiers::EvmState;
using verifiers::TestFixture;

namespace {

const ChainId sepolia{"eip155:11155111"};
const ChainId arbitrum_sepolia{"eip155:421614"};
/// Of the recorded outbox: a policy's, never the proof's.
const Address outbox = "0x65f07c7d521164a4d5dac6eb8fac8da067a3b78f"_address;

ArbitrumChain chain_with(std::optional<Address> out, std::optional<Address> rollup, std::optional<Address> legacy) {
    return {arbitrum_sepolia, sepolia, out, rollup, legacy, false};
}

/// A vector's assertion with our names of its members.
Json assertion_of(const JsonReader& json) {
    const JsonReader state = member(json, "after_state");
    const JsonReader global = member(state, "globalState");
    return object({entry("parent_assertion_hash", member(json, "prev_assertion_hash")),
                   entry("inbox_acc", member(json, "sequencer_batch_acc")),
                   entry("after_state",
                         object({entry("global_state", object({entry("bytes32_vals", member(global, "bytes32Vals")),
                                                               entry("u64_vals", member(global, "u64Vals"))})),
                                 entry("machine_status", member(state, "machineStatus")),
                                 entry("end_history_root", member(state, "endHistoryRoot"))}))});
}

/// Runs a node or assertion vector to the L2 word; its refusal, where there is one.
Status run(const JsonReader& file, EvidenceLevel level) {
    CHECK(is_beacon_state_root(file));
    const JsonReader contract = member(file, "l1_contract");
    const Address rollup = fixed<20>(contract, "address");
    const bool is_node = member(file, "kind").string().value() == "arb-node";
    Json proof = object({entry("kind", is_node ? "node" : "assertion"),
                         entry("header_rlp", member(member(file, "l2"), "header_rlp")),
                         is_node ? entry("node", member(file, "node_index"))
                                 : entry("assertion", assertion_of(member(file, "assertion"))),
                         entry("rollup_proof", answer_of(contract))});
    const auto send_root = member(file, "l2").optional_member("send_root").value();
    if (send_root) set(proof, "send_root", send_root->json());
    const ArbitrumChain chain =
        is_node ? chain_with(std::nullopt, std::nullopt, rollup) : chain_with(std::nullopt, rollup, std::nullopt);
    TRY(const auto block, Arbitrum::prove_block(parent_of(file, sepolia), chain, JsonReader(proof)));
    CHECK(block.evidence().level == level);
    CHECK(block->number == member(member(file, "l2"), "number").u64().value());
    return check_contract(block, member(file, "l2_contract"));
}

/// Runs an outbox vector likewise.
Status run_outbox(const JsonReader& file) {
    const JsonReader l1 = member(file, "l1");
    const JsonReader l2 = member(file, "l2");
    const auto hash = TestFixture::proven(ExecutionBlockHash{sepolia, fixed<32>(l1, "block_hash"), 0});
    TRY(const auto parent, EvmState::prove_block(hash, member(l1, "header_rlp").bytes(4096).value()));
    const Json proof =
        object({entry("kind", "outbox"), entry("header_rlp", member(l2, "header_rlp")),
                entry("send_root", member(l2, "send_root")), entry("outbox_proof", answer_of(l1, "value", "account"))});
    TRY(const auto block,
        Arbitrum::prove_block(parent, chain_with(outbox, std::nullopt, std::nullopt), JsonReader(proof)));
    CHECK(block.evidence().level == EvidenceLevel::proven);
    return check_contract(block, l2, "account");
}

void check_refusal(const Status& status, ErrorCode code, const std::string& where) {
    const Error error = error_of(status);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

}  // namespace

TEST_CASE("arbitrum vectors: nodes and assertions", "[arbitrum][vectors]") {
    const auto folder = vectors_or_skip("arbitrum");
    if (!folder) return;
    const auto run_file = [&](const char* name, EvidenceLevel level) {
        CAPTURE(name);
        const Json document = read_json(*folder / name);
        return run(JsonReader(document), level);
    };
    using enum EvidenceLevel;
    // The recordings of nodes don't show which node is confirmed.
    CHECK(run_file("arb-node-2024-10-16-valid-713b91.json", proposed).ok());
    CHECK(run_file("arb-node-2024-11-22-valid-0072ad.json", proposed).ok());
    CHECK(run_file("arb-bold-2025-01-23-valid-d9eb21.json", proven).ok());
    check_refusal(run_file("arb-node-2024-10-16-InvalidConfirmData-1d8f8b.json", proposed),
                  ErrorCode::claimed_send_root_mismatch, "send_root");
    // A header re-encoded with 15 fields.
    check_refusal(run_file("arb-node-2024-10-16-InvalidBlockHeaders-e23e49.json", proposed),
                  ErrorCode::unknown_header_format, "header_rlp");
    check_refusal(run_file("arb-bold-2025-01-23-InvalidL2Storage-f6aeb6.json", proven),
                  ErrorCode::claimed_storage_value_mismatch, "storageProof[0].value");
    std::printf("arbitrum vectors: 6 nodes and assertions\n");
}

TEST_CASE("arbitrum vectors: outbox roots", "[arbitrum][vectors]") {
    const auto folder = vectors_or_skip("arbitrum");
    if (!folder) return;
    const Json good = read_json(*folder / "outbox-roots-207673361.json");
    CHECK(run_outbox(JsonReader(good)).ok());
    struct Expected {
        std::string_view id;
        ErrorCode code;
        const char* where;
    };
    const std::array<Expected, 5> expected = {
        {{"l2-header-tampered", ErrorCode::assertion_mismatch, ""},
         {"send-root-swapped", ErrorCode::claimed_send_root_mismatch, "send_root"},
         {"storage-proof-truncated", ErrorCode::incomplete_proof, "outbox_proof.storageProof[0].proof"},
         {"value-claimed-differs", ErrorCode::claimed_storage_value_mismatch, "storageProof[0].value"},
         {"wrong-account", ErrorCode::claimed_address_mismatch, "outbox_proof.address"}}};
    const Json bad = read_json(*folder / "outbox-roots-negative.json");
    std::size_t cases = 0;
    for (const JsonReader& file : JsonReader(bad).elements(100).value()) {
        REQUIRE(cases < expected.size());
        CAPTURE(expected[cases].id);
        CHECK(member(file, "id").string().value() == expected[cases].id);
        check_refusal(run_outbox(file), expected[cases].code, expected[cases].where);
        ++cases;
    }
    CHECK(cases == expected.size());
    std::printf("arbitrum vectors: 1 outbox root, %zu altered\n", cases);
}
