#pragma once

#include <vector>

#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/transaction_claims.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_receipt.hpp"

namespace clearmargin::tests {

/// A transaction's envelope of that type: its fields are made up, and too long for a node within its parent.
inline Bytes transaction_envelope(std::uint8_t type, std::uint64_t nonce) {
    const Bytes payload = rlp_list({rlp_integer(nonce), rlp_integer(21'000), rlp_string(Bytes(20, 7)), rlp_string(Bytes(40, 9))});
    Bytes envelope;
    if (type != 0) envelope.push_back(type);
    envelope.insert(envelope.end(), payload.begin(), payload.end());
    return envelope;
}

/// A block of twenty transactions, of the types 0 to 4 in turn. Those whose index 3 divides have failed.
struct BlockWithTransactions {
    explicit BlockWithTransactions(const ChainId& chain, std::uint64_t number = 77) {
        for (std::uint64_t i = 0; i < 20; ++i) {
            transactions.put(rlp_integer(i), transaction_envelope(static_cast<std::uint8_t>(i % 5), number + i));
            const Log log{{}, {}, rlp_integer(i)};
            receipts.put(rlp_integer(i), receipt_envelope(i % 3 != 0, {log}));
        }
        seal(chain, number);
    }
    /// Makes the header of what the tries hold now.
    void seal(const ChainId& chain, std::uint64_t number) {
        TestHeader fields;
        fields.number = number;
        fields.timestamp = 1'000'000;
        fields.transactions_root = transactions.root();
        fields.receipts_root = receipts.root();
        header = header_rlp(fields);
        block = execution_block(chain, decode_execution_header(header).value());
    }
    [[nodiscard]] Proven<ExecutionBlock> proven() const { return verifiers::TestFixture::proven(block); }
    [[nodiscard]] TransactionProof proof(std::uint64_t index) const {
        const Bytes key = rlp_integer(index);
        return {header, index, transactions.prove(key), receipts.prove(key)};
    }

    TestTrie transactions;
    TestTrie receipts;
    Bytes header;
    ExecutionBlock block;
};

}  // namespace clearmargin::tests
