#pragma once

#include <string_view>

#include "core/codec/json_reader.hpp"
#include "core/evidence/proven.hpp"
#include "light-client/evm/account.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// A contract whose account is proven, with the eth_getProof answer that proves words of its storage.
struct ProvenContract {
    Proven<EvmAccount> account;
    JsonReader answer;

    /// Fails   as EvmState::prove_storage
    [[nodiscard]] Result<U256> word(const U256& slot) const;
};

/// The contract at `address` as of `block`, by the answer that is `proof`'s member `name`.
/// Fails   missing_member; as EvmState::prove_account; rollup_contract_absent where there is no code
[[nodiscard]] Result<ProvenContract> prove_contract(const Proven<ExecutionBlock>& block, const Address& address,
                                                    const JsonReader& proof, std::string_view name);

}  // namespace clearmargin
