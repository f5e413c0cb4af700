#include "light-client/evm/account_proof.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/rlp_writer.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/test_trie.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const Address address = "0x00000000000000000000000000000000000000aa"_address;

Bytes integer(const U256& value) {
    Bytes out;
    append_rlp_integer(out, value);
    return out;
}

/// What follows from a state trie whose leaf at `address` is `leaf`.
Result<EvmAccount> account_of(const Bytes& leaf) {
    TestTrie trie;
    trie.put_hashed(address.view(), leaf);
    return verify_account_proof(trie.root(), address, trie.prove_hashed(address.view()));
}

/// What follows from a storage trie whose leaf at slot 1 is `leaf`.
Result<U256> word_of(const Bytes& leaf) {
    const Bytes32 slot = U256(1).to_be();
    TestTrie trie;
    trie.put_hashed(slot.view(), leaf);
    return verify_storage_proof(trie.root(), 1, trie.prove_hashed(slot.view()));
}

}  // namespace

TEST_CASE("verify_account_proof", "[evm][account]") {
    const Bytes32 storage_hash = "0x1111111111111111111111111111111111111111111111111111111111111111"_bytes32;
    const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;
    std::vector<Bytes> items = {integer(5), integer(1000), rlp_string(storage_hash.view()),
                                rlp_string(code_hash.view())};
    const EvmAccount account = account_of(rlp_list(items)).value();
    REQUIRE(account == EvmAccount{address, true, 5, 1000, storage_hash, code_hash});
    CHECK(account.has_code());

    SECTION("accepts the largest balance and nonce") {
        items[0] = integer(U256(~std::uint64_t{0}));
        items[1] = rlp_string(Bytes(32, 0xff));
        CHECK(account_of(rlp_list(items)).value().nonce == ~std::uint64_t{0});
        CHECK(account_of(rlp_list(items)).value().balance.bit_length() == 256);
    }
    SECTION("shows that there is no account") {
        TestTrie trie;
        trie.put_hashed(Bytes{1}, rlp_list(items));
        const EvmAccount none = verify_account_proof(trie.root(), address, trie.prove_hashed(address.view())).value();
        CHECK(none == EvmAccount{address, false, 0, 0, EMPTY_TRIE_ROOT, EMPTY_CODE_HASH});
        CHECK_FALSE(none.has_code());
        CHECK(verify_account_proof(EMPTY_TRIE_ROOT, address, {}).value() == none);
    }
    SECTION("refuses leaves of another form") {
        const auto refused = [](const Bytes& leaf) {
            const Error error = error_of(account_of(leaf));
            CHECK(error.code == ErrorCode::malformed_account);
            CHECK(error.where == "[0]");
        };
        refused(rlp_string(Bytes(40, 1)));
        refused(rlp_list({items[0], items[1], items[2]}));
        CHECK(error_of(account_of(rlp_list({items[0], items[1], items[2]}))).expected == "expected 4, got 3");
        refused(rlp_list({items[0], items[1], items[2], items[3], integer(0)}));
        refused(rlp_list({Bytes{0x00}, items[1], items[2], items[3]}));
        refused(rlp_list({rlp_string(Bytes(9, 1)), items[1], items[2], items[3]}));
        refused(rlp_list({items[0], rlp_string(Bytes(33, 1)), items[2], items[3]}));
        refused(rlp_list({items[0], rlp_string(Bytes{0, 1}), items[2], items[3]}));
        refused(rlp_list({items[0], items[1], rlp_string(Bytes(31, 1)), items[3]}));
        refused(rlp_list({items[0], items[1], items[2], rlp_string(Bytes(33, 1))}));
        refused(rlp_list({items[0], items[1], items[2], rlp_list({})}));
        Bytes longer = rlp_list(items);
        longer.push_back(0x80);
        refused(longer);
    }
}

TEST_CASE("verify_storage_proof", "[evm][account]") {
    CHECK(word_of(integer(7)).value() == U256(7));
    CHECK(word_of(rlp_string(Bytes(32, 0xff))).value().bit_length() == 256);
    CHECK(verify_storage_proof(EMPTY_TRIE_ROOT, 1, {}).value().is_zero());
    CHECK(verify_storage_proof(EMPTY_TRIE_ROOT, 1, std::vector<Bytes>{{0x80}}).value().is_zero());

    SECTION("refuses leaves of another form") {
        const auto refused = [](const Bytes& leaf) {
            const Error error = error_of(word_of(leaf));
            CHECK(error.code == ErrorCode::malformed_storage_value);
            CHECK(error.where == "[0]");
        };
        refused(integer(0));                // zero is no entry
        refused(Bytes{0x00});               // nor is it a byte
        refused(rlp_string(Bytes{0, 7}));   // leading zero
        refused(rlp_string(Bytes(33, 1)));  // more than a word
        refused(rlp_list({integer(7)}));    // a list
        refused(Bytes{0x81, 0x07});         // another encoding of 7
        refused(Bytes{0x07, 0x07});         // bytes after it
        refused(Bytes(32, 0x11));           // the word itself, not its RLP
    }
}
