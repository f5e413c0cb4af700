#include <utility>

#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/margin/margin_section.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/pipeline/claims.hpp"
#include "wasm/pipeline/comparison.hpp"
#include "wasm/pipeline/events.hpp"
#include "wasm/pipeline/judgement_time.hpp"
#include "wasm/pipeline/prices.hpp"
#include "wasm/pipeline/transactions.hpp"
#include "wasm/pipeline/verdict.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin {
namespace {

/// Numbers that a venue may have changed since.
void warn_if_old(const PresetRow& preset, std::string_view section, Report& report) {
    if (!preset.old) return;
    report.warnings.push_back("preset_old: " + std::string(preset.origin.name) + ", where the policy's " +
                              std::string(section) + " numbers come from, " +
                              (preset.origin.as_of == 0 ? "bears no date." : "is more than 90 days old."));
}

void warn_of_old_presets(const MarginReport& margin, Report& report) {
    if (margin.collateral_preset) warn_if_old(*margin.collateral_preset, "collateral", report);
    if (margin.preset) warn_if_old(*margin.preset, "margin", report);
    if (margin.option_rule) warn_if_old(margin.option_rule->preset, "option", report);
    if (!margin.portfolio) return;
    for (const PortfolioUnitRow& unit : margin.portfolio->units) warn_if_old(unit.preset.preset, "portfolio", report);
}

void judge(Report& report, const Bundle& bundle, const Policy& policy) {
    report.account = bundle.account.text();
    report.ignored = bundle.ignored;
    report.assumptions = margin_assumptions(policy);
    std::vector<FollowedChain> chains = follow_chains(policy, bundle, report.now);
    judge_claims(policy, bundle, chains, report);
    judge_events(policy, bundle, chains, report);
    judge_transactions(bundle, chains, report);
    for (FollowedChain& chain : chains) report.chains.push_back(std::move(chain.report));
    judge_prices(policy, bundle, report);
    const std::size_t refused_before_positions = report.refused.size();
    judge_venue_balances(policy, bundle, report);
    judge_positions(policy, bundle, report);
    add_margin_section(report.inputs, policy, report.now, report.evidence, report.section);
    warn_of_old_presets(*report.section.margin, report);
    if (report.refused.size() > refused_before_positions) {
        // Without a position, debt or wallet that could not be taken, the margin would be another account's.
        report.section.margin->error = report.refused[refused_before_positions];
    }
    if (bundle.reported.ok()) {
        compare(bundle.reported.value(), policy.limits, report);
    } else {
        report.refused.push_back(Refusal(bundle.reported.error()));
    }
}

/// The report where one of the documents can't be read.
std::string unreadable(Report& report, std::string_view document, Refusal refusal) {
    report.error = under(document, std::move(refusal));
    report.verdict = judge_report(report);
    return write_report(report);
}

}  // namespace

std::string verify_bundle(std::string_view bundle_text, std::string_view policy_text, std::string_view now) {
    Report report;
    auto time = read_judgement_time(now);
    if (!time.ok()) return unreadable(report, "", std::move(time).refusal());
    report.now = time.value();
    auto policy_document = parse_json(policy_text);
    if (!policy_document.ok()) return unreadable(report, "policy", std::move(policy_document).refusal());
    auto policy = read_policy(policy_document.value());
    if (!policy.ok()) return unreadable(report, "policy", std::move(policy).refusal());
    auto bundle_document = parse_json(bundle_text);
    if (!bundle_document.ok()) return unreadable(report, "bundle", std::move(bundle_document).refusal());
    auto bundle = read_bundle(bundle_document.value());
    if (!bundle.ok()) return unreadable(report, "bundle", std::move(bundle).refusal());
    const AccountId& account = bundle.value().account;
    if (!policy.value().names_account(account)) {
        return unreadable(report, "bundle",
                          refuse(ErrorCode::account_not_in_policy, "account", "one of the policy's accounts", account.text()));
    }
    judge(report, bundle.value(), policy.value());
    report.verdict = judge_report(report);
    return write_report(report);
}

}  // namespace clearmargin
