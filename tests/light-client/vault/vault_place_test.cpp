#include "light-client/vault/vault_place.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"

using namespace clearmargin;

namespace {

const AccountId alice = parse_account_id("eip155:1:0x1111111111111111111111111111111111111111").value();
const AccountId bob = parse_account_id("eip155:1:0x2222222222222222222222222222222222222222").value();

VaultDescriptor token(std::uint64_t slot) {
    VaultDescriptor vault;
    vault.chain = ChainId{"eip155:1"};
    vault.kind = VaultKind::erc20;
    vault.contract = "0x3333333333333333333333333333333333333333"_address;
    vault.storage = erc20_balance_storage(slot);
    return vault;
}

VaultDescriptor native() {
    VaultDescriptor vault;
    vault.chain = ChainId{"eip155:1"};
    return vault;
}

}  // namespace

TEST_CASE("is_same_balance", "[vault]") {
    VaultDescriptor again = token(9);
    REQUIRE(is_same_balance(token(9), again, alice));

    SECTION("sees through another id, asset, decimals, kind or pin") {
        again.id = "other";
        again.decimals = 2;
        again.kind = VaultKind::ledger;
        again.code_hash = Bytes32();
        CHECK(is_same_balance(token(9), again, alice));
    }
    SECTION("sees values that share bytes of a word") {
        again.storage.type = ValueType{ValueType::Kind::unsigned_integer, 16};
        again.storage.byte_offset = 16;
        CHECK(is_same_balance(token(9), again, alice));
        VaultDescriptor low = again;
        low.storage.byte_offset = 0;
        CHECK_FALSE(is_same_balance(low, again, alice));
        CHECK_FALSE(is_same_balance(again, low, alice));
        low.storage.byte_offset = 1;
        CHECK(is_same_balance(low, again, alice));
        CHECK(is_same_balance(again, low, alice));
    }
    SECTION("tells slots, contracts, chains and owners apart") {
        CHECK_FALSE(is_same_balance(token(9), token(8), alice));
        again.contract = "0x4444444444444444444444444444444444444444"_address;
        CHECK_FALSE(is_same_balance(token(9), again, alice));
        again = token(9);
        again.chain = ChainId{"eip155:10"};
        CHECK_FALSE(is_same_balance(token(9), again, alice));
        again = token(9);
        again.owner = bob;
        CHECK_FALSE(is_same_balance(token(9), again, alice));
        CHECK_FALSE(is_same_balance(again, token(9), alice));
        again.owner = alice;
        CHECK(is_same_balance(token(9), again, alice));
    }
    SECTION("takes every native balance of an account for one") {
        CHECK(is_same_balance(native(), native(), alice));
        CHECK_FALSE(is_same_balance(native(), token(9), alice));
        VaultDescriptor with_contract = native();
        with_contract.contract = token(9).contract;
        CHECK(is_same_balance(native(), with_contract, alice));
    }
    SECTION("sees nothing in a place that is none") {
        const AccountId nobody{token(9).chain, "no-address"};
        CHECK_FALSE(is_same_balance(token(9), token(9), nobody));
        again.storage.type.size = 0;
        CHECK_FALSE(is_same_balance(token(9), again, alice));
        CHECK_FALSE(is_same_balance(again, token(9), alice));
    }
}
