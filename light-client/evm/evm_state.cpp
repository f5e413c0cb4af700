#include "light-client/evm/evm_state.hpp"

#include "core/evidence/sentence.hpp"
#include "light-client/evm/account_answer.hpp"
#include "light-client/evm/execution_header.hpp"

namespace clearmargin::verifiers {
namespace {

/// The same evidence as of `block`, where it spoke of the block's chain.
Evidence as_of_block(Evidence evidence, const ExecutionBlock& block) {
    for (EvidenceSource& source : evidence.sources) {
        if (source.chain != block.chain.text) continue;
        source.block = block.number;
        source.block_hash = to_hex(block.hash);
        source.as_of = block.timestamp;
    }
    return with_step(std::move(evidence), Sentence() << "header of block " << block.number);
}

}  // namespace

Result<Proven<ExecutionBlock>> EvmState::prove_block(const Proven<ExecutionBlockHash>& hash, ByteView header_rlp) {
    TRY(ExecutionBlock block, verify_execution_header(hash->chain, hash->hash, header_rlp));
    Evidence evidence = as_of_block(hash.evidence(), block);
    return Proven<ExecutionBlock>(ProofKey(), std::move(block), std::move(evidence));
}

Result<Proven<EvmAccount>> EvmState::prove_account(const Proven<ExecutionBlock>& block, const Address& address,
                                                const JsonReader& answer) {
    Refusal first;
    EvmAccount account;
    read_account(FieldReader(answer, first), block->state_root, address, account);
    if (first.present()) return first;
    Sentence step;
    step << (account.exists ? "account " : "no account at ") << address << " in the state of block " << block->number;
    return Proven<EvmAccount>(ProofKey(), account, with_step(block.evidence(), step));
}

Result<Proven<U256>> EvmState::prove_storage(const Proven<EvmAccount>& account, const U256& slot,
                                             const JsonReader& answer) {
    Refusal first;
    const U256 word = read_storage_word(FieldReader(answer, first), *account, slot);
    if (first.present()) return first;
    return Proven<U256>(
        ProofKey(), word,
        with_step(account.evidence(), Sentence() << "storage slot " << slot.to_be() << " of " << account->address));
}

}  // namespace clearmargin::verifiers
