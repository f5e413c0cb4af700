#include "core/report/report_writer.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"

using namespace clearmargin;

namespace {

EvidenceSource source(EvidenceLevel level, UnixSeconds as_of) {
    EvidenceSource out;
    out.level = level;
    out.rests_on = "someone";
    out.as_of = as_of;
    return out;
}

}  // namespace

TEST_CASE("EvidenceTable", "[report]") {
    EvidenceTable table;
    const EvidenceRef a = table.add(source(EvidenceLevel::proven, 1));
    const EvidenceRef b = table.add(source(EvidenceLevel::reported, 2));
    CHECK(table.add(source(EvidenceLevel::proven, 1)) == a);
    CHECK(table.sources().size() == 2);
    CHECK(table[table.combine(b, a)] == EvidenceBasis{EvidenceLevel::reported, {0, 1}});
    CHECK(table.combine(a, b) == table.combine(b, a));
    CHECK(table.combine(EvidenceRef{}, a) == a);
    CHECK(table[EvidenceRef{}] == EvidenceBasis{});
    SECTION("keeps the sources of both, each once") {
        const EvidenceRef c = table.add_reported("another", 3);
        const EvidenceRef all = table.combine(table.combine(c, a), table.combine(a, b));
        CHECK(table[all].from == std::vector<std::uint32_t>{0, 1, 2});
    }
    SECTION("keeps a level that is stated for its sources") {
        CHECK(table[table.refer({EvidenceLevel::attested, {0}})].level == EvidenceLevel::attested);
        CHECK(table[a].level == EvidenceLevel::proven);
    }
}

TEST_CASE("write_report", "[report]") {
    Report report;
    report.now = 100;
    report.verdict = {VerdictStatus::differs, "They differ."};
    ClaimReport claim;
    claim.status = ClaimStatus::counted;
    claim.amount = {parse_decimal("2.5").value(), "ETH", report.evidence.add(source(EvidenceLevel::proven, 40)), ""};
    report.claims.push_back(claim);
    claim.status = ClaimStatus::refused;
    claim.error = refuse(ErrorCode::wrong_length, "claims[1].proof", 2, 1);
    report.claims.push_back(claim);
    report.section.margin = MarginReport{};
    report.section.margin->account.margin_ratio = {std::nullopt, "1", {}, "infinite"};

    const auto document = parse_json(write_report(report));
    REQUIRE(document.ok());
    const JsonReader root(document.value());
    CHECK(root.member("verdict").value().member("exit_code").value().u64().value() == 4);
    const auto evidence = root.member("evidence").value().elements(1).value();
    CHECK(evidence.at(0).member("age").value().u64().value() == 60);
    const auto claims = root.member("claims").value().elements(2).value();
    CHECK(claims.at(0).member("amount").value().member("level").value().string().value() == "proven");
    CHECK(claims.at(1).member("amount").value().is_null());
    CHECK(claims.at(1).member("error").value().member("name").value().string().value() == "wrong_length");
    const auto ratio = root.member("margin").value().member("margin_ratio").value();
    CHECK(ratio.member("value").value().is_null());
    CHECK(ratio.member("reason").value().string().value() == "infinite");

    SECTION("counts what is dated after now as new, not as old") {
        report.now = 10;
        const auto early = parse_json(write_report(report)).value();
        CHECK(JsonReader(early).member("evidence").value().elements(1).value()[0].member("age").value().u64().value() ==
              0);
    }
}

TEST_CASE("exit_code", "[report]") {
    CHECK(exit_code(VerdictStatus::agrees) == 0);
    CHECK(exit_code(VerdictStatus::unreadable) == 2);
    CHECK(exit_code(VerdictStatus::refused) == 3);
    CHECK(exit_code(VerdictStatus::differs) == 4);
}
