#pragma once

#include <vector>

#include "core/bytes/fixed_bytes.hpp"
#include "core/number/u256.hpp"
#include "tests/support/test_trie.hpp"

namespace clearmargin::tests {

/// What tests choose of an execution header; the rest is filled with something of the right form.
struct TestHeader {
    Bytes32 state_root;
    std::uint64_t number = 0;
    std::uint64_t timestamp = 0;
    Bytes extra_data;
    std::size_t fields = 16;
    Bytes32 withdrawals_root;
    Bytes32 parent_hash;
    Bytes32 receipts_root;
    Bytes32 transactions_root = {};
};

inline Bytes header_rlp(const TestHeader& header) {
    const auto word = [](const Bytes32& bytes) { return rlp_string(bytes.view()); };
    const auto integer = [](std::uint64_t value) {
        const Bytes32 be = U256(value).to_be();
        std::size_t first = 0;
        while (first < 32 && be[first] == 0) ++first;
        return rlp_string(be.view().subspan(first));
    };
    std::vector<Bytes> items = {word(header.parent_hash),
                                word({}),
                                rlp_string(Bytes(20)),
                                word(header.state_root),
                                word(header.transactions_root),
                                word(header.receipts_root),
                                rlp_string(Bytes(256)),
                                integer(1),
                                integer(header.number),
                                integer(30'000'000),
                                integer(21'000),
                                integer(header.timestamp),
                                rlp_string(header.extra_data),
                                word({}),
                                rlp_string(Bytes(8)),
                                integer(7),
                                word(header.withdrawals_root),
                                integer(0),
                                integer(0),
                                word({}),
                                word({}),
                                word({}),
                                integer(9)};
    items.resize(header.fields);
    return rlp_list(items);
}

}  // namespace clearmargin::tests
