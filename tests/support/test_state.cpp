#include "tests/support/test_state.hpp"

#include "core/bytes/hex.hpp"
#include "core/codec/json_writer.hpp"
#include "core/codec/rlp_writer.hpp"

namespace clearmargin::tests {
namespace {

Bytes rlp_integer_of(const U256& value) {
    Bytes out;
    append_rlp_integer(out, value);
    return out;
}

/// "0x" and hex digits without leading zeros.
std::string quantity(const U256& value) {
    const std::string digits = to_hex(value.to_be());
    const std::size_t first = digits.find_first_not_of('0', 2);
    return "0x" + (first == std::string::npos ? "0" : digits.substr(first));
}

void write_nodes(JsonWriter& json, std::string_view name, const std::vector<Bytes>& nodes) {
    json.name(name).begin_array();
    for (const Bytes& node : nodes) json.string(to_hex(node));
    json.end_array();
}

}  // namespace

void TestState::put_account(const Address& address, std::uint64_t nonce, const U256& balance,
                            const Bytes32& code_hash) {
    Entry& entry = accounts_[address];
    entry.nonce = nonce;
    entry.balance = balance;
    entry.code_hash = code_hash;
}

void TestState::put_storage(const Address& address, const U256& slot, const U256& value) {
    accounts_.at(address).storage[slot.to_be()] = value;
}

TestTrie TestState::storage_trie(const Entry& entry) {
    TestTrie trie;
    for (const auto& [slot, value] : entry.storage) {
        if (!value.is_zero()) trie.put_hashed(slot.view(), rlp_integer_of(value));
    }
    return trie;
}

TestTrie TestState::state_trie() const {
    TestTrie trie;
    for (const auto& [address, entry] : accounts_) {
        trie.put_hashed(address.view(),
                        rlp_list({rlp_integer_of(entry.nonce), rlp_integer_of(entry.balance),
                                  rlp_string(storage_trie(entry).root().view()), rlp_string(entry.code_hash.view())}));
    }
    return trie;
}

Bytes32 TestState::state_root() const { return state_trie().root(); }

ExecutionBlock TestState::block(const ChainId& chain) const {
    return ExecutionBlock{chain, 7, {}, state_root(), {}, 1'700'000'000};
}

std::string TestState::answer(const Address& address, const std::vector<U256>& slots) const {
    const auto found = accounts_.find(address);
    const Entry entry = found == accounts_.end() ? Entry{0, {}, EMPTY_CODE_HASH, {}} : found->second;
    const TestTrie storage = storage_trie(entry);
    JsonWriter json;
    json.begin_object();
    json.name("address").string(to_hex(address));
    write_nodes(json, "accountProof", state_trie().prove_hashed(address.view()));
    json.name("balance").string(quantity(entry.balance));
    json.name("nonce").string(quantity(entry.nonce));
    json.name("codeHash").string(to_hex(entry.code_hash));
    json.name("storageHash").string(to_hex(storage.root()));
    json.name("storageProof").begin_array();
    for (const U256& slot : slots) {
        const auto word = entry.storage.find(slot.to_be());
        json.begin_object();
        json.name("key").string(quantity(slot));
        json.name("value").string(quantity(word == entry.storage.end() ? U256(0) : word->second));
        write_nodes(json, "proof",
                    entry.storage.empty() ? std::vector<Bytes>() : storage.prove_hashed(slot.to_be().view()));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

}  // namespace clearmargin::tests
