#include "light-client/evm/proven_contract.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;

TEST_CASE("prove_contract", "[evm]") {
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
    const auto proven = prove_contract(block, contract, JsonReader(proofs), "game");
    REQUIRE(proven.ok());
    CHECK(proven.value().word(3).value() == U256(17));
    CHECK(error_of(proven.value().word(4)).code == ErrorCode::missing_storage_proof);

    SECTION("refuses accounts that have no code, and a proof that is not there") {
        const auto refused = error_of(prove_contract(block, person, JsonReader(proofs), "person"));
        CHECK(refused.code == ErrorCode::rollup_contract_absent);
        CHECK(refused.where == "person");
        CHECK(error_of(prove_contract(block, Address(), JsonReader(proofs), "nobody")).code ==
              ErrorCode::rollup_contract_absent);
        CHECK(error_of(prove_contract(block, contract, JsonReader(proofs), "other")).code == ErrorCode::missing_member);
    }
}
