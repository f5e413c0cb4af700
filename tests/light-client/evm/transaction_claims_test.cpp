#include "light-client/evm/transaction_claims.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/crypto/keccak256.hpp"
#include "tests/support/block_with_transactions.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TransactionClaims;

namespace {

const ChainId chain{"eip155:1"};

/// keccak256 of what `BlockWithTransactions` has at that index.
Bytes32 hash_at(std::uint64_t index) {
    return keccak256(transaction_envelope(static_cast<std::uint8_t>(index % 5), 77 + index));
}

void check_refused(const Result<Proven<ListedTransaction>>& result, ErrorCode code, const std::string& where) {
    const Error error = error_of(result);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

/// Changes each byte in turn: none may pass, and what is refused is below `where`.
template <class Verify>
void check_bytes(Bytes& bytes, const std::string& where, Verify verify) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] ^= 0x01;
        CAPTURE(where, i);
        CHECK(error_of(verify()).where.starts_with(where));
        bytes[i] ^= 0x01;
    }
    const Bytes whole = bytes;
    bytes.pop_back();
    CHECK(error_of(verify()).where.starts_with(where));
    bytes = whole;
    bytes.push_back(0);
    CHECK(error_of(verify()).where.starts_with(where));
    bytes = whole;
}

}  // namespace

TEST_CASE("TransactionClaims::verify_transaction", "[evm][transaction]") {
    const BlockWithTransactions block(chain);
    TransactionProof proof = block.proof(7);
    Bytes32 hash = hash_at(7);
    const auto verify = [&] { return TransactionClaims::verify_transaction(block.proven(), hash, proof); };
    const auto listed = verify();
    REQUIRE(listed.ok());
    CHECK(*listed.value() == ListedTransaction{2, hash, 7, true});
    const auto& path = listed.value().evidence().sources.at(0).path;
    REQUIRE(path.size() == 2);
    CHECK(path[0] == "transaction 7 of block 77: " + to_hex(hash));
    CHECK(path[1] == "receipt of transaction 7 of block 77");

    SECTION("says of each type, of each index, whether it succeeded") {
        const auto index = GENERATE(range<std::uint64_t>(0, 20));
        const auto other = TransactionClaims::verify_transaction(block.proven(), hash_at(index), block.proof(index));
        REQUIRE(other.ok());
        CHECK(*other.value() ==
              ListedTransaction{static_cast<std::uint8_t>(index % 5), hash_at(index), index, index % 3 != 0});
    }
    SECTION("says nothing of success without a receipt") {
        proof.receipt_proof.reset();
        const auto bare = verify();
        REQUIRE(bare.ok());
        CHECK(*bare.value() == ListedTransaction{2, hash, 7, {}});
        CHECK(bare.value().evidence().sources.at(0).path.size() == 1);
    }
    SECTION("refuses another hash, each of its bits") {
        const auto bit = GENERATE(range<std::size_t>(0, 256));
        hash[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        check_refused(verify(), ErrorCode::transaction_hash_mismatch, "hash");
    }
    SECTION("refuses the transaction of another index") {
        const TransactionProof other = block.proof(8);
        proof.transaction_proof = other.transaction_proof;
        CHECK(error_of(verify()).where.starts_with("proof.transaction_proof"));
        proof = other;
        check_refused(verify(), ErrorCode::transaction_hash_mismatch, "hash");
    }
    SECTION("refuses an index that the block does not have") {
        proof = block.proof(20);
        check_refused(verify(), ErrorCode::transaction_not_in_block, "proof.transaction_index");
    }
    SECTION("refuses the header of another block, and a block of another header") {
        const BlockWithTransactions other(chain, 78);
        proof.header = other.header;
        check_refused(verify(), ErrorCode::block_hash_mismatch, "proof.header");
        check_refused(TransactionClaims::verify_transaction(other.proven(), hash, block.proof(7)),
                      ErrorCode::block_hash_mismatch, "proof.header");
        proof.header.clear();
        check_refused(verify(), ErrorCode::malformed_rlp, "proof.header");
    }
    SECTION("refuses receipts for transactions, and transactions for receipts") {
        std::swap(proof.transaction_proof, *proof.receipt_proof);
        check_refused(verify(), ErrorCode::trie_node_hash_mismatch, "proof.transaction_proof[0]");
        proof = block.proof(7);
        proof.receipt_proof = proof.transaction_proof;
        check_refused(verify(), ErrorCode::trie_node_hash_mismatch, "proof.receipt_proof[0]");
        proof.receipt_proof->clear();
        CHECK(error_of(verify()).where.starts_with("proof.receipt_proof"));
    }
    SECTION("refuses the receipt of another index, and none where the block has none") {
        proof.receipt_proof = block.proof(8).receipt_proof;
        CHECK(error_of(verify()).where.starts_with("proof.receipt_proof"));
        BlockWithTransactions without = block;
        without.receipts.put(rlp_integer(7), {});
        without.seal(chain, 77);
        check_refused(TransactionClaims::verify_transaction(without.proven(), hash, without.proof(7)),
                      ErrorCode::transaction_not_in_block, "proof.receipt_proof");
    }
    SECTION("refuses an envelope of an unknown type") {
        BlockWithTransactions other = block;
        const Bytes deposit = transaction_envelope(0x7e, 0);
        other.transactions.put(rlp_integer(7), deposit);
        other.seal(chain, 77);
        proof = other.proof(7);
        check_refused(TransactionClaims::verify_transaction(other.proven(), keccak256(deposit), proof),
                      ErrorCode::unsupported_envelope_type,
                      "proof.transaction_proof[" + std::to_string(proof.transaction_proof.size() - 1) + "]");
    }
    SECTION("refuses each byte changed, and one more or less") {
        check_bytes(proof.header, "proof.header", verify);
        for (Bytes& node : proof.transaction_proof) check_bytes(node, "proof.transaction_proof", verify);
        for (Bytes& node : *proof.receipt_proof) check_bytes(node, "proof.receipt_proof", verify);
    }
    SECTION("refuses one node more or less") {
        for (const bool is_receipt : {false, true}) {
            std::vector<Bytes>& nodes = is_receipt ? *proof.receipt_proof : proof.transaction_proof;
            const std::string where = is_receipt ? "proof.receipt_proof" : "proof.transaction_proof";
            const std::vector<Bytes> whole = nodes;
            nodes.pop_back();
            CHECK(error_of(verify()).where.starts_with(where));
            nodes = whole;
            nodes.push_back(whole.back());
            CHECK(error_of(verify()).where.starts_with(where));
            nodes = whole;
        }
    }
}
