#include "light-client/evm/receipt.hpp"

#include <array>

#include "core/codec/rlp.hpp"
#include "core/codec/rlp_writer.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/transaction.hpp"
#include "light-client/evm/typed_envelope.hpp"
#include "tests/fuzz/fuzz_assert.hpp"
#include "tests/support/test_trie.hpp"

namespace {

using namespace clearmargin;

/// The envelope again, from what was read; status and bloom, which a Receipt keeps in part or not at all, from itself.
Bytes encode(const Receipt& receipt, ByteView envelope) {
    const TypedEnvelope opened = open_envelope(envelope).value();
    std::array<RlpItem, 4> fields;
    fuzz::require(read_rlp_items(decode_rlp(opened.payload).value(), fields).ok());
    Bytes logs;
    for (const Log& log : receipt.logs) {
        Bytes topics;
        for (const Bytes32& topic : log.topics) append_rlp_string(topics, topic.view());
        Bytes inside;
        append_rlp_string(inside, log.address.view());
        append_rlp_list(inside, topics);
        append_rlp_string(inside, log.data);
        append_rlp_list(logs, inside);
    }
    Bytes items;
    if (receipt.succeeded) {
        append_rlp_integer(items, U256(*receipt.succeeded ? 1U : 0U));
    } else {
        append_rlp_string(items, fields[0].payload);
    }
    append_rlp_integer(items, receipt.cumulative_gas_used);
    append_rlp_string(items, fields[2].payload);
    append_rlp_list(items, logs);
    Bytes out;
    if (receipt.type != 0) out.push_back(receipt.type);
    append_rlp_list(out, items);
    return out;
}

}  // namespace

/// A receipt that decodes encodes back; in a trie it is found as itself, and as a transaction it is its own bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes envelope(data, data + size);
    const auto receipt = decode_receipt(envelope);
    if (receipt.ok()) fuzz::require(encode(receipt.value(), envelope) == envelope);
    if (envelope.empty()) return 0;

    Bytes key;
    append_rlp_integer(key, 0U);
    tests::TestTrie trie;
    trie.put(key, envelope);
    const auto proof = trie.prove(key);
    const auto proven = verify_receipt_proof(trie.root(), 0, proof);
    fuzz::require(proven.ok() == receipt.ok());
    if (proven.ok()) fuzz::require(proven.value() == receipt.value());
    const auto transaction = verify_transaction_proof(trie.root(), 0, proof);
    if (transaction.ok()) {
        fuzz::require(transaction.value() && transaction.value()->envelope == envelope &&
                      transaction.value()->hash == keccak256(envelope));
    }
    const auto other = verify_receipt_proof(trie.root(), 1, proof);
    fuzz::require(other.ok() && !other.value());
    return 0;
}
