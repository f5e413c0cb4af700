#include "light-client/evm/proven_contract.hpp"

#include "core/evidence/sentence.hpp"
#include "light-client/evm/account_answer.hpp"

namespace clearmargin {

ProvenContract::ProvenContract(const Proven<ExecutionBlock>& block, const Address& address, const FieldReader& answer)
    : answer_(answer) {
    read_account(answer, block->state_root, address, account_);
    if (!account_.has_code())
        answer.refuse(ErrorCode::rollup_contract_absent, Sentence() << "a contract at " << address);
}

U256 ProvenContract::word(const U256& slot) const { return read_storage_word(answer_, account_, slot); }

}  // namespace clearmargin
