#include "light-client/evm/proven_contract.hpp"

#include "light-client/evm/evm_state.hpp"

namespace clearmargin {

Result<U256> ProvenContract::word(const U256& slot) const {
    TRY(const auto proven, verifiers::EvmState::prove_storage(account, slot, answer));
    return *proven;
}

Result<ProvenContract> prove_contract(const Proven<ExecutionBlock>& block, const Address& address,
                                      const JsonReader& proof, std::string_view name) {
    TRY(const JsonReader answer, proof.member(name));
    TRY(auto account, verifiers::EvmState::prove_account(block, address, answer));
    if (!account->has_code()) {
        return answer.refused(ErrorCode::rollup_contract_absent, "a contract at " + to_hex(address));
    }
    return ProvenContract{std::move(account), answer};
}

}  // namespace clearmargin
