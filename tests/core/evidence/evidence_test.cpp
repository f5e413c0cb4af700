#include "core/evidence/evidence.hpp"

#include <catch2/catch.hpp>

#include "core/evidence/sentence.hpp"

using namespace clearmargin;

namespace {

EvidenceSource source(EvidenceLevel level, std::string rests_on) {
    EvidenceSource out;
    out.level = level;
    out.rests_on = std::move(rests_on);
    return out;
}

}  // namespace

TEST_CASE("combine", "[evidence]") {
    const Evidence proven = evidence_of(source(EvidenceLevel::proven, "a"));
    const Evidence reported = evidence_of(source(EvidenceLevel::reported, "b"));
    SECTION("carries the weakest level and all sources, each once") {
        const Evidence mixed = combine(combine(proven, reported), proven);
        CHECK(mixed.level == EvidenceLevel::reported);
        REQUIRE(mixed.sources.size() == 2);
        CHECK(mixed.sources[0].rests_on == "a");
        CHECK(mixed.sources[1].rests_on == "b");
    }
    SECTION("leaves evidence as it is when combined with none") {
        CHECK(combine(Evidence{}, reported).level == EvidenceLevel::reported);
        CHECK(combine(proven, Evidence{}).level == EvidenceLevel::proven);
    }
    SECTION("orders the levels proven, proposed, attested, reported") {
        CHECK(EvidenceLevel::proven > EvidenceLevel::proposed);
        CHECK(EvidenceLevel::proposed > EvidenceLevel::attested);
        CHECK(EvidenceLevel::attested > EvidenceLevel::reported);
    }
}

TEST_CASE("level_of_name", "[evidence]") {
    using enum EvidenceLevel;
    for (const EvidenceLevel level : {reported, attested, proposed, proven}) {
        CHECK(level_of_name(level_name(level)) == level);
    }
    for (const char* name : {"", "Proven", "proven ", "final"}) CHECK_FALSE(level_of_name(name).has_value());
}

TEST_CASE("with_step", "[evidence]") {
    const Evidence evidence = with_step(evidence_of(source(EvidenceLevel::proven, "a")), "account");
    CHECK(evidence.sources[0].path == std::vector<std::string>{"account"});
}

TEST_CASE("Sentence", "[evidence]") {
    const std::string_view name = "slot";
    Sentence sentence;
    sentence << name << " " << std::uint64_t{18446744073709551615U} << " of " << Bytes4{{0, 1, 0xab, 0xff}};
    CHECK(std::string_view(sentence) == "slot 18446744073709551615 of 0x0001abff");
}
