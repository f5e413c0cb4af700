#include <algorithm>
#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/pipeline/claims.hpp"
#include "wasm/pipeline/events.hpp"
#include "wasm/pipeline/transactions.hpp"
#include "wasm/pipeline/judgement_time.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_stores = 64;

/// What the claims are judged by. The report's texts belong to it.
struct ClaimsRequest {
    Json stores;
    Json bundle_document;
    Json chain_of_store;  ///< what a bundle would hold of a chain that only a store is given of
    Policy policy;
    Bundle bundle;
};

Status parse_under(std::string_view name, std::string_view text, Json& to) {
    auto document = parse_json(text);
    if (!document.ok()) return under(name, std::move(document).refusal());
    to = std::move(document).value();
    return {};
}

/// Hands each chain its store; chains of the bundle that have a store of their own kind may come from nowhere else.
Status place_stores(ClaimsRequest& request) {
    Refusal refusal;
    const auto members = FieldReader(request.stores, refusal).members(max_stores);
    if (refusal.present()) return under("stores", std::move(refusal));
    std::vector<BundleChain>& chains = request.bundle.chains;
    for (BundleChain& chain : chains) chain.is_followed_from_store = true;
    for (const auto& [name, store] : members) {
        const std::string_view id = name;
        auto chain = std::find_if(chains.begin(), chains.end(), [&](const BundleChain& item) { return item.name == id; });
        if (chain == chains.end()) {
            const std::string text(id);
            chain = chains.insert(chains.end(), BundleChain{text, "stores." + text, JsonReader(request.chain_of_store)});
            chain->is_followed_from_store = true;
        }
        chain->store = store.json();
    }
    return {};
}

Status read_request(std::string_view stores, std::string_view bundle, std::string_view policy, ClaimsRequest& to) {
    Json policy_document;
    TRY(parse_under("policy", policy, policy_document));
    TRY(to.policy, under("policy", read_policy(policy_document)));
    TRY(parse_under("bundle", bundle, to.bundle_document));
    TRY(to.bundle, under("bundle", read_bundle(to.bundle_document)));
    const AccountId& account = to.bundle.account;
    if (!to.policy.names_account(account)) {
        return refuse(ErrorCode::account_not_in_policy, "bundle.account", "one of the policy's accounts", account.text());
    }
    TRY(parse_under("stores", stores, to.stores));
    TRY(to.chain_of_store, parse_json(R"({"kind":"ethereum"})"));
    return place_stores(to);
}

}  // namespace

std::string verify_claims(std::string_view stores, std::string_view bundle, std::string_view policy,
                          std::string_view now) {
    ClaimsRequest request;
    Report report;
    const auto judge = [&]() -> Status {
        TRY(report.now, read_judgement_time(now));
        TRY(read_request(stores, bundle, policy, request));
        std::vector<FollowedChain> chains = follow_chains(request.policy, request.bundle, report.now);
        judge_claims(request.policy, request.bundle, chains, report);
        judge_events(request.policy, request.bundle, chains, report);
        judge_transactions(request.bundle, chains, report);
        for (FollowedChain& chain : chains) report.chains.push_back(std::move(chain.report));
        return {};
    };
    report.error = judge().refusal();
    return write_claims_answer(report);
}

}  // namespace clearmargin
