#include "wasm/pipeline/claims.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "light-client/vault/vault_claims.hpp"
#include "light-client/vault/vault_place.hpp"
#include "wasm/pipeline/age.hpp"
#include "wasm/pipeline/claimed_block.hpp"
#include "wasm/pipeline/own_path.hpp"

namespace clearmargin {
namespace {

/// A claim that holds, before it is decided whether it counts.
struct SoundClaim {
    std::size_t index = 0;  ///< in the bundle
    const VaultDescriptor* vault = nullptr;
    const AccountId* account = nullptr;
    const FollowedChain* chain = nullptr;
    UnixSeconds as_of = 0;
    EvidenceLevel level = EvidenceLevel::reported;
    bool is_superseded = false;
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
    ClaimedBlock at;
    TRY(find_claimed_block(chains, claim.chain, claim.block, at));
    const Proven<ExecutionBlock>& block = *at.block;
    to.as_of = block->timestamp;
    const std::uint64_t age = age_at(report.now, to.as_of);
    if (age > at.chain->max_age) {
        return refuse_age(ErrorCode::header_too_old, "block", "a block at most ", at.chain->max_age, " old", age);
    }
    auto balance = verifiers::VaultClaims::verify_vault_claim(block, *to.vault, claim.account, *claim.proof,
                                                              claim.implementation_proof);
    if (!balance.ok()) return std::move(balance).refusal();
    const Proven<VaultBalance>& proven = balance.value();
    auto amount = decimal_of_amount(proven->amount, proven->decimals);
    if (!amount.ok()) return under("proof", std::move(amount).refusal());
    to.amount = amount.value();
    to.chain = at.chain;
    to.level = proven.evidence().level;
    to.is_layout_assumed = proven->is_layout_assumed;
    to.evidence = report.evidence.add(proven.evidence());
    return {};
}

/// Whether `a` is the better witness of the two, of one chain: the newer, then the first in the bundle. On a rollup,
/// where anyone may propose a false block, what is proven comes before what is only proposed, however new that is.
bool outranks(const SoundClaim& a, const SoundClaim& b) {
    if (a.chain->is_rollup && a.level != b.level) return a.level > b.level;
    if (a.as_of != b.as_of) return a.as_of > b.as_of;
    return a.index < b.index;
}

/// Of several claims of one balance only the best counts.
bool is_superseded(const SoundClaim& claim, const std::vector<SoundClaim>& all) {
    return std::any_of(all.begin(), all.end(), [&](const SoundClaim& other) {
        return outranks(other, claim) && *other.account == *claim.account &&
               is_same_balance(*other.vault, *claim.vault, *claim.account);
    });
}

/// When `claim` should have been so, and what says that.
struct Reference {
    UnixSeconds time = 0;
    const char* name = "";
};

/// Claims that are not of one time can show the same funds twice. Those of an Ethereum chain are held to the newest
/// claim of all. A rollup's are days older by nature, and held to the best claim of their own chain.
Reference reference_of(const SoundClaim& claim, const std::vector<SoundClaim>& all) {
    if (claim.chain->is_rollup) {
        const SoundClaim* best = &claim;
        for (const SoundClaim& other : all) {
            if (other.chain == claim.chain && outranks(other, *best)) best = &other;
        }
        return {best->as_of, " from its chain's best claim"};
    }
    UnixSeconds newest = claim.as_of;
    for (const SoundClaim& other : all) {
        if (!other.is_superseded) newest = std::max(newest, other.as_of);
    }
    return {newest, " before the newest claim"};
}

/// Decides whether a sound claim counts, and says so in the report.
void count_claim(const SoundClaim& claim, const std::vector<SoundClaim>& all, const Policy& policy, Report& report) {
    ClaimReport& line = report.claims[claim.index];
    const AssetDefinition& asset = *policy.find_asset(claim.vault->asset);
    line.asset = asset.id.text;
    line.symbol = asset.symbol;
    line.amount = {claim.amount, asset.symbol, claim.evidence, ""};
    if (claim.is_superseded) {
        line.status = ClaimStatus::not_counted;
        return;
    }
    const Reference reference = reference_of(claim, all);
    const std::uint64_t distance = std::max(reference.time, claim.as_of) - std::min(reference.time, claim.as_of);
    if (distance > policy.limits.max_claim_spread) {
        line.error = under(line.path, refuse_age(ErrorCode::claims_too_far_apart, "block", "at most ",
                                                 policy.limits.max_claim_spread, reference.name, distance));
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

/// Where rollups make the claims that count lie further apart than others may, the report says how far.
void warn_of_spread(const std::vector<SoundClaim>& sound, const Limits& limits, Report& report) {
    UnixSeconds newest = 0;
    UnixSeconds oldest = std::numeric_limits<UnixSeconds>::max();
    for (const SoundClaim& claim : sound) {
        if (report.claims[claim.index].status != ClaimStatus::counted) continue;
        newest = std::max(newest, claim.as_of);
        oldest = std::min(oldest, claim.as_of);
    }
    const std::uint64_t spread = std::max(newest, oldest) - oldest;  // none where nothing counts
    if (spread <= limits.max_claim_spread) return;
    report.warnings.push_back("The claims that count lie " + std::to_string(spread) +
                              " s apart: what moved from one chain to another in between is counted twice.");
}

}  // namespace

void judge_claims(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report) {
    std::vector<SoundClaim> sound;
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
        sound.push_back(claim);
    }
    for (SoundClaim& claim : sound) claim.is_superseded = is_superseded(claim, sound);
    for (const SoundClaim& claim : sound) count_claim(claim, sound, policy, report);
    warn_of_spread(sound, policy.limits, report);
}

}  // namespace clearmargin
