#include "light-client/arbitrum/arbitrum.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "core/crypto/keccak256.hpp"
#include "light-client/arbitrum/assertion.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::Arbitrum;
using verifiers::TestFixture;

namespace {

const ChainId ethereum{"eip155:1"};
const ChainId arbitrum_one{"eip155:42161"};
const Address contract = "0x00000000000000000000000000000000000000f1"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;
const Bytes32 send_root = "0x6666666666666666666666666666666666666666666666666666666666666666"_bytes32;

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

/// An L1 with one contract that anchors one L2 block; tests break one thing at a time.
struct Scene {
    TestHeader header{code_hash, 4321, 1'699'000'000, Bytes(send_root.begin(), send_root.end()), 16, {}, {}, {}};
    ArbitrumChain chain{arbitrum_one, ethereum, contract, contract, contract, false};
    std::map<Bytes32, U256> storage;
    std::vector<U256> asked;
    std::vector<Json::Member> members;

    [[nodiscard]] Bytes header_bytes() const { return header_rlp(header); }
    [[nodiscard]] Bytes32 block_hash() const { return keccak256(header_bytes()); }

    void put(const U256& slot, const U256& value) {
        if (!storage.contains(slot.to_be())) asked.push_back(slot);
        storage[slot.to_be()] = value;
    }

    [[nodiscard]] Result<Proven<ExecutionBlock>> verify(std::string kind, std::string proof_name) const {
        TestState l1;
        l1.put_account(contract, 1, 0, code_hash);
        l1.put_storage(contract, 999, 1);
        for (const auto& [slot, value] : storage) l1.put_storage(contract, U256::from_be(slot), value);
        std::vector<Json::Member> all = members;
        all.push_back(entry("kind", std::move(kind)));
        all.push_back(entry("header_rlp", to_hex(header_bytes())));
        all.push_back(entry(std::move(proof_name), parse_json(l1.answer(contract, asked)).value()));
        const Json proof = object(all);
        EvidenceSource source;
        source.level = EvidenceLevel::proven;
        source.rests_on = "Ethereum";
        return Arbitrum::prove_block(TestFixture::proven(l1.block(ethereum), source), chain, JsonReader(proof));
    }
};

const EvidenceSource& source_of(const Result<Proven<ExecutionBlock>>& block) {
    return block.value().evidence().sources[0];
}

}  // namespace

TEST_CASE("Arbitrum::prove_block by the outbox", "[arbitrum]") {
    Scene scene;
    const U256 slot = mapping_entry(3, send_root);
    scene.put(slot, U256::from_be(scene.block_hash()));
    const auto verify = [&] { return scene.verify("outbox", "outbox_proof"); };
    REQUIRE(verify().ok());
    CHECK(*verify().value() == ExecutionBlock{arbitrum_one, 4321, scene.block_hash(), code_hash, {}, 1'699'000'000});

    SECTION("is proven, as of its own time, on the parent and on the rollup") {
        const auto block = verify();
        CHECK(block.value().evidence().level == EvidenceLevel::proven);
        CHECK(source_of(block).rests_on == "Ethereum; the rollup's validators and its security council");
        CHECK(source_of(block).chain == "eip155:42161");
        CHECK(source_of(block).as_of == 1'699'000'000);
        CHECK(source_of(block).path ==
              std::vector<std::string>{"send root " + to_hex(send_root) + " in outbox " + to_hex(contract),
                                       "block 4321 of eip155:42161"});
    }
    SECTION("names the committee that keeps the data") {
        scene.chain.is_any_trust = true;
        CHECK(source_of(verify()).rests_on ==
              "Ethereum; the rollup's validators and its security council, and its data availability committee");
    }
    SECTION("refuses another block of the same send root") {
        scene.header.number += 1;
        CHECK(error_of(verify()).code == ErrorCode::assertion_mismatch);
    }
    SECTION("refuses a send root that isn't confirmed") {
        scene.put(slot, 0);
        CHECK(error_of(verify()).code == ErrorCode::assertion_not_found);
        CHECK(error_of(verify()).where == "outbox_proof");
    }
    SECTION("refuses a header whose extra data is no send root") {
        scene.header.extra_data.pop_back();
        CHECK(error_of(verify()) ==
              Error{ErrorCode::malformed_rollup_header, "header_rlp", "expected extraData of 32 bytes, got 31"});
    }
    SECTION("takes the send root from the header alone") {
        scene.header.extra_data[0] ^= 1;
        CHECK(error_of(verify()).code == ErrorCode::missing_storage_proof);
    }
    SECTION("compares a send root that the proof states") {
        scene.members.push_back(entry("send_root", to_hex(send_root)));
        CHECK(verify().ok());
        scene.members.back() = entry("send_root", to_hex(code_hash));
        CHECK(error_of(verify()).code == ErrorCode::claimed_send_root_mismatch);
        CHECK(error_of(verify()).where == "send_root");
    }
    SECTION("refuses a block of another parent chain") {
        scene.chain.parent = ChainId{"eip155:42161"};
        CHECK(error_of(verify()).code == ErrorCode::parent_block_of_another_chain);
    }
    SECTION("refuses ways of anchoring that the policy hasn't") {
        scene.chain.outbox.reset();
        CHECK(error_of(verify()).code == ErrorCode::anchor_not_in_policy);
        CHECK(error_of(verify()).where == "kind");
        CHECK(error_of(scene.verify("outboxes", "outbox_proof")).code == ErrorCode::anchor_not_in_policy);
    }
    SECTION("refuses a contract without code") {
        scene.chain.outbox = "0x00000000000000000000000000000000000000ee"_address;
        CHECK(error_of(verify()).code == ErrorCode::claimed_address_mismatch);
    }
}

TEST_CASE("Arbitrum::prove_block by an assertion", "[arbitrum]") {
    Scene scene;
    const Bytes32 before = "0x7777777777777777777777777777777777777777777777777777777777777777"_bytes32;
    Assertion assertion;
    assertion.parent_assertion_hash = before;
    assertion.inbox_acc = code_hash;
    assertion.after_state = {{scene.block_hash(), send_root}, {12, 3}, MachineStatus::finished, before};
    std::uint64_t status = 2;
    std::uint64_t status_before = 2;
    std::uint64_t rival_block = 0;
    const auto verify = [&] {
        const AssertionState& state = assertion.after_state;
        Scene run = scene;
        run.put(mapping_entry(117, hash_assertion(assertion)), shift_left(status, 200));
        run.put(mapping_entry(117, before),
                wrapping_add(wrapping_add(5, shift_left(rival_block, 64)), shift_left(status_before, 200)));
        const auto hex = [](const Bytes32& word) { return Json(to_hex(word)); };
        const auto number = [](std::uint64_t value) { return Json(std::to_string(value)); };
        run.members.push_back(entry(
            "assertion",
            object(
                {entry("parent_assertion_hash", hex(assertion.parent_assertion_hash)),
                 entry("inbox_acc", hex(assertion.inbox_acc)),
                 entry("after_state",
                       object({entry("global_state", object({entry("bytes32_vals", array({hex(state.bytes32_vals[0]),
                                                                                          hex(state.bytes32_vals[1])})),
                                                             entry("u64_vals", array({number(state.u64_vals[0]),
                                                                                      number(state.u64_vals[1])}))})),
                               entry("machine_status", number(static_cast<unsigned>(state.machine_status))),
                               entry("end_history_root", hex(state.end_history_root))}))})));
        return run.verify("assertion", "rollup_proof");
    };
    REQUIRE(verify().ok());
    CHECK(verify().value().evidence().level == EvidenceLevel::proven);
    CHECK(source_of(verify()).path[0] == "confirmed assertion " + to_hex(hash_assertion(assertion)));

    SECTION("is proposed while it is pending after a confirmed one") {
        status = 1;
        CHECK(verify().value().evidence().level == EvidenceLevel::proposed);
        CHECK(source_of(verify()).rests_on ==
              "Ethereum; the rollup's validators and its security council, not confirmed yet");
        CHECK(source_of(verify()).path[0].starts_with("pending assertion "));
    }
    SECTION("refuses a pending one after one that is pending or unknown") {
        status = 1;
        status_before = 1;
        CHECK(error_of(verify()).code == ErrorCode::assertion_not_confirmed);
        status_before = 0;
        CHECK(error_of(verify()).code == ErrorCode::assertion_not_found);
    }
    SECTION("refuses a pending one with a rival") {
        status = 1;
        rival_block = 77;
        CHECK(error_of(verify()).code == ErrorCode::assertion_disputed);
        status = 2;
        CHECK(verify().ok());
    }
    SECTION("refuses one that isn't there") {
        status = GENERATE(0U, 3U);
        CHECK(error_of(verify()).code == ErrorCode::assertion_not_found);
        CHECK(error_of(verify()).where == "rollup_proof");
    }
    SECTION("refuses one whose machine did not finish") {
        assertion.after_state.machine_status = GENERATE(MachineStatus::running, MachineStatus::errored);
        CHECK(error_of(verify()).code == ErrorCode::machine_not_finished);
        CHECK(error_of(verify()).where == "assertion");
    }
    SECTION("refuses assertions where the policy has no rollup contract for them") {
        scene.chain.rollup.reset();
        CHECK(error_of(verify()).code == ErrorCode::anchor_not_in_policy);
        CHECK(error_of(verify()).where == "kind");
    }
    SECTION("refuses one about another block or send root") {
        const auto which = GENERATE(0U, 1U);
        assertion.after_state.bytes32_vals[which] = before;
        CHECK(error_of(verify()).code == ErrorCode::assertion_mismatch);
        CHECK(error_of(verify()).where == "assertion");
    }
}

TEST_CASE("Arbitrum::prove_block by a node", "[arbitrum]") {
    Scene scene;
    scene.members.push_back(entry("node", "41"));
    Bytes confirm_data;
    const Bytes32 hash = scene.block_hash();
    confirm_data.insert(confirm_data.end(), hash.begin(), hash.end());
    confirm_data.insert(confirm_data.end(), send_root.begin(), send_root.end());
    const U256 slot = wrapping_add(mapping_entry(118, U256(41).to_be()), 2);
    scene.put(slot, U256::from_be(keccak256(confirm_data)));
    const auto verify = [&](std::uint64_t latest_confirmed) {
        Scene run = scene;
        run.put(117, wrapping_add(latest_confirmed, shift_left(99, 64)));
        return run.verify("node", "rollup_proof");
    };
    CHECK(verify(41).value().evidence().level == EvidenceLevel::proven);
    CHECK(verify(42).value().evidence().level == EvidenceLevel::proven);
    CHECK(verify(40).value().evidence().level == EvidenceLevel::proposed);
    CHECK(source_of(verify(40)).path[0] == "pending node 41");

    SECTION("is proposed where the answer doesn't show which node is confirmed") {
        CHECK(scene.verify("node", "rollup_proof").value().evidence().level == EvidenceLevel::proposed);
    }
    SECTION("refuses another block") {
        scene.header.number += 1;
        CHECK(error_of(verify(41)).code == ErrorCode::assertion_mismatch);
        CHECK(error_of(verify(41)).where == "node");
    }
    SECTION("refuses nodes where the policy has no contract for them") {
        scene.chain.legacy_rollup.reset();
        CHECK(error_of(verify(41)).code == ErrorCode::anchor_not_in_policy);
        CHECK(error_of(verify(41)).where == "kind");
    }
    SECTION("refuses a node that isn't there") {
        scene.put(slot, 0);
        CHECK(error_of(verify(41)).code == ErrorCode::assertion_not_found);
    }
}

TEST_CASE("read_assertion", "[arbitrum]") {
    const auto read = [](const char* text) {
        const Json document = parse_json(text).value();
        Refusal first;
        Assertion assertion;
        read_assertion(FieldReader(document, first), assertion);
        REQUIRE(first.present());
        return first.error();
    };
    CHECK(read("{}").where == "parent_assertion_hash");
    CHECK(read(R"({"parent_assertion_hash":"0x00"})").code == ErrorCode::wrong_length);
    const std::string hash = R"("0x0000000000000000000000000000000000000000000000000000000000000000")";
    const auto with_state = [&](const std::string& state) {
        const std::string text =
            R"({"parent_assertion_hash":)" + hash + R"(,"inbox_acc":)" + hash + R"(,"after_state":)" + state + "}";
        return read(text.c_str());
    };
    const std::string two = "[" + hash + "," + hash + "]";
    const std::string global = R"({"global_state":{"bytes32_vals":)" + two + R"(,"u64_vals":[1,2]})";
    CHECK(with_state(R"({"global_state":{"bytes32_vals":[],"u64_vals":[1,2]}})").where ==
          "after_state.global_state.bytes32_vals");
    CHECK(with_state(R"({"global_state":{"bytes32_vals":)" + two + R"(,"u64_vals":[1,2,3]}})").code ==
          ErrorCode::too_many_items);
    CHECK(with_state(global + R"(,"machine_status":3,"end_history_root":)" + hash + "}") ==
          Error{ErrorCode::unknown_value, "after_state.machine_status", "expected 0, 1 or 2, got 3"});
    CHECK(with_state(global + R"(,"machine_status":1})").where == "after_state.end_history_root");
}
