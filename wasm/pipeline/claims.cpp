#include "wasm/pipeline/claims.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "light-client/vault/vault_claims.hpp"
#include "light-client/vault/vault_place.hpp"
#include "wasm/pipeline/age.hpp"
#include "wasm/pipeline/own_path.hpp"

namespace clearmargin {
namespace {

/// A claim that holds, before it is decided whether it counts.
struct SoundClaim {
    std::size_t index = 0;  ///< in the bundle
    const VaultDescriptor* vault = nullptr;
    const AccountId* account = nullptr;
    UnixSeconds as_of = 0;
    Decimal amount;
    EvidenceRef evidence;
    bool is_layout_assumed = false;
};

/// Fills `to` with all but its index.
Status judge(const BundleClaim& claim, const Policy& policy, const std::vector<FollowedChain>& chains, Report& report,
             SoundClaim& to) {
    if (!policy.names_account(claim.account)) {
        return refuse(ErrorCode::account_not_in_policy, "account", "one of the policy's accounts", claim.account.text());
    }
    to.account = &claim.account;
    to.vault = policy.find_vault(claim.vault);
    if (to.vault == nullptr) {
        return refuse(ErrorCode::vault_not_in_policy, "vault", "one of the policy's vaults", claim.vault);
    }
    const auto chain = std::find_if(chains.begin(), chains.end(),
                                    [&](const FollowedChain& followed) { return followed.chain == claim.chain; });
    if (chain == chains.end()) {
        return refuse(ErrorCode::missing_chain_data, "chain", "a chain of the bundle", claim.chain.text);
    }
    if (chain->report.error.present()) return chain->report.error;
    const Proven<ExecutionBlock>* block = claim.block ? chain->find(*claim.block) : chain->newest_final();
    if (block == nullptr) {
        return refuse(ErrorCode::block_not_proven, "block", "a block that the bundle's headers prove",
                      claim.block ? to_hex(*claim.block) : "no final block");
    }
    to.as_of = (*block)->timestamp;
    const std::uint64_t age = age_at(report.now, to.as_of);
    if (age > policy.limits.max_header_age) {
        return refuse_age(ErrorCode::header_too_old, "block", "a block at most ", policy.limits.max_header_age, " old", age);
    }
    auto balance = verifiers::VaultClaims::verify_vault_claim(*block, *to.vault, claim.account, *claim.proof,
                                                              claim.implementation_proof);
    if (!balance.ok()) return std::move(balance).refusal();
    const Proven<VaultBalance>& proven = balance.value();
    auto amount = decimal_of_amount(proven->amount, proven->decimals);
    if (!amount.ok()) return under("proof", std::move(amount).refusal());
    to.amount = amount.value();
    to.is_layout_assumed = proven->is_layout_assumed;
    to.evidence = report.evidence.add(proven.evidence());
    return {};
}

/// Of several claims of one balance only the newest counts; of equally new ones the first.
bool is_superseded(const SoundClaim& claim, const std::vector<SoundClaim>& all) {
    return std::any_of(all.begin(), all.end(), [&](const SoundClaim& other) {
        const bool is_newer = other.as_of > claim.as_of || (other.as_of == claim.as_of && other.index < claim.index);
        return is_newer && *other.account == *claim.account &&
               is_same_balance(*other.vault, *claim.vault, *claim.account);
    });
}

/// Decides whether a sound claim counts, and says so in the report.
void count_claim(const SoundClaim& claim, const std::vector<SoundClaim>& all, UnixSeconds newest, const Policy& policy,
                 Report& report) {
    ClaimReport& line = report.claims[claim.index];
    const AssetDefinition& asset = *policy.find_asset(claim.vault->asset);
    line.asset = asset.id.text;
    line.symbol = asset.symbol;
    line.amount = {claim.amount, asset.symbol, claim.evidence, ""};
    if (is_superseded(claim, all)) {
        line.status = ClaimStatus::not_counted;
        return;
    }
    const std::uint64_t age = newest - claim.as_of;
    if (age > policy.limits.max_claim_spread) {
        line.error = under(line.path, refuse_age(ErrorCode::claims_too_far_apart, "block", "at most ",
                                                 policy.limits.max_claim_spread, " before the newest claim", age));
        return;
    }
    line.status = ClaimStatus::counted;
    report.inputs.collateral.push_back(
        {claim.vault->id, *claim.account, claim.vault->chain, asset.id, claim.amount, claim.evidence});
    if (claim.is_layout_assumed) {
        report.warnings.push_back("Vault " + claim.vault->id +
                                  ": no code hash is pinned, so its storage layout is taken on trust.");
    }
}

}  // namespace

void judge_claims(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report) {
    std::vector<SoundClaim> sound;
    UnixSeconds newest = 0;
    for (std::size_t i = 0; i < bundle.claims.size(); ++i) {
        const BundleClaimEntry& entry = bundle.claims[i];
        ClaimReport& line = report.claims.emplace_back();
        line.id = entry.id;
        line.path = entry.path;
        line.chain = entry.chain;
        line.vault = entry.vault;
        line.account = entry.account;
        if (!entry.claim.ok()) {
            line.error = Refusal(entry.claim.error());
            continue;
        }
        SoundClaim claim;
        claim.index = i;
        Status judged = judge(entry.claim.value(), policy, chains, report, claim);
        if (!judged.ok()) {
            line.error = under_own_path(entry.path, std::move(judged).refusal());
            continue;
        }
        newest = std::max(newest, claim.as_of);
        sound.push_back(claim);
    }
    for (const SoundClaim& claim : sound) count_claim(claim, sound, newest, policy, report);
}

}  // namespace clearmargin
