#pragma once

#include <string>

#include "core/merkle/merkle_branch.hpp"
#include "light-client/evm/evm_state.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/proven_fixture.hpp"

namespace clearmargin::tests {

template <std::size_t N>
FixedBytes<N> fixed(const JsonReader& object, std::string_view name) {
    return member(object, name).fixed_bytes<N>().value();
}

/// An entry of storageProof from a vector's members of those names.
inline Json storage_entry(const JsonReader& contract, std::string_view slot, std::string_view value,
                          std::string_view proof) {
    return object({entry("key", member(contract, slot)), entry("value", member(contract, value)),
                   entry("proof", member(contract, proof))});
}

/// The eth_getProof answer that a vector's contract stands for.
inline Json answer_of(const JsonReader& contract, std::string_view value = "value",
                      std::string_view address = "address") {
    return object({entry("address", member(contract, address)),
                   entry("accountProof", member(contract, "account_proof")),
                   entry("storageProof", array({storage_entry(contract, "slot", value, "storage_proof")}))});
}

/// The parent block whose state root a vector states.
inline Proven<ExecutionBlock> parent_of(const JsonReader& file, const ChainId& chain) {
    ExecutionBlock block;
    block.chain = chain;
    block.state_root = fixed<32>(member(file, "l1"), "execution_state_root");
    block.timestamp = member(member(file, "l1"), "beacon_timestamp").u64().value();
    return verifiers::TestFixture::proven(block);
}

/// Whether a vector's parent state root sits in its beacon block.
inline bool is_beacon_state_root(const JsonReader& file) {
    const JsonReader l1 = member(file, "l1");
    std::vector<Bytes32> branch;
    for (const JsonReader& node : member(l1, "state_root_branch").elements(64).value()) {
        branch.push_back(node.fixed_bytes<32>().value());
    }
    return is_valid_normalized_merkle_branch(fixed<32>(l1, "execution_state_root"), branch,
                                             member(l1, "state_root_gindex").u64().value(),
                                             fixed<32>(l1, "beacon_root"));
}

/// Whether a vector's contract has the stated word in that block: the refusal where it has not.
inline Status check_contract(const Proven<ExecutionBlock>& block, const JsonReader& contract,
                             std::string_view address = "address") {
    const Json document = answer_of(contract, "value", address);
    const JsonReader answer(document);
    TRY(const auto account, verifiers::EvmState::prove_account(block, fixed<20>(contract, address), answer));
    TRY(const auto word, verifiers::EvmState::prove_storage(account, member(contract, "slot").u256().value(), answer));
    CHECK(*word == member(contract, "value").u256().value());
    return {};
}

}  // namespace clearmargin::tests
