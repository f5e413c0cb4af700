#include "wasm/pipeline/claims.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "light-client/vault/vault_claims.hpp"
#include "light-client/vault/vault_place.hpp"

namespace clearmargin {
namespace {

/// A claim that holds, before it is decided whether it counts.
struct SoundClaim {
    std::size_t index = 0;  ///< in the bundle
    const VaultDescriptor* vault = nullptr;
    AccountId account;
    UnixSeconds as_of = 0;
    Decimal amount;
    Evidence evidence;
    bool is_layout_assumed = false;
};

/// `error` under the claim's path, where it isn't a path in the bundle already.
Error of_claim(const BundleClaimEntry& entry, Error error) {
    return error.where.starts_with(entry.path) ? error : under(entry.path, std::move(error));
}

Result<const Proven<ExecutionBlock>*> find_block(const FollowedChain& chain, const BundleClaim& claim) {
    const Proven<ExecutionBlock>* found = claim.block ? chain.find(*claim.block) : chain.newest_final();
    if (found != nullptr) return found;
    return refuse(ErrorCode::block_not_proven, "block", "a block that the bundle's headers prove",
                  claim.block ? to_hex(*claim.block) : "no final block");
}

Result<SoundClaim> judge(const BundleClaim& claim, const Policy& policy, const std::vector<FollowedChain>& chains,
                         UnixSeconds now) {
    if (!policy.names_account(claim.account)) {
        return refuse(ErrorCode::account_not_in_policy, "account", "one of the policy's accounts", claim.account.text());
    }
    const VaultDescriptor* vault = policy.find_vault(claim.vault);
    if (vault == nullptr) {
        return refuse(ErrorCode::vault_not_in_policy, "vault", "one of the policy's vaults", claim.vault);
    }
    const auto chain = std::find_if(chains.begin(), chains.end(),
                                    [&](const FollowedChain& followed) { return followed.chain == claim.chain; });
    if (chain == chains.end()) {
        return refuse(ErrorCode::missing_chain_data, "chain", "a chain of the bundle", claim.chain.text);
    }
    // The chain's own refusal keeps its path in the bundle: it is not the claim that is at fault.
    if (chain->report.error) return *chain->report.error;
    TRY(const Proven<ExecutionBlock>* block, find_block(*chain, claim));
    const UnixSeconds as_of = (*block)->timestamp;
    const std::uint64_t age = as_of < now ? now - as_of : 0;
    if (age > policy.limits.max_header_age) {
        return refuse(ErrorCode::header_too_old, "block",
                      "a block at most " + std::to_string(policy.limits.max_header_age) + " s old", std::to_string(age) + " s");
    }
    TRY(const auto balance, verifiers::VaultClaims::verify_vault_claim(*block, *vault, claim.account, *claim.proof,
                                                                       claim.implementation_proof));
    TRY(const Decimal amount, under("proof", decimal_of_amount(balance->amount, balance->decimals)));
    return SoundClaim{0, vault, claim.account, as_of, amount, balance.evidence(), balance->is_layout_assumed};
}

/// Of several claims of one balance only the newest counts; of equally new ones the first.
bool is_superseded(const SoundClaim& claim, const std::vector<SoundClaim>& all) {
    return std::any_of(all.begin(), all.end(), [&](const SoundClaim& other) {
        const bool is_newer = other.as_of > claim.as_of || (other.as_of == claim.as_of && other.index < claim.index);
        return is_newer && other.account == claim.account && is_same_balance(*other.vault, *claim.vault, claim.account);
    });
}

ClaimReport describe(const BundleClaimEntry& entry) {
    ClaimReport report;
    report.id = entry.id;
    report.path = entry.path;
    report.chain = entry.chain;
    report.vault = entry.vault;
    report.account = entry.account;
    return report;
}

/// Decides which of the sound claims count, and says so in their reports.
void count_claims(const std::vector<SoundClaim>& sound, const Policy& policy, EvidenceTable& evidence, JudgedClaims& out) {
    UnixSeconds newest = 0;
    for (const SoundClaim& claim : sound) newest = std::max(newest, claim.as_of);
    for (const SoundClaim& claim : sound) {
        ClaimReport& report = out.claims[claim.index];
        const AssetDefinition& asset = *policy.find_asset(claim.vault->asset);
        const EvidenceRef rests_on = evidence.add(claim.evidence);
        report.asset = asset.id.text;
        report.symbol = asset.symbol;
        report.amount = Figure{to_string(claim.amount), asset.symbol, rests_on, ""};
        if (is_superseded(claim, sound)) {
            report.status = ClaimStatus::not_counted;
            continue;
        }
        if (newest - claim.as_of > policy.limits.max_claim_spread) {
            report.error = refuse(
                ErrorCode::claims_too_far_apart, report.path + ".block",
                "at most " + std::to_string(policy.limits.max_claim_spread) + " s before the newest claim",
                std::to_string(newest - claim.as_of) + " s");
            continue;
        }
        report.status = ClaimStatus::counted;
        out.collateral.push_back({claim.vault->id, claim.account, claim.vault->chain, asset.id, claim.amount, rests_on});
        if (claim.is_layout_assumed) {
            out.warnings.push_back("Vault " + claim.vault->id +
                                   ": no code hash is pinned, so its storage layout is taken on trust.");
        }
    }
}

}  // namespace

JudgedClaims judge_claims(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains,
                          UnixSeconds now, EvidenceTable& evidence) {
    JudgedClaims out;
    std::vector<SoundClaim> sound;
    for (std::size_t i = 0; i < bundle.claims.size(); ++i) {
        const BundleClaimEntry& entry = bundle.claims[i];
        ClaimReport report = describe(entry);
        if (!entry.claim.ok()) {
            report.error = entry.claim.error();
        } else {
            auto judged = judge(entry.claim.value(), policy, chains, now);
            if (judged.ok()) {
                SoundClaim claim = std::move(judged).value();
                claim.index = i;
                sound.push_back(std::move(claim));
            } else if (judged.error().where.starts_with("chains.")) {
                report.error = std::move(judged).error();
            } else {
                report.error = of_claim(entry, std::move(judged).error());
            }
        }
        out.claims.push_back(std::move(report));
    }
    count_claims(sound, policy, evidence, out);
    return out;
}

}  // namespace clearmargin
