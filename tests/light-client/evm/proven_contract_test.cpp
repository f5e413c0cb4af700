#include "light-client/evm/proven_contract.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"
#include "light-client/evm/account_answer.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;

TEST_CASE("ProvenContract", "[evm]") {
    const Address contract = "0x00000000000000000000000000000000000000c0"_address;
    const Address person = "0x00000000000000000000000000000000000000aa"_address;
    TestState state;
    state.put_account(contract, 1, 0, "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32);
    state.put_storage(contract, 3, 17);
    state.put_account(person, 1, 5, EMPTY_CODE_HASH);
    const auto block = TestFixture::proven(state.block(ChainId{"eip155:1"}));
    const Json proofs = parse_json("{\"game\":" + state.answer(contract, {3}) + ",\"person\":" + state.answer(person) +
                                   ",\"nobody\":" + state.answer(Address()) + "}")
                            .value();
    Refusal refusal;
    const FieldReader from(proofs, refusal);

    SECTION("has the words that the answer proves, and refuses others") {
        const ProvenContract proven(block, contract, from["game"]);
        CHECK(proven.word(3) == U256(17));
        REQUIRE_FALSE(refusal.present());
        CHECK(proven.word(4) == U256(0));
        REQUIRE(refusal.present());
        CHECK(refusal.error().code == ErrorCode::missing_storage_proof);
    }
    SECTION("tells which words the answer shows") {
        CHECK(shows_storage(from["game"], 3));
        CHECK_FALSE(shows_storage(from["game"], 4));
        CHECK_FALSE(shows_storage(from["person"], 3));
        CHECK_FALSE(refusal.present());
    }
    SECTION("refuses an account that has no code") {
        const ProvenContract proven(block, person, from["person"]);
        REQUIRE(refusal.present());
        CHECK(refusal.error().code == ErrorCode::rollup_contract_absent);
        CHECK(refusal.error().where == "person");
    }
    SECTION("refuses an account that does not exist") {
        const ProvenContract proven(block, Address(), from["nobody"]);
        REQUIRE(refusal.present());
        CHECK(refusal.error().code == ErrorCode::rollup_contract_absent);
    }
    SECTION("refuses a proof that is not there") {
        const ProvenContract proven(block, contract, from["other"]);
        REQUIRE(refusal.present());
        CHECK(refusal.error().code == ErrorCode::missing_member);
    }
}
