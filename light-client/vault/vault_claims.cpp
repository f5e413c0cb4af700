#include "light-client/vault/vault_claims.hpp"

#include "core/evidence/sentence.hpp"
#include "light-client/evm/evm_state.hpp"

namespace clearmargin::verifiers {
namespace {

/// Whether this claim may be made at all: the right chain, and an account whose entry the vault has.
Status check_scope(const ExecutionBlock& block, const VaultDescriptor& vault, const AccountId& account) {
    if (block.chain != vault.chain) {
        return refuse(ErrorCode::block_of_another_chain, "chain", vault.chain.text, block.chain.text);
    }
    if (account.chain != vault.chain) {
        return refuse(ErrorCode::account_of_another_chain, "account", vault.chain.text, account.chain.text);
    }
    if (vault.owner && *vault.owner != account) {
        return refuse(ErrorCode::account_of_another_owner, "account", vault.owner->text(), account.text());
    }
    if (vault.kind != VaultKind::native && !vault.owner && !is_keyed_by_account(vault.storage)) {
        return refuse(ErrorCode::vault_without_owner, "vault", "an account in the storage path, or an owner");
    }
    return {};
}

Status check_code_hash(const EvmAccount& contract, const Bytes32& pinned, ErrorCode mismatch, const JsonReader& proof) {
    if (contract.code_hash == pinned) return {};
    return proof.refused(mismatch, to_hex(pinned), to_hex(contract.code_hash));
}

/// The vault's contract, its code as pinned.
Result<Proven<EvmAccount>> prove_contract(const Proven<ExecutionBlock>& block, const VaultDescriptor& vault,
                                       const JsonReader& proof) {
    TRY(auto contract, EvmState::prove_account(block, vault.contract, proof));
    if (!contract->exists) {
        return proof.refused(ErrorCode::vault_contract_absent, Sentence() << "a contract at " << vault.contract);
    }
    if (!contract->has_code()) {
        return proof.refused(ErrorCode::vault_contract_without_code, Sentence() << "code at " << vault.contract);
    }
    if (vault.code_hash) TRY(check_code_hash(*contract, *vault.code_hash, ErrorCode::code_hash_mismatch, proof));
    return contract;
}

/// The implementation's code hash as pinned.
Status check_implementation_code(const Proven<ExecutionBlock>& block, const ProxyPin& pin,
                                 const std::optional<JsonReader>& proof) {
    if (!pin.implementation_code_hash) return {};
    if (!proof) {
        return refuse(ErrorCode::missing_implementation_proof, "implementation_proof",
                      Sentence() << "a proof of " << pin.implementation);
    }
    TRY(const auto implementation, EvmState::prove_account(block, pin.implementation, *proof));
    return check_code_hash(*implementation, *pin.implementation_code_hash, ErrorCode::implementation_code_hash_mismatch,
                           *proof);
}

/// That the proxy points to the pinned implementation, in the same block as everything else.
Status check_proxy(const Proven<ExecutionBlock>& block, const Proven<EvmAccount>& contract, const ProxyPin& pin,
                   const JsonReader& proof, const std::optional<JsonReader>& implementation_proof) {
    TRY(const auto word, EvmState::prove_storage(contract, pin.slot, proof));
    const U256 expected = U256::from_be(address_word(pin.implementation));
    if (*word != expected) {
        return proof.refused(ErrorCode::implementation_mismatch, to_hex(pin.implementation), to_hex(word->to_be()));
    }
    return check_implementation_code(block, pin, implementation_proof);
}

/// Whether a ledger's entry can be an amount that someone owns.
Status check_amount(const StorageValue& entry, const JsonReader& proof) {
    if (entry.is_negative) {
        return proof.refused(ErrorCode::negative_balance, "an amount owned", "-" + to_decimal(entry.magnitude));
    }
    // No token has as many units; some tokens mark a frozen account there.
    if (entry.magnitude.bit(255)) {
        return proof.refused(ErrorCode::balance_out_of_range, "less than 2^255", to_decimal(entry.magnitude));
    }
    return {};
}

constexpr std::string_view layout_assumed = "storage layout assumed: no code hash pinned";

void add_pins(Evidence& evidence, const VaultDescriptor& vault) {
    if (vault.code_hash) {
        add_step(evidence, Sentence() << "code hash " << *vault.code_hash << " as pinned");
    } else {
        add_step(evidence, layout_assumed);
        for (EvidenceSource& source : evidence.sources) source.rests_on.append("; ").append(layout_assumed);
    }
    if (!vault.proxy) return;
    Sentence step;
    step << "proxy to implementation " << vault.proxy->implementation << " as pinned";
    if (vault.proxy->implementation_code_hash) {
        step << ", whose code hash is " << *vault.proxy->implementation_code_hash << " as pinned";
    }
    add_step(evidence, step);
}

/// What the account has, and what that rests on.
struct Entry {
    U256 amount;
    Evidence evidence;
};

Status read_native_entry(const Proven<ExecutionBlock>& block, const Address& account, const JsonReader& proof,
                         Entry& to) {
    TRY(const auto proven, EvmState::prove_account(block, account, proof));
    to.amount = proven->balance;
    to.evidence = proven.evidence();
    return {};
}

Status read_contract_entry(const Proven<ExecutionBlock>& block, const VaultDescriptor& vault, const Address& account,
                           const JsonReader& proof, const std::optional<JsonReader>& implementation_proof, Entry& to) {
    TRY(const StoragePlace place, under("vault.storage", locate(vault.storage, account)));
    TRY(const auto contract, prove_contract(block, vault, proof));
    if (vault.proxy) TRY(check_proxy(block, contract, *vault.proxy, proof, implementation_proof));
    TRY(const auto word, EvmState::prove_storage(contract, place.slot, proof));
    TRY(const StorageValue value, extract_value(*word, vault.storage.type, place.byte_offset));
    TRY(check_amount(value, proof));
    to.amount = value.magnitude;
    to.evidence = contract.evidence();
    add_pins(to.evidence, vault);
    add_step(to.evidence, Sentence() << "storage slot " << place.slot.to_be() << ": the entry of " << account);
    return {};
}

}  // namespace

Result<Proven<VaultBalance>> VaultClaims::verify_vault_claim(const Proven<ExecutionBlock>& block,
                                                             const VaultDescriptor& vault, const AccountId& account,
                                                             const JsonReader& proof,
                                                             const std::optional<JsonReader>& implementation_proof) {
    TRY(check_scope(*block, vault, account));
    TRY(const Address address, evm_address(account));
    const bool is_native = vault.kind == VaultKind::native;
    Entry entry;
    TRY(is_native ? read_native_entry(block, address, proof, entry)
                  : read_contract_entry(block, vault, address, proof, implementation_proof, entry));
    add_step(entry.evidence, Sentence() << to_decimal(entry.amount) << " units of " << vault.asset.text);
    VaultBalance balance{vault.asset, entry.amount, vault.decimals, !is_native && !vault.code_hash};
    return Proven<VaultBalance>(ProofKey(), std::move(balance), std::move(entry.evidence));
}

}  // namespace clearmargin::verifiers
