#include "light-client/evm/evm_state.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EvmState;
using verifiers::TestFixture;

namespace {

const ChainId chain{"eip155:1"};
const Address contract = "0x00000000000000000000000000000000000000c0"_address;
const Address person = "0x00000000000000000000000000000000000000aa"_address;
const Address nobody = "0x00000000000000000000000000000000000000ff"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;

TestState state_of_two() {
    TestState state;
    state.put_account(contract, 1, 0, code_hash);
    state.put_storage(contract, 1, 77);
    state.put_storage(contract, 2, 78);
    state.put_account(person, 3, 1'000'000, EMPTY_CODE_HASH);
    return state;
}

Json json(const std::string& text) { return parse_json(text).value(); }

/// `text` with the only occurrence of `from` replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(from, at + 1) == std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("EvmState::prove_account", "[evm][state]") {
    const TestState state = state_of_two();
    const auto block = TestFixture::proven(state.block(chain));
    const auto prove = [&](const Address& address, const std::string& text) {
        const Json answer = json(text);
        return EvmState::prove_account(block, address, JsonReader(answer));
    };
    const std::string answer = state.answer(person);
    const auto account = prove(person, answer);
    REQUIRE(account.ok());
    CHECK(*account.value() == EvmAccount{person, true, 3, 1'000'000, EMPTY_TRIE_ROOT, EMPTY_CODE_HASH});

    SECTION("keeps the block's evidence and adds its step") {
        const Evidence& evidence = account.value().evidence();
        CHECK(evidence.level == EvidenceLevel::proven);
        REQUIRE(evidence.sources.size() == 1);
        CHECK(evidence.sources[0].rests_on == "a test");
        CHECK(evidence.sources[0].path ==
              std::vector<std::string>{"account 0x00000000000000000000000000000000000000aa in the state of block 7"});
    }
    SECTION("needs no more than the nodes") {
        const std::size_t from = answer.find("\"accountProof\"");
        const std::size_t to = answer.find(']', from);
        CHECK(*prove(person, "{" + answer.substr(from, to + 1 - from) + "}").value() == *account.value());
    }
    SECTION("refuses what is stated otherwise than proven") {
        const auto check = [&](const std::string& from, const std::string& to, ErrorCode code,
                               const std::string& where) {
            const Error error = error_of(prove(person, with(answer, from, to)));
            CHECK(error.code == code);
            CHECK(error.where == where);
        };
        check("\"0xf4240\"", "\"0xf4241\"", ErrorCode::claimed_balance_mismatch, "balance");
        check("\"nonce\":\"0x3\"", "\"nonce\":\"0x2\"", ErrorCode::claimed_nonce_mismatch, "nonce");
        check(to_hex(EMPTY_CODE_HASH), to_hex(code_hash), ErrorCode::claimed_code_hash_mismatch, "codeHash");
        check(to_hex(EMPTY_TRIE_ROOT), to_hex(code_hash), ErrorCode::claimed_storage_hash_mismatch, "storageHash");
        check(to_hex(EMPTY_CODE_HASH), to_hex(Bytes32()), ErrorCode::claimed_code_hash_mismatch, "codeHash");
        check(to_hex(EMPTY_TRIE_ROOT), to_hex(Bytes32()), ErrorCode::claimed_storage_hash_mismatch, "storageHash");
        check(to_hex(person), to_hex(contract), ErrorCode::claimed_address_mismatch, "address");
    }
    SECTION("refuses the answer for another account") {
        CHECK(error_of(prove(contract, answer)).code == ErrorCode::claimed_address_mismatch);
        const Error error = error_of(prove(contract, with(answer, to_hex(person), to_hex(contract))));
        CHECK(error.code == ErrorCode::trie_node_hash_mismatch);
        CHECK(error.where == "accountProof[1]");
    }
    SECTION("refuses the answer at another block") {
        TestState later = state_of_two();
        later.put_storage(contract, 1, 79);
        const Error error = error_of(prove(person, later.answer(person)));
        CHECK(error.code == ErrorCode::trie_node_hash_mismatch);
        CHECK(error.where == "accountProof[0]");
    }
    SECTION("refuses another shape") {
        CHECK(error_of(prove(person, "[]")).code == ErrorCode::wrong_type);
        CHECK(error_of(prove(person, "{}")).code == ErrorCode::missing_member);
        CHECK(error_of(prove(person, "{}")).where == "accountProof");
        CHECK(error_of(prove(person, R"({"accountProof":{}})")).code == ErrorCode::wrong_type);
        CHECK(error_of(prove(person, R"({"accountProof":[1]})")).where == "accountProof[0]");
        CHECK(error_of(prove(person, R"({"accountProof":["0x0"]})")).code == ErrorCode::malformed_hex);
        CHECK(error_of(prove(person, with(answer, "\"0x3\"", "\"three\""))).code == ErrorCode::malformed_integer);
        CHECK(error_of(prove(person, with(answer, to_hex(EMPTY_CODE_HASH), "0x00"))).code == ErrorCode::wrong_length);
        std::string many = R"({"accountProof":["0x00")";
        for (int i = 0; i < 65; ++i) many += R"(,"0x00")";
        CHECK(error_of(prove(person, many + "]}")).code == ErrorCode::too_many_items);
        const std::string large = R"({"accountProof":["0x)" + std::string(2 * 533, '0') + "\"]}";
        CHECK(error_of(prove(person, large)).code == ErrorCode::wrong_length);
    }
}

TEST_CASE("EvmState::prove_account of an absent account", "[evm][state]") {
    const TestState state = state_of_two();
    const auto block = TestFixture::proven(state.block(chain));
    const auto prove = [&](const std::string& text) {
        const Json answer = json(text);
        return EvmState::prove_account(block, nobody, JsonReader(answer));
    };
    const std::string answer = state.answer(nobody);
    const auto account = prove(answer);
    REQUIRE(account.ok());
    CHECK(*account.value() == EvmAccount{nobody, false, 0, 0, EMPTY_TRIE_ROOT, EMPTY_CODE_HASH});
    CHECK(account.value().evidence().sources[0].path.back() ==
          "no account at 0x00000000000000000000000000000000000000ff in the state of block 7");

    SECTION("accepts zero for the hashes that it doesn't have") {
        CHECK(prove(with(answer, to_hex(EMPTY_CODE_HASH), to_hex(Bytes32()))).ok());
        CHECK(prove(with(answer, to_hex(EMPTY_TRIE_ROOT), to_hex(Bytes32()))).ok());
    }
    SECTION("refuses anything else stated of it") {
        CHECK(error_of(prove(with(answer, "\"balance\":\"0x0\"", "\"balance\":\"0x1\""))).code ==
              ErrorCode::claimed_balance_mismatch);
        CHECK(error_of(prove(with(answer, "\"nonce\":\"0x0\"", "\"nonce\":\"0x1\""))).code ==
              ErrorCode::claimed_nonce_mismatch);
        CHECK(error_of(prove(with(answer, to_hex(EMPTY_CODE_HASH), to_hex(code_hash)))).code ==
              ErrorCode::claimed_code_hash_mismatch);
        CHECK(error_of(prove(with(answer, to_hex(EMPTY_TRIE_ROOT), to_hex(code_hash)))).code ==
              ErrorCode::claimed_storage_hash_mismatch);
    }
    SECTION("has zero in every slot, whether or not that is listed") {
        const Json without = json(answer);
        CHECK(EvmState::prove_storage(account.value(), 1, JsonReader(without)).value()->is_zero());
        const Json listed = json(state.answer(nobody, {1}));
        CHECK(EvmState::prove_storage(account.value(), 1, JsonReader(listed)).value()->is_zero());
    }
    SECTION("refuses any other word of it") {
        const Json listed = json(with(state.answer(nobody, {1}), "\"value\":\"0x0\"", "\"value\":\"0x1\""));
        const Error error = error_of(EvmState::prove_storage(account.value(), 1, JsonReader(listed)));
        CHECK(error.code == ErrorCode::claimed_storage_value_mismatch);
        CHECK(error.where == "storageProof[0].value");
    }
}

TEST_CASE("EvmState::prove_storage", "[evm][state]") {
    const TestState state = state_of_two();
    const auto block = TestFixture::proven(state.block(chain));
    const std::string answer = state.answer(contract, {2, 1, 9});
    const Json document = json(answer);
    const auto account = EvmState::prove_account(block, contract, JsonReader(document)).value();
    const auto prove = [&](const U256& slot, const std::string& text) {
        const Json changed = json(text);
        return EvmState::prove_storage(account, slot, JsonReader(changed));
    };
    const auto word = prove(1, answer);
    REQUIRE(word.ok());
    CHECK(*word.value() == U256(77));
    CHECK(*prove(2, answer).value() == U256(78));
    CHECK(*prove(9, answer).value() == U256(0));

    SECTION("adds its step to the account's evidence") {
        CHECK(word.value().evidence().sources[0].path ==
              std::vector<std::string>{
                  "account 0x00000000000000000000000000000000000000c0 in the state of block 7",
                  "storage slot 0x0000000000000000000000000000000000000000000000000000000000000001 of "
                  "0x00000000000000000000000000000000000000c0"});
    }
    SECTION("finds a slot by its key in any form") {
        const auto* form = GENERATE("0x01", "0x0000000000000000000000000000000000000000000000000000000000000001", "1");
        CHECK(*prove(1, with(answer, "\"key\":\"0x1\"", "\"key\":\"" + std::string(form) + "\"")).value() == U256(77));
    }
    SECTION("refuses a slot that the answer doesn't have") {
        CHECK(error_of(prove(3, answer)).code == ErrorCode::missing_storage_proof);
        CHECK(error_of(prove(3, answer)).where == "storageProof");
        CHECK(error_of(prove(1, state.answer(contract))).code == ErrorCode::missing_storage_proof);
        CHECK(error_of(prove(1, "{}")).code == ErrorCode::missing_storage_proof);
    }
    SECTION("refuses two proofs of one slot, however their keys are written") {
        const Error error = error_of(prove(1, with(answer, "\"key\":\"0x2\"", "\"key\":\"0x001\"")));
        CHECK(error.code == ErrorCode::duplicate_storage_key);
        CHECK(error.where == "storageProof[1].key");
    }
    SECTION("refuses a value that is stated otherwise") {
        const Error error = error_of(prove(1, with(answer, "\"value\":\"0x4d\"", "\"value\":\"0x4e\"")));
        CHECK(error.code == ErrorCode::claimed_storage_value_mismatch);
        CHECK(error.where == "storageProof[1].value");
        CHECK(error.expected == "expected 77, got 78");
    }
    SECTION("refuses another slot's proof") {
        const std::string swapped =
            with(with(answer, "\"key\":\"0x2\"", "\"key\":\"0x5\""), "\"key\":\"0x1\"", "\"key\":\"0x2\"");
        const Error error = error_of(prove(2, swapped));
        CHECK(error.code == ErrorCode::trie_node_hash_mismatch);
        CHECK(error.where == "storageProof[1].proof[1]");
    }
    SECTION("refuses an empty proof where there is storage") {
        CHECK(error_of(prove(1, R"({"storageProof":[{"key":"0x1","value":"0x0","proof":[]}]})")).code ==
              ErrorCode::incomplete_proof);
        CHECK(error_of(prove(1, R"({"storageProof":[{"key":"0x1","value":"0x0","proof":["0x80"]}]})")).code ==
              ErrorCode::trie_node_hash_mismatch);
    }
    SECTION("refuses another shape") {
        CHECK(error_of(prove(1, R"({"storageProof":{}})")).code == ErrorCode::wrong_type);
        CHECK(error_of(prove(1, R"({"storageProof":[{"proof":[]}]})")).where == "storageProof[0].key");
        CHECK(error_of(prove(1, R"({"storageProof":[{"key":"0x1"}]})")).where == "storageProof[0].proof");
        CHECK(error_of(prove(1, R"({"storageProof":[{"key":"0xx","proof":[]}]})")).code ==
              ErrorCode::malformed_integer);
        std::string many = R"({"storageProof":[1)";
        for (int i = 0; i < 1024; ++i) many += ",1";
        CHECK(error_of(prove(1, many + "]}")).code == ErrorCode::too_many_items);
    }
}

TEST_CASE("EvmState::prove_block", "[evm][state]") {
    std::vector<Bytes> items;
    for (const unsigned size : {32U, 32U, 20U, 32U, 32U, 32U, 256U, 1U, 3U, 4U, 4U, 4U, 12U, 32U, 8U, 5U}) {
        items.push_back(rlp_string(Bytes(size, 9)));
    }
    const Bytes header = rlp_list(items);
    EvidenceSource source;
    source.level = EvidenceLevel::proven;
    source.chain = chain.text;
    source.as_of = 99;
    const auto hash = TestFixture::proven(ExecutionBlockHash{chain, keccak256(header), 99}, source);
    const auto block = EvmState::prove_block(hash, header);
    REQUIRE(block.ok());
    CHECK(block.value()->number == 0x090909);
    const EvidenceSource& got = block.value().evidence().sources[0];
    CHECK(got.block == 0x090909);
    CHECK(got.block_hash == to_hex(keccak256(header)));
    CHECK(got.as_of == 0x09090909);
    CHECK(got.path == std::vector<std::string>{"header of block 592137"});

    SECTION("says nothing new of other chains that the hash rests on") {
        Evidence evidence = hash.evidence();
        EvidenceSource parent = evidence.sources.front();
        parent.chain = "eip155:999";
        evidence.sources.push_back(parent);
        const auto of_rollup = EvmState::prove_block(TestFixture::proven(*hash, evidence), header);
        REQUIRE(of_rollup.ok());
        CHECK(of_rollup.value().evidence().sources.at(0).as_of == 0x09090909);
        CHECK(of_rollup.value().evidence().sources.at(1).as_of == 99);
    }
    SECTION("refuses another header") {
        Bytes other = header;
        other.back() ^= 1;
        CHECK(error_of(EvmState::prove_block(hash, other)).code == ErrorCode::block_hash_mismatch);
    }
}
