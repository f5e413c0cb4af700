#pragma once

#include "core/codec/field_reader.hpp"
#include "core/number/u256.hpp"
#include "light-client/evm/account.hpp"

namespace clearmargin {

/// The account at `address` in the state of `state_root`, as an eth_getProof answer shows it. Stated figures have to be
/// the proven ones.
/// Refuses as EvmState::prove_account
void read_account(const FieldReader& answer, const Bytes32& state_root, const Address& address, EvmAccount& to);

/// Whether the answer has a proof of that storage slot.
/// Refuses duplicate_storage_key
[[nodiscard]] bool shows_storage(const FieldReader& answer, const U256& slot);

/// The word at `slot` of the account's storage; 0 after a refusal.
/// Refuses as EvmState::prove_storage
[[nodiscard]] U256 read_storage_word(const FieldReader& answer, const EvmAccount& account, const U256& slot);

}  // namespace clearmargin
