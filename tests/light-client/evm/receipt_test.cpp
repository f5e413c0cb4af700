#include "light-client/evm/receipt.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/rlp_writer.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/transaction.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/test_trie.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

Bytes integer(const U256& value) {
    Bytes out;
    append_rlp_integer(out, value);
    return out;
}

Bytes log_of(std::size_t topics) {
    std::vector<Bytes> encoded;
    for (std::size_t i = 0; i < topics; ++i) encoded.push_back(rlp_string(Bytes(32, static_cast<std::uint8_t>(i + 1))));
    return rlp_list({rlp_string(Bytes(20, 0xaa)), rlp_list(encoded), rlp_string(Bytes{1, 2, 3})});
}

/// The fields of a receipt with one log.
std::vector<Bytes> fields() { return {integer(1), integer(21'000), rlp_string(Bytes(256)), rlp_list({log_of(2)})}; }

Bytes typed(std::uint8_t type, const Bytes& payload) {
    Bytes out{type};
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
}

}  // namespace

TEST_CASE("decode_receipt", "[evm][receipt]") {
    const Receipt legacy = decode_receipt(rlp_list(fields())).value();
    REQUIRE(legacy.type == 0);
    CHECK(legacy.succeeded == true);
    CHECK(legacy.cumulative_gas_used == 21'000);
    REQUIRE(legacy.logs.size() == 1);
    CHECK(legacy.logs[0].address == take_fixed<20>(Bytes(20, 0xaa)));
    CHECK(legacy.logs[0].topics == std::vector<Bytes32>{take_fixed<32>(Bytes(32, 1)), take_fixed<32>(Bytes(32, 2))});
    CHECK(legacy.logs[0].data == Bytes{1, 2, 3});

    SECTION("knows the types up to EIP-7702") {
        for (std::uint8_t type = 1; type <= 4; ++type) {
            Receipt expected = legacy;
            expected.type = type;
            CHECK(decode_receipt(typed(type, rlp_list(fields()))).value() == expected);
        }
    }
    SECTION("tells failure, and receipts from before Byzantium") {
        auto changed = fields();
        changed[0] = integer(0);
        REQUIRE(decode_receipt(rlp_list(changed)).ok());
        CHECK(decode_receipt(rlp_list(changed)).value().succeeded == false);
        changed[0] = rlp_string(Bytes(32, 9));
        CHECK_FALSE(decode_receipt(rlp_list(changed)).value().succeeded.has_value());
    }
    SECTION("refuses types it does not know, apart from what no type can be") {
        for (const int type : {0, 5, 0x7e, 0x7f}) {
            CHECK(error_of(decode_receipt(typed(static_cast<std::uint8_t>(type), rlp_list(fields())))).code ==
                  ErrorCode::unsupported_envelope_type);
        }
        CHECK(error_of(decode_receipt({})).code == ErrorCode::malformed_rlp);
        CHECK(error_of(decode_receipt(Bytes{0xc0})).code == ErrorCode::malformed_receipt);
        CHECK(error_of(decode_receipt(typed(0x80, rlp_list(fields())))).code == ErrorCode::malformed_rlp);
    }
    SECTION("refuses every field of another form") {
        const std::vector<std::pair<std::size_t, Bytes>> wrong = {
            {0, integer(2)},
            {0, rlp_string(Bytes(31))},
            {0, rlp_string(Bytes{0})},
            {0, rlp_string(Bytes{1, 1})},
            {0, rlp_list({})},
            {0, rlp_list({integer(1)})},
            {0, rlp_list({rlp_string(Bytes(31))})},
            {1, rlp_string(Bytes{0, 1})},
            {1, rlp_string(Bytes(9, 1))},
            {1, rlp_list({})},
            {2, rlp_string(Bytes(255))},
            {2, rlp_string(Bytes(257))},
            {2, rlp_list({})},
            {2, rlp_list({rlp_string(Bytes(253, 1)), rlp_string({})})},
            {3, rlp_string({})},
            {3, rlp_list({rlp_string({})})},
            {3, rlp_list({rlp_list({})})},
            {3, rlp_list({log_of(5)})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(19)), rlp_list({}), rlp_string({})})})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(20)), rlp_string({}), rlp_string({})})})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(20)), rlp_list({rlp_string(Bytes(31))}), rlp_string({})})})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(20)), rlp_list({}), rlp_list({})})})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(20)), rlp_list({})})})},
            {3, rlp_list({rlp_list({rlp_string(Bytes(20)), rlp_list({}), rlp_string({}), rlp_string({})})})},
        };
        for (const auto& [place, form] : wrong) {
            auto changed = fields();
            changed[place] = form;
            CAPTURE(place, form);
            CHECK(error_of(decode_receipt(rlp_list(changed))).code == ErrorCode::malformed_receipt);
        }
        for (const std::size_t count : {3U, 5U}) {
            auto changed = fields();
            changed.resize(count, rlp_string({}));
            CHECK(error_of(decode_receipt(rlp_list(changed))).code == ErrorCode::malformed_receipt);
            if (count == 3) CHECK(error_of(decode_receipt(rlp_list(changed))).expected == "4 fields");
        }
    }
    SECTION("refuses its end cut off and bytes after it") {
        Bytes envelope = rlp_list(fields());
        for (std::size_t size = 1; size < envelope.size(); ++size) {
            CHECK_FALSE(decode_receipt(ByteView(envelope).first(size)).ok());
        }
        envelope.push_back(0);
        CHECK(error_of(decode_receipt(envelope)).code == ErrorCode::malformed_receipt);
    }
}

TEST_CASE("verify_receipt_proof and verify_transaction_proof", "[evm][receipt]") {
    TestTrie receipts;
    TestTrie transactions;
    for (std::uint64_t i = 0; i < 300; ++i) {
        auto changed = fields();
        changed[1] = integer(i + 1);
        receipts.put(integer(i), typed(2, rlp_list(changed)));
        transactions.put(integer(i), rlp_list({integer(i), rlp_string(Bytes(40, 5))}));
    }
    for (const std::uint64_t index : {0U, 1U, 127U, 128U, 255U, 256U, 299U}) {
        CAPTURE(index);
        const auto proof = receipts.prove(integer(index));
        CHECK(verify_receipt_proof(receipts.root(), index, proof).value()->cumulative_gas_used == index + 1);
        CHECK_FALSE(verify_receipt_proof(receipts.root(), index + 1, proof).ok());
        const auto transaction = verify_transaction_proof(transactions.root(), index, transactions.prove(integer(index)));
        CHECK(transaction.value()->hash == keccak256(rlp_list({integer(index), rlp_string(Bytes(40, 5))})));
        CHECK(error_of(verify_transaction_proof(receipts.root(), index, transactions.prove(integer(index)))).code ==
              ErrorCode::trie_node_hash_mismatch);
    }
    SECTION("shows that a block has no such index") {
        CHECK_FALSE(verify_receipt_proof(receipts.root(), 300, receipts.prove(integer(300))).value().has_value());
        CHECK_FALSE(verify_transaction_proof(transactions.root(), 300, transactions.prove(integer(300))).value().has_value());
    }
    SECTION("refuses a leaf that is none, at its place in the proof") {
        TestTrie trie;
        trie.put(integer(0), Bytes{2, 0xc0});
        CHECK(error_of(verify_receipt_proof(trie.root(), 0, trie.prove(integer(0)))).where == "[0]");
        trie.put(integer(0), Bytes{2, 0x05});
        CHECK(error_of(verify_transaction_proof(trie.root(), 0, trie.prove(integer(0)))).code == ErrorCode::malformed_rlp);
    }
    SECTION("refuses an entry in a branch") {
        std::vector<Bytes> children(16);
        children[1] = reference_to(leaf_node({0, 0, 0, 0, 0}, Bytes(40, 1)));
        const Bytes root = extension_node({8, 0}, reference_to(branch_node(children, rlp_list(fields()))));
        const std::vector<Bytes> proof = {root, branch_node(children, rlp_list(fields()))};
        CHECK(error_of(verify_receipt_proof(keccak256(root), 0, proof)).code == ErrorCode::malformed_trie_node);
    }
}
