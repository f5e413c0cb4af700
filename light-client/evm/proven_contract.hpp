#pragma once

#include "core/codec/field_reader.hpp"
#include "core/evidence/proven.hpp"
#include "light-client/evm/account.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// A contract as of a proven block, whose storage an eth_getProof answer shows. After a refusal of anything that is
/// read along with the answer its words are zero: whoever reads asks for the first refusal at the end.
class ProvenContract {
  public:
    /// The contract at `address`, by `answer`.
    /// Refuses as EvmState::prove_account; rollup_contract_absent where there is no code
    ProvenContract(const Proven<ExecutionBlock>& block, const Address& address, const FieldReader& answer);

    /// The word at `slot` of its storage. Refuses as EvmState::prove_storage.
    [[nodiscard]] U256 word(const U256& slot) const;
    [[nodiscard]] const FieldReader& answer() const noexcept { return answer_; }

  private:
    EvmAccount account_;
    FieldReader answer_;
};

}  // namespace clearmargin
