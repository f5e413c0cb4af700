#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/number/u256.hpp"
#include "light-client/evm/account.hpp"
#include "light-client/evm/execution_block.hpp"
#include "tests/support/test_trie.hpp"

namespace clearmargin::tests {

/// A state of accounts with storage, which answers eth_getProof as a node would.
class TestState {
  public:
    void put_account(const Address& address, std::uint64_t nonce, const U256& balance, const Bytes32& code_hash);
    /// The account must have been put. Zero takes the word out.
    void put_storage(const Address& address, const U256& slot, const U256& value);

    [[nodiscard]] Bytes32 state_root() const;
    /// A block of that chain with this state.
    [[nodiscard]] ExecutionBlock block(const ChainId& chain) const;
    /// The JSON text of an eth_getProof answer.
    [[nodiscard]] std::string answer(const Address& address, const std::vector<U256>& slots = {}) const;

  private:
    struct Entry {
        std::uint64_t nonce = 0;
        U256 balance;
        Bytes32 code_hash;
        std::map<Bytes32, U256> storage;
    };
    [[nodiscard]] static TestTrie storage_trie(const Entry& entry);
    [[nodiscard]] TestTrie state_trie() const;

    std::map<Address, Entry> accounts_;
};

}  // namespace clearmargin::tests
