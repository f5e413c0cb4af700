#include "wasm/pipeline/events.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "light-client/vault/event_claims.hpp"
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
    const LogPlace place{claim.transaction_index, claim.log_index};
    auto logged = verifiers::EventClaims::verify_event(*block, *event, claim.account, place, claim.receipt_proof);
    if (!logged.ok()) return std::move(logged).refusal();
    auto amount = decimal_of_amount(logged.value()->amount, event->decimals);
    if (!amount.ok()) return under("proof", std::move(amount).refusal());
    const AssetDefinition& asset = *policy.find_asset(event->asset);
    to.means = event->means == EventDescriptor::Means::deposit ? "deposit" : "withdrawal";
    to.asset = asset.id.text;
    to.symbol = asset.symbol;
    to.amount = {amount.value(), asset.symbol, report.evidence.add(logged.value().evidence()), ""};
    to.block = {(*block)->number, (*block)->hash, (*block)->timestamp};
    to.transaction_index = place.transaction_index;
    to.log_index = place.log_index;
    to.status = EventStatus::proven;
    return {};
}

/// Whether both are the same log, read for the same account in the same sense.
bool is_same_log(const EventReport& a, const EventReport& b) {
    return a.block.hash == b.block.hash && a.transaction_index == b.transaction_index && a.log_index == b.log_index &&
           a.means == b.means && a.account == b.account;
}

}  // namespace

void judge_events(const Policy& policy, const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report) {
    bool is_any_proven = false;
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
        if (line.status == EventStatus::proven) {
            is_any_proven = true;
            const bool is_repeated = std::any_of(report.events.begin(), report.events.end(), [&](const EventReport& other) {
                return other.status == EventStatus::proven && is_same_log(other, line);
            });
            if (is_repeated) line.status = EventStatus::repeated;
        }
        report.events.push_back(std::move(line));
    }
    if (is_any_proven) {
        report.warnings.emplace_back("Events are history: what was once paid in or out counts nothing as collateral.");
    }
}

}  // namespace clearmargin
