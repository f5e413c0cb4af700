#include "light-client/vault/vault_claims.hpp"

#include <string>

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

/// The vault's contract, its code as pinned.
Result<Proven<Account>> prove_contract(const Proven<ExecutionBlock>& block, const VaultDescriptor& vault,
                                       const JsonReader& proof) {
    TRY(auto contract, EvmState::prove_account(block, vault.contract, proof));
    const std::string address = to_hex(vault.contract);
    if (!contract->exists) return proof.refused(ErrorCode::vault_contract_absent, "a contract at " + address);
    if (!contract->has_code()) return proof.refused(ErrorCode::vault_contract_without_code, "code at " + address);
    if (vault.code_hash && contract->code_hash != *vault.code_hash) {
        return proof.refused(ErrorCode::code_hash_mismatch, to_hex(*vault.code_hash), to_hex(contract->code_hash));
    }
    return contract;
}

/// The implementation's code hash as pinned.
Status check_implementation_code(const Proven<ExecutionBlock>& block, const ProxyPin& pin,
                                 const std::optional<JsonReader>& proof) {
    if (!pin.implementation_code_hash) return {};
    if (!proof) {
        return refuse(ErrorCode::missing_implementation_proof, "implementation_proof",
                      "a proof of " + to_hex(pin.implementation));
    }
    TRY(const auto implementation, EvmState::prove_account(block, pin.implementation, *proof));
    if (implementation->code_hash == *pin.implementation_code_hash) return {};
    return proof->refused(ErrorCode::implementation_code_hash_mismatch, to_hex(*pin.implementation_code_hash),
                          to_hex(implementation->code_hash));
}

/// That the proxy points to the pinned implementation, in the same block as everything else.
Status check_proxy(const Proven<ExecutionBlock>& block, const Proven<Account>& contract, const ProxyPin& pin,
                   const JsonReader& proof, const std::optional<JsonReader>& implementation_proof) {
    TRY(const auto word, EvmState::prove_storage(contract, pin.slot, proof));
    const U256 expected = U256::from_be(std::get<Bytes32>(address_key(pin.implementation)));
    if (*word != expected) {
        return proof.refused(ErrorCode::implementation_mismatch, to_hex(pin.implementation), to_hex(word->to_be()));
    }
    return check_implementation_code(block, pin, implementation_proof);
}

/// The amount that a ledger's entry states.
Result<U256> amount_of(const StorageValue& entry, const JsonReader& proof) {
    if (entry.is_negative) {
        return proof.refused(ErrorCode::negative_balance, "an amount owned", "-" + to_decimal(entry.magnitude));
    }
    // No token has as many units; some tokens mark a frozen account there.
    if (entry.magnitude.bit(255)) {
        return proof.refused(ErrorCode::balance_out_of_range, "less than 2^255", to_decimal(entry.magnitude));
    }
    return entry.magnitude;
}

constexpr std::string_view layout_assumed = "storage layout assumed: no code hash pinned";

Evidence with_pins(Evidence evidence, const VaultDescriptor& vault) {
    if (vault.code_hash) {
        evidence = with_step(std::move(evidence), "code hash " + to_hex(*vault.code_hash) + " as pinned");
    } else {
        evidence = with_step(std::move(evidence), layout_assumed);
        for (EvidenceSource& source : evidence.sources) source.rests_on += "; " + std::string(layout_assumed);
    }
    if (!vault.proxy) return evidence;
    std::string step = "proxy to implementation " + to_hex(vault.proxy->implementation) + " as pinned";
    if (vault.proxy->implementation_code_hash) {
        step += ", whose code hash is " + to_hex(*vault.proxy->implementation_code_hash) + " as pinned";
    }
    return with_step(std::move(evidence), step);
}

struct Entry {
    U256 amount;
    Evidence evidence;
};

Result<Entry> native_entry(const Proven<ExecutionBlock>& block, const Address& account, const JsonReader& proof) {
    TRY(const auto proven, EvmState::prove_account(block, account, proof));
    return Entry{proven->balance, proven.evidence()};
}

Result<Entry> contract_entry(const Proven<ExecutionBlock>& block, const VaultDescriptor& vault, const Address& account,
                             const JsonReader& proof, const std::optional<JsonReader>& implementation_proof) {
    auto located = locate(vault.storage, account);
    if (!located.ok()) return under("vault.storage", std::move(located).refusal());
    const StoragePlace place = located.value();
    TRY(const auto contract, prove_contract(block, vault, proof));
    if (vault.proxy) TRY(check_proxy(block, contract, *vault.proxy, proof, implementation_proof));
    TRY(const auto word, EvmState::prove_storage(contract, place.slot, proof));
    TRY(const StorageValue value, extract_value(*word, vault.storage.type, place.byte_offset));
    TRY(const U256 amount, amount_of(value, proof));
    const std::string step = "storage slot " + to_hex(place.slot.to_be()) + ": the entry of " + to_hex(account);
    return Entry{amount, with_step(with_pins(contract.evidence(), vault), step)};
}

}  // namespace

Result<Proven<VaultBalance>> VaultClaims::verify_vault_claim(const Proven<ExecutionBlock>& block,
                                                             const VaultDescriptor& vault, const AccountId& account,
                                                             const JsonReader& proof,
                                                             const std::optional<JsonReader>& implementation_proof) {
    TRY(check_scope(*block, vault, account));
    TRY(const Address address, evm_address(account));
    const bool is_native = vault.kind == VaultKind::native;
    TRY(Entry entry, is_native ? native_entry(block, address, proof)
                               : contract_entry(block, vault, address, proof, implementation_proof));
    VaultBalance balance{vault.asset, entry.amount, vault.decimals, !is_native && !vault.code_hash};
    const std::string step = to_decimal(entry.amount) + " units of " + vault.asset.text;
    return Proven<VaultBalance>(ProofKey(), std::move(balance), with_step(std::move(entry.evidence), step));
}

}  // namespace clearmargin::verifiers
