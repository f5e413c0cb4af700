#include "wasm/pipeline/events.hpp"

#include <string>
#include <utility>

#include "light-client/vault/event_claims.hpp"
#include "wasm/pipeline/claimed_block.hpp"
#include "wasm/pipeline/own_path.hpp"

namespace clearmargin {
namespace {

/// Fills the line of a claim that holds.
Status judge(const BundleEvent& claim, const Policy& policy, const std::vector<FollowedChain>& chains, Report& report,
             EventReport& to) {
    if (!policy.names_account(claim.account)) {
        return refuse(ErrorCode::account_not_in_policy, "account", "one of the policy's accounts", claim.account.text());
    }
    const EventDescriptor* event = policy.find_event(claim.event);
    if (event == nullptr) {
        return refuse(ErrorCode::event_not_in_policy, "event", "one of the policy's events", claim.event);
    }
    ClaimedBlock at;
    TRY(find_claimed_block(chains, claim.chain, claim.block, at));
    const LogPlace place{claim.transaction_index, claim.log_index};
    auto logged = verifiers::EventClaims::verify_event(*at.block, *event, claim.account, place, claim.receipt_proof);
    if (!logged.ok()) return std::move(logged).refusal();
    auto amount = decimal_of_amount(logged.value()->amount, event->decimals);
    if (!amount.ok()) return under("proof", std::move(amount).refusal());
    const AssetDefinition& asset = *policy.find_asset(event->asset);
    to.means = event->means == EventDescriptor::Means::deposit ? "deposit" : "withdrawal";
    to.asset = asset.id.text;
    to.symbol = asset.symbol;
    to.amount = {amount.value(), asset.symbol, report.evidence.add(logged.value().evidence()), ""};
    const ExecutionBlock& block = **at.block;
    to.block = {block.number, block.hash, block.timestamp};
    to.transaction_index = place.transaction_index;
    to.log_index = place.log_index;
    to.status = HistoryStatus::listed;
    return {};
}

/// Whether both are the same log, read in the same sense. What was refused has no sense.
bool is_same_log(const EventReport& a, const EventReport& b) {
    return a.block.hash == b.block.hash && a.transaction_index == b.transaction_index && a.log_index == b.log_index &&
           a.means == b.means;
}

/// Whether a claim before listed the same log for the same account, however that is spelt.
bool is_repeated(const EventReport& line, const AccountId& account, const Report& report, const Bundle& bundle) {
    for (std::size_t i = 0; i < report.events.size(); ++i) {
        if (is_same_log(report.events[i], line) && bundle.events[i].claim.value().account == account) return true;
    }
    return false;
}

}  // namespace

void judge_events(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report) {
    bool is_any_listed = false;
    for (const BundleEventEntry& entry : bundle.events) {
        EventReport line;
        line.id = entry.id;
        line.path = entry.path;
        line.chain = entry.chain;
        line.event = entry.event;
        line.account = entry.account;
        if (!entry.claim.ok()) {
            line.error = Refusal(entry.claim.error());
        } else {
            Status judged = judge(entry.claim.value(), policy, chains, report, line);
            if (!judged.ok()) line.error = under_own_path(entry.path, std::move(judged).refusal());
        }
        if (line.status == HistoryStatus::listed) {
            is_any_listed = true;
            if (is_repeated(line, entry.claim.value().account, report, bundle)) line.status = HistoryStatus::repeated;
        }
        report.events.push_back(std::move(line));
    }
    if (is_any_listed) {
        report.warnings.emplace_back("Events are history: what was once paid in or out counts nothing as collateral.");
    }
}

}  // namespace clearmargin
