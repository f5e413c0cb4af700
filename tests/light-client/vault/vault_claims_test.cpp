#include "light-client/vault/vault_claims.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;
using verifiers::VaultClaims;

namespace {

const ChainId chain{"eip155:1"};
const Address contract = "0x00000000000000000000000000000000000000c0"_address;
const Address implementation = "0x00000000000000000000000000000000000000c1"_address;
const Address look_alike = "0x00000000000000000000000000000000000000c2"_address;
const Address person = "0x00000000000000000000000000000000000000aa"_address;
const Address other = "0x00000000000000000000000000000000000000bb"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;
const Bytes32 implementation_code_hash = "0x3333333333333333333333333333333333333333333333333333333333333333"_bytes32;
const U256 proxy_slot = parse_u256("0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc").value();
constexpr std::uint64_t balances_slot = 9;

AccountId account_of(const Address& address) { return {chain, to_hex(address)}; }

U256 balance_slot(const Address& address) {
    return mapping_slot(StorageLayout::solidity, balances_slot, address_key(address));
}

U256 word_of(const Address& address) { return U256::from_be(address_word(address)); }

/// A token with two holders behind a proxy, a look-alike of it, and an account of a person.
TestState token_state() {
    TestState state;
    state.put_account(contract, 1, 0, code_hash);
    state.put_storage(contract, proxy_slot, word_of(implementation));
    state.put_storage(contract, balance_slot(person), 2500);
    state.put_storage(contract, balance_slot(other), 9);
    state.put_account(implementation, 1, 0, implementation_code_hash);
    state.put_account(look_alike, 1, 0, implementation_code_hash);
    state.put_storage(look_alike, balance_slot(person), 1'000'000);
    state.put_account(person, 3, 77, EMPTY_CODE_HASH);
    return state;
}

VaultDescriptor token_vault() {
    VaultDescriptor vault;
    vault.id = "token";
    vault.chain = chain;
    vault.asset = AssetId{"eip155:1/erc20:" + to_hex(contract)};
    vault.decimals = 6;
    vault.kind = VaultKind::erc20;
    vault.contract = contract;
    vault.storage = erc20_balance_storage(balances_slot);
    vault.code_hash = code_hash;
    return vault;
}

/// A claim: everything that can be right or wrong about it.
struct Claim {
    TestState state = token_state();
    ChainId block_chain = chain;
    VaultDescriptor vault = token_vault();
    AccountId account = account_of(person);
    std::string proof;                 // empty: what the state answers for the vault
    std::string implementation_proof;  // empty: none

    [[nodiscard]] Result<Proven<VaultBalance>> verify() const {
        const auto block = TestFixture::proven(state.block(block_chain));
        const Json answer = parse_json(proof.empty() ? answer_of(contract) : proof).value();
        const Json second = parse_json(implementation_proof.empty() ? "null" : implementation_proof).value();
        const auto second_reader =
            implementation_proof.empty() ? std::nullopt : std::optional<JsonReader>(JsonReader(second));
        return VaultClaims::verify_vault_claim(block, vault, account, JsonReader(answer), second_reader);
    }
    [[nodiscard]] std::string answer_of(const Address& address) const {
        return state.answer(address, {balance_slot(person), proxy_slot, balance_slot(other)});
    }
};

std::vector<std::string> path_of(const Result<Proven<VaultBalance>>& balance) {
    return balance.value().evidence().sources[0].path;
}

}  // namespace

TEST_CASE("verify_vault_claim of a token", "[vault]") {
    Claim claim;
    const auto balance = claim.verify();
    REQUIRE(balance.ok());
    CHECK(*balance.value() == VaultBalance{claim.vault.asset, 2500, 6, false});

    SECTION("says the way from the block to the amount") {
        CHECK(balance.value().evidence().level == EvidenceLevel::proven);
        CHECK(path_of(balance) == std::vector<std::string>{"account " + to_hex(contract) + " in the state of block 7",
                                                           "code hash " + to_hex(code_hash) + " as pinned",
                                                           "storage slot " + to_hex(balance_slot(person).to_be()) +
                                                               ": the entry of " + to_hex(person),
                                                           "2500 units of " + claim.vault.asset.text});
    }
    SECTION("finds each account's own entry, and zero where there is none") {
        claim.account = account_of(other);
        CHECK(claim.verify().value()->amount == U256(9));
        claim.account = account_of(contract);
        claim.proof = claim.state.answer(contract, {balance_slot(contract)});
        CHECK(claim.verify().value()->amount == U256(0));
    }
    SECTION("refuses another account's entry") {
        claim.account = account_of(other);
        claim.proof = claim.state.answer(contract, {balance_slot(person)});
        CHECK(error_of(claim.verify()).code == ErrorCode::missing_storage_proof);
    }
    SECTION("refuses another contract of the same layout") {
        claim.proof = claim.state.answer(look_alike, {balance_slot(person)});
        CHECK(error_of(claim.verify()).code == ErrorCode::claimed_address_mismatch);
    }
    SECTION("refuses a block of another chain") {
        claim.block_chain = ChainId{"eip155:10"};
        const Error error = error_of(claim.verify());
        CHECK(error == Error{ErrorCode::block_of_another_chain, "chain", "expected eip155:1, got eip155:10"});
    }
    SECTION("refuses an account of another chain") {
        claim.account.chain = ChainId{"eip155:10"};
        CHECK(error_of(claim.verify()) ==
              Error{ErrorCode::account_of_another_chain, "account", "expected eip155:1, got eip155:10"});
    }
    SECTION("refuses an account that is no address") {
        claim.account.address = "0x01";
        CHECK(error_of(claim.verify()).code == ErrorCode::malformed_id);
    }
    SECTION("refuses other code than the pinned one") {
        claim.vault.code_hash = implementation_code_hash;
        CHECK(error_of(claim.verify()).code == ErrorCode::code_hash_mismatch);
    }
    SECTION("says that the layout is assumed where no code is pinned") {
        claim.vault.code_hash.reset();
        const auto assumed = claim.verify();
        CHECK(assumed.value()->is_layout_assumed);
        CHECK(path_of(assumed)[1] == "storage layout assumed: no code hash pinned");
        CHECK(assumed.value().evidence().sources[0].rests_on == "a test; storage layout assumed: no code hash pinned");
    }
    SECTION("refuses an absent contract") {
        claim.vault.contract = "0x00000000000000000000000000000000000000dd"_address;
        claim.proof = claim.state.answer(claim.vault.contract, {balance_slot(person)});
        CHECK(error_of(claim.verify()).code == ErrorCode::vault_contract_absent);
        claim.vault.code_hash.reset();
        CHECK(error_of(claim.verify()).code == ErrorCode::vault_contract_absent);
    }
    SECTION("refuses an account without code") {
        claim.vault.contract = person;
        claim.proof = claim.state.answer(person, {balance_slot(person)});
        CHECK(error_of(claim.verify()).code == ErrorCode::vault_contract_without_code);
        claim.vault.code_hash.reset();
        CHECK(error_of(claim.verify()).code == ErrorCode::vault_contract_without_code);
    }
    SECTION("refuses entries that no token has") {
        const U256 frozen = checked_add(shift_left(1, 255), 2500).value();  // a balance with a mark on top
        claim.state.put_storage(contract, balance_slot(person), frozen);
        CHECK(error_of(claim.verify()).code == ErrorCode::balance_out_of_range);
        claim.state.put_storage(contract, balance_slot(person), checked_sub(shift_left(1, 255), 1).value());
        CHECK(claim.verify().ok());
    }
    SECTION("refuses what the proof alone refuses") {
        claim.proof = "{}";
        CHECK(error_of(claim.verify()).code == ErrorCode::missing_member);
    }
}

TEST_CASE("verify_vault_claim behind a proxy", "[vault]") {
    Claim claim;
    claim.vault.proxy = ProxyPin{proxy_slot, implementation, implementation_code_hash};
    claim.implementation_proof = claim.state.answer(implementation);
    const auto balance = claim.verify();
    REQUIRE(balance.ok());
    CHECK(balance.value()->amount == U256(2500));
    CHECK(path_of(balance)[2] == "proxy to implementation " + to_hex(implementation) +
                                     " as pinned, whose code hash is " + to_hex(implementation_code_hash) +
                                     " as pinned");

    SECTION("needs no second proof where the implementation's code is not pinned") {
        claim.vault.proxy->implementation_code_hash.reset();
        claim.implementation_proof.clear();
        CHECK(path_of(claim.verify())[2] == "proxy to implementation " + to_hex(implementation) + " as pinned");
    }
    SECTION("refuses another implementation") {
        claim.vault.proxy->implementation = look_alike;
        CHECK(error_of(claim.verify()).code == ErrorCode::implementation_mismatch);
    }
    SECTION("refuses a word with more in it than the address") {
        claim.state.put_storage(contract, proxy_slot, wrapping_add(word_of(implementation), shift_left(1, 160)));
        CHECK(error_of(claim.verify()).code == ErrorCode::implementation_mismatch);
    }
    SECTION("refuses a proxy without implementation") {
        claim.state.put_storage(contract, proxy_slot, 0);
        CHECK(error_of(claim.verify()).code == ErrorCode::implementation_mismatch);
    }
    SECTION("refuses an answer without the implementation's slot") {
        claim.proof = claim.state.answer(contract, {balance_slot(person)});
        CHECK(error_of(claim.verify()).code == ErrorCode::missing_storage_proof);
    }
    SECTION("refuses to go on without the implementation's proof") {
        claim.implementation_proof.clear();
        CHECK(error_of(claim.verify()) == Error{ErrorCode::missing_implementation_proof, "implementation_proof",
                                                "a proof of " + to_hex(implementation)});
    }
    SECTION("refuses other code of the implementation") {
        claim.vault.proxy->implementation_code_hash = code_hash;
        CHECK(error_of(claim.verify()).code == ErrorCode::implementation_code_hash_mismatch);
    }
    SECTION("refuses an implementation that isn't there") {
        claim.vault.proxy->implementation = "0x00000000000000000000000000000000000000dd"_address;
        claim.state.put_storage(contract, proxy_slot, word_of(claim.vault.proxy->implementation));
        claim.implementation_proof = claim.state.answer(claim.vault.proxy->implementation);
        CHECK(error_of(claim.verify()).code == ErrorCode::implementation_code_hash_mismatch);
    }
    SECTION("refuses the proof of another contract as the implementation's") {
        claim.implementation_proof = claim.state.answer(look_alike);
        CHECK(error_of(claim.verify()).code == ErrorCode::claimed_address_mismatch);
    }
    SECTION("refuses an implementation proven at another block") {
        TestState later = token_state();
        later.put_account(person, 4, 1, EMPTY_CODE_HASH);
        claim.implementation_proof = later.answer(implementation);
        CHECK(error_of(claim.verify()).code == ErrorCode::trie_node_hash_mismatch);
    }
}

TEST_CASE("verify_vault_claim of a native balance", "[vault]") {
    Claim claim;
    claim.vault.kind = VaultKind::native;
    claim.vault.asset = AssetId{"eip155:1/slip44:60"};
    claim.vault.decimals = 18;
    claim.vault.code_hash.reset();
    claim.proof = claim.state.answer(person);
    const auto balance = claim.verify();
    REQUIRE(balance.ok());
    CHECK(*balance.value() == VaultBalance{claim.vault.asset, 77, 18, false});
    CHECK(path_of(balance) == std::vector<std::string>{"account " + to_hex(person) + " in the state of block 7",
                                                       "77 units of eip155:1/slip44:60"});

    SECTION("has no place in any storage that would have to name the account") {
        claim.vault.storage = StorageExpression();
        CHECK(claim.verify().ok());
    }
    SECTION("is zero for an account that was never used") {
        const Address nobody = "0x00000000000000000000000000000000000000dd"_address;
        claim.account = account_of(nobody);
        claim.proof = claim.state.answer(nobody);
        CHECK(claim.verify().value()->amount == U256(0));
    }
    SECTION("refuses another account's") {
        claim.account = account_of(other);
        CHECK(error_of(claim.verify()).code == ErrorCode::claimed_address_mismatch);
    }
    SECTION("refuses another chain's") {
        claim.block_chain = ChainId{"eip155:10"};
        CHECK(error_of(claim.verify()).code == ErrorCode::block_of_another_chain);
        claim.block_chain = chain;
        claim.account.chain = ChainId{"eip155:10"};
        CHECK(error_of(claim.verify()).code == ErrorCode::account_of_another_chain);
    }
    SECTION("belongs to its owner where the vault names one") {
        claim.vault.owner = account_of(other);
        CHECK(error_of(claim.verify()).code == ErrorCode::account_of_another_owner);
        claim.vault.owner = account_of(person);
        CHECK(claim.verify().ok());
    }
}

TEST_CASE("verify_vault_claim of a ledger", "[vault]") {
    // mapping(address => mapping(uint256 => Entry)) at slot 5; struct Entry { uint64 time; int128 signed; ... }, and
    // in its second word a uint128 pair, of which the high half is the balance.
    const U256 entry =
        mapping_slot(StorageLayout::solidity, mapping_slot(StorageLayout::solidity, 5, address_key(person)),
                     parse_mapping_key("uint256", "3").value());
    const U256 second = wrapping_add(entry, 1);
    Claim claim;
    claim.vault.kind = VaultKind::ledger;
    claim.vault.storage = {StorageLayout::solidity,
                           5,
                           {AccountStep{}, MappingStep{parse_mapping_key("uint256", "3").value()}, OffsetStep{1}},
                           parse_value_type("uint128").value(),
                           16};
    claim.state.put_storage(contract, entry, wrapping_add(shift_left(1, 64), 1'700'000'000));
    claim.state.put_storage(contract, second, wrapping_add(shift_left(1234, 128), 99));
    claim.proof = claim.state.answer(contract, {entry, second});
    REQUIRE(claim.verify().ok());
    CHECK(claim.verify().value()->amount == U256(1234));

    SECTION("reads positive entries of signed ledgers and refuses negative ones") {
        claim.vault.storage.path.back() = OffsetStep{0};
        claim.vault.storage.type = parse_value_type("int128").value();
        claim.vault.storage.byte_offset = 8;
        CHECK(claim.verify().value()->amount == U256(1));
        const U256 minus_five =
            low_bits(wrapping_add(shift_left(1, 128), parse_u256("0x" + std::string(64, 'f')).value()), 128);
        claim.state.put_storage(contract, entry, shift_left(checked_sub(minus_five, 4).value(), 64));
        claim.proof = claim.state.answer(contract, {entry});
        const Error error = error_of(claim.verify());
        CHECK(error.code == ErrorCode::negative_balance);
        CHECK(error.expected == "expected an amount owned, got -5");
    }
    SECTION("refuses an expression that names no place") {
        claim.vault.storage.byte_offset = 17;
        const Error error = error_of(claim.verify());
        CHECK(error.code == ErrorCode::malformed_storage_expression);
        CHECK(error.where == "vault.storage.value");
    }
    SECTION("that is not keyed by the account belongs to its owner alone") {
        claim.vault.storage.path.front() = MappingStep{address_key(person)};
        CHECK(error_of(claim.verify()) ==
              Error{ErrorCode::vault_without_owner, "vault", "an account in the storage path, or an owner"});
        claim.vault.owner = account_of(person);
        CHECK(claim.verify().value()->amount == U256(1234));
        claim.account = account_of(other);
        CHECK(error_of(claim.verify()).code == ErrorCode::account_of_another_owner);
    }
}
