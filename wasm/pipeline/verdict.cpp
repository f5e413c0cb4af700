#include "wasm/pipeline/verdict.hpp"

#include <algorithm>
#include <string>

namespace clearmargin {
namespace {

template <class T, class Is>
std::size_t count(const std::vector<T>& items, Is is) {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is));
}

std::string counted(std::size_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

/// "2 balances are proven, 1 rests on a block that is not final"
std::string proven_balances(const Report& report) {
    const auto at_level = [&](EvidenceLevel level) {
        return count(report.claims, [&](const ClaimReport& claim) {
            return claim.status == ClaimStatus::counted && claim.amount.evidence.level == level;
        });
    };
    const std::size_t proven = at_level(EvidenceLevel::proven);
    const std::size_t proposed = at_level(EvidenceLevel::proposed);
    std::string sentence = proven == 0 ? "No balance is proven" : counted(proven, "balance is", "balances are") + " proven";
    if (proposed > 0) sentence += ", " + counted(proposed, "rests on a block that is", "rest on blocks that are") + " not final";
    return sentence;
}

}  // namespace

Verdict judge_report(const Report& report) {
    if (report.error) return {VerdictStatus::unreadable, "The bundle or the policy can't be read."};
    const std::size_t claims = count(report.claims, [](const ClaimReport& c) { return c.status == ClaimStatus::refused; });
    const std::size_t chains = count(report.chains, [](const ChainReport& chain) { return chain.error.has_value(); });
    const bool no_margin = !report.margin || report.margin->error.has_value();
    if (claims + chains + report.refused.size() > 0 || no_margin) {
        std::string sentence;
        const auto add = [&](std::string part) { sentence += (sentence.empty() ? "" : ", ") + part; };
        if (claims > 0) add(counted(claims, "claim", "claims") + " of " + std::to_string(report.claims.size()) + " refused");
        if (chains > 0) add(counted(chains, "chain", "chains") + " not followed");
        if (!report.refused.empty()) add(counted(report.refused.size(), "other statement", "other statements") + " refused");
        if (no_margin) add("no margin can be computed");
        return {VerdictStatus::refused, sentence + "."};
    }
    const std::string proven = proven_balances(report);
    const std::size_t differing = count(report.comparison, [](const ComparisonRow& row) { return !row.agrees; });
    if (differing > 0) {
        return {VerdictStatus::differs, proven + "; " + std::to_string(differing) + " of the venue's " +
                                            counted(report.comparison.size(), "figure", "figures") + " differ from ours."};
    }
    if (report.comparison.empty()) return {VerdictStatus::agrees, proven + "; the venue reported nothing to compare."};
    return {VerdictStatus::agrees,
            proven + "; the venue's " + counted(report.comparison.size(), "figure agrees", "figures agree") + " with ours."};
}

}  // namespace clearmargin
