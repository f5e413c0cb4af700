#include <algorithm>
#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/margin_section.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/pipeline/claims.hpp"
#include "wasm/pipeline/comparison.hpp"
#include "wasm/pipeline/judgement_time.hpp"
#include "wasm/pipeline/prices.hpp"
#include "wasm/pipeline/verdict.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

void append(std::vector<std::string>& to, std::vector<std::string> from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

void append(std::vector<Error>& to, std::vector<Error> from) { std::move(from.begin(), from.end(), std::back_inserter(to)); }

/// The margin, or, where a position could not be taken, why there is none: without it, it would be another account's.
void add_margin(Report& report, const MarginSnapshot& snapshot, const JudgedPositions& positions, const Policy& policy,
                UnixSeconds now) {
    MarginSection section = margin_section(snapshot, policy, now);
    report.collateral = std::move(section.collateral);
    report.margin = std::move(section.margin);
    if (!positions.refused.empty()) report.margin->error = positions.refused.front();
}

void judge(Report& report, const Bundle& bundle, const Policy& policy) {
    const UnixSeconds now = report.now;
    report.account = bundle.account.text();
    report.ignored = bundle.ignored;
    std::vector<FollowedChain> chains = follow_chains(policy, bundle, now);
    JudgedClaims claims = judge_claims(policy, bundle, chains, now, report.evidence);
    JudgedPrices prices = judge_prices(policy, bundle, now, report.evidence);
    JudgedPositions positions = judge_positions(policy, bundle, now, report.evidence);
    for (FollowedChain& chain : chains) report.chains.push_back(std::move(chain.report));
    report.claims = std::move(claims.claims);
    append(report.warnings, std::move(claims.warnings));

    const MarginSnapshot snapshot{std::move(claims.collateral), std::move(prices.prices), positions.positions};
    report.inputs = describe(snapshot);
    add_margin(report, snapshot, positions, policy, now);
    append(report.refused, std::move(prices.refused));
    append(report.refused, std::move(positions.refused));
    if (bundle.reported.ok()) {
        report.comparison = compare(*report.margin, bundle.reported.value(), policy.limits, report.evidence);
    } else {
        report.refused.push_back(bundle.reported.error());
    }
    report.assumptions = margin_assumptions();
}

/// `error` with its path put under the document it is about.
Refusal in_document(std::string_view document, Refusal error) { return under(document, std::move(error)); }

Status read_and_judge(Report& report, std::string_view bundle_text, std::string_view policy_text, std::string_view now) {
    TRY(report.now, read_judgement_time(now));
    auto policy_document = parse_json(policy_text);
    if (!policy_document.ok()) return in_document("policy", std::move(policy_document).refusal());
    auto policy = read_policy(policy_document.value());
    if (!policy.ok()) return in_document("policy", std::move(policy).refusal());
    auto bundle_document = parse_json(bundle_text);
    if (!bundle_document.ok()) return in_document("bundle", std::move(bundle_document).refusal());
    auto bundle = read_bundle(bundle_document.value());
    if (!bundle.ok()) return in_document("bundle", std::move(bundle).refusal());
    if (!policy.value().names_account(bundle.value().account)) {
        return refuse(ErrorCode::account_not_in_policy, "bundle.account", "one of the policy's accounts",
                      bundle.value().account.text());
    }
    judge(report, bundle.value(), policy.value());
    return {};
}

}  // namespace

std::string verify_bundle(std::string_view bundle, std::string_view policy, std::string_view now) {
    Report report;
    Status done = read_and_judge(report, bundle, policy, now);
    if (!done.ok()) report.error = std::move(done).error();
    report.verdict = judge_report(report);
    return write_report(report);
}

}  // namespace clearmargin
