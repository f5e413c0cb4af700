#include "wasm/pipeline/verdict.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace clearmargin {
namespace {

template <class T, class Is>
std::size_t count(const std::vector<T>& items, Is is) {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is));
}

/// "1 claim", "2 claims"
void add_count(std::string& sentence, std::size_t number, std::string_view one, std::string_view many) {
    sentence += std::to_string(number);
    sentence += ' ';
    sentence += number == 1 ? one : many;
}

/// "2 balances are proven, 1 rests on a block that is not final"
void add_proven_balances(std::string& sentence, const Report& report) {
    const auto at_level = [&](EvidenceLevel level) {
        return count(report.claims, [&](const ClaimReport& claim) {
            return claim.status == ClaimStatus::counted && report.evidence[claim.amount.evidence].level == level;
        });
    };
    const std::size_t proven = at_level(EvidenceLevel::proven);
    const std::size_t proposed = at_level(EvidenceLevel::proposed);
    if (proven == 0) {
        sentence += "No balance is";
    } else {
        add_count(sentence, proven, "balance is", "balances are");
    }
    sentence += " proven";
    if (proposed == 0) return;
    sentence += ", ";
    add_count(sentence, proposed, "rests on a block that is", "rest on blocks that are");
    sentence += " not final";
}

/// The sentence of a report in which something was refused; empty where nothing was.
std::string describe_refusals(const Report& report) {
    std::string sentence;
    const auto add = [&](std::size_t number, std::string_view one, std::string_view many) {
        if (number == 0) return false;
        if (!sentence.empty()) sentence += ", ";
        add_count(sentence, number, one, many);
        return true;
    };
    const std::size_t claims = count(report.claims, [](const ClaimReport& c) { return c.status == ClaimStatus::refused; });
    if (add(claims, "claim of ", "claims of ")) {
        sentence += std::to_string(report.claims.size());
        sentence += " refused";
    }
    add(count(report.events, [](const EventReport& event) { return event.status == HistoryStatus::refused; }),
        "event refused", "events refused");
    add(count(report.transactions, [](const TransactionReport& item) { return item.status == HistoryStatus::refused; }),
        "transaction refused", "transactions refused");
    add(count(report.chains, [](const ChainReport& chain) { return chain.error.present(); }), "chain not followed",
        "chains not followed");
    add(report.refused.size(), "other statement refused", "other statements refused");
    if (!report.section.margin || report.section.margin->error.present()) {
        sentence += sentence.empty() ? "no margin can be computed" : ", no margin can be computed";
    }
    if (!sentence.empty()) sentence += '.';
    return sentence;
}

}  // namespace

Verdict judge_report(const Report& report) {
    if (report.error.present()) return {VerdictStatus::unreadable, "The bundle or the policy can't be read."};
    std::string sentence = describe_refusals(report);
    if (!sentence.empty()) return {VerdictStatus::refused, std::move(sentence)};
    add_proven_balances(sentence, report);
    const std::size_t compared = report.comparison.size();
    const std::size_t differing = count(report.comparison, [](const ComparisonRow& row) { return !row.agrees; });
    if (compared == 0) {
        sentence += "; the venue reported nothing to compare.";
    } else if (differing == 0) {
        sentence += "; the venue's ";
        add_count(sentence, compared, "figure agrees with ours.", "figures agree with ours.");
    } else {
        sentence += "; ";
        sentence += std::to_string(differing);
        sentence += " of the venue's ";
        add_count(sentence, compared, "figure", "figures");
        sentence += differing == 1 ? " differs from ours." : " differ from ours.";
    }
    return {differing == 0 ? VerdictStatus::agrees : VerdictStatus::differs, std::move(sentence)};
}

}  // namespace clearmargin
