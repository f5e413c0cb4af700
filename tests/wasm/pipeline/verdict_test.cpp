#include "wasm/pipeline/verdict.hpp"

#include <catch2/catch.hpp>
#include <utility>

using namespace clearmargin;

namespace {

Refusal refusal() { return refuse(ErrorCode::position_too_old, "positions[0].as_of", "a"); }

/// A report with a margin, in which nothing was refused.
Report sound() {
    Report report;
    report.section.margin.emplace();
    return report;
}

void check(const Report& report, VerdictStatus status, const std::string& sentence) {
    const Verdict verdict = judge_report(report);
    CHECK(verdict.status == status);
    CHECK(verdict.sentence == sentence);
}

}  // namespace

TEST_CASE("judge_report", "[pipeline][verdict]") {
    Report report = sound();
    SECTION("of one that can't be read, whatever else there is") {
        report.error = refusal();
        report.refused.push_back(refusal());
        check(report, VerdictStatus::unreadable, "The bundle or the policy can't be read.");
    }
    SECTION("of one in which all holds") {
        check(report, VerdictStatus::agrees, "No balance is proven; the venue reported nothing to compare.");
        report.comparison.emplace_back().agrees = true;
        check(report, VerdictStatus::agrees, "No balance is proven; the venue's 1 figure agrees with ours.");
        report.comparison.emplace_back().agrees = true;
        check(report, VerdictStatus::agrees, "No balance is proven; the venue's 2 figures agree with ours.");
    }
    SECTION("of one in which a figure differs") {
        report.comparison.emplace_back();
        check(report, VerdictStatus::differs, "No balance is proven; 1 of the venue's 1 figure differs from ours.");
        report.comparison.emplace_back().agrees = true;
        check(report, VerdictStatus::differs, "No balance is proven; 1 of the venue's 2 figures differs from ours.");
        report.comparison.emplace_back();
        check(report, VerdictStatus::differs, "No balance is proven; 2 of the venue's 3 figures differ from ours.");
    }
    SECTION("of one with a refusal, which comes before a difference") {
        report.comparison.emplace_back();
        report.refused.push_back(refusal());
        check(report, VerdictStatus::refused, "1 other statement refused.");
        report.claims.emplace_back();
        report.chains.emplace_back().error = refusal();
        check(report, VerdictStatus::refused, "1 claim of 1 refused, 1 chain not followed, 1 other statement refused.");
    }
    SECTION("of one without margin") {
        report.section.margin->error = refusal();
        check(report, VerdictStatus::refused, "no margin can be computed.");
        report.refused = {refusal(), refusal()};
        check(report, VerdictStatus::refused, "2 other statements refused, no margin can be computed.");
        report.section.margin.reset();
        check(report, VerdictStatus::refused, "2 other statements refused, no margin can be computed.");
    }
}
