// Input made to crash, hang or exhaust: each ends in a report with a code and a path.
#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"
#include "tests/support/vectors.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;

namespace {

struct Sample {
    std::string bundle = tests::read_file(tests::fixture("sample/bundle.json"));
    std::string policy = tests::read_file(tests::fixture("sample/policy.json"));
};

struct Outcome {
    std::string status;
    std::string error;  ///< its name; empty where the documents could be read
    std::string where;
};

Outcome outcome_of(const std::string& bundle, const std::string& policy) {
    const auto report = parse_json(verify_bundle(bundle, policy, "1789915462"));
    REQUIRE(report.ok());
    const JsonReader root(report.value());
    Outcome outcome;
    outcome.status = root.member("verdict").value().member("status").value().string().value();
    const auto error = root.member("error").value();
    if (!error.is_null()) {
        outcome.error = error.member("name").value().string().value();
        outcome.where = error.member("where").value().string().value();
    }
    return outcome;
}

void check_refused(const std::string& bundle, const std::string& policy, std::string_view name, std::string_view where) {
    const Outcome outcome = outcome_of(bundle, policy);
    CHECK(outcome.status == "unreadable");
    CHECK(outcome.error == name);
    CHECK(outcome.where == where);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("hostile documents", "[pipeline][hostile]") {
    const Sample sample;
    SECTION("empty") {
        check_refused("", sample.policy, "malformed_json", "bundle");
        check_refused(sample.bundle, "", "malformed_json", "policy");
    }
    SECTION("10 MB of nesting") {
        check_refused(std::string(10'000'000, '['), sample.policy, "input_too_large", "bundle");
        check_refused(sample.bundle, std::string(10'000'000, '{'), "input_too_large", "policy");
    }
    SECTION("as much nesting as fits") {
        check_refused(std::string(8'000'000, '['), sample.policy, "nesting_too_deep", "bundle" + [] {
            std::string path;
            for (int i = 0; i < 31; ++i) path += "[0]";
            return path;
        }());
    }
    SECTION("millions of values") {
        std::string values = "[0";
        while (values.size() < 7'000'000) values += ",0";
        check_refused(values + "]", sample.policy, "input_too_large", "bundle");
    }
    SECTION("duplicate keys") {
        check_refused(replaced(sample.bundle, "\"account\"", "\"account\": \"x\", \"account\""), sample.policy,
                      "duplicate_key", "bundle");
    }
    SECTION("one long text") {
        check_refused("\"" + std::string(7'000'000, 'x') + "\"", sample.policy, "wrong_type", "bundle");
    }
    SECTION("bytes that are no UTF-8") {
        check_refused(replaced(sample.bundle, "clearmargin/bundle/1", "\xc3\x28"), sample.policy, "malformed_json", "bundle");
    }
}

TEST_CASE("hostile numbers", "[pipeline][hostile]") {
    const Sample sample;
    const std::string number = GENERATE("1e400", "-0", "1e-400", "340282366920938463463374607431768211456", "0.1", "null", "{}",
                                        "\"\"", "\"--1\"", "\"NaN\"", "\"1e5\"", "true");
    CAPTURE(number);
    // In a place that is a claim's, a position's and a price's own: the documents as such can be read or not, and nothing
    // that is no number becomes one.
    for (const std::string what : {"\"qty\": ", "\"price\": ", "\"as_of\": "}) {
        const auto at = sample.bundle.find(what);
        REQUIRE(at != std::string::npos);
        const auto start = at + what.size();
        const auto end = sample.bundle.find_first_of(",\n}", start);
        std::string bundle = sample.bundle;
        bundle.replace(start, end - start, number);
        const Outcome outcome = outcome_of(bundle, sample.policy);
        CAPTURE(what);
        const bool is_maker_time = what == "\"as_of\": ";  // the first is the bundle's own, which decides nothing
        if (!is_maker_time) CHECK((outcome.status == "refused" || outcome.status == "unreadable"));
    }
}

TEST_CASE("hostile types", "[pipeline][hostile]") {
    const Sample sample;
    const auto document = parse_json(sample.bundle);
    REQUIRE(document.ok());
    const auto* members = document.value().get_if<Json::Object>();
    for (const Json::Member& member : *members) {
        for (const std::string value : {"null", "[]", "{}", "7", "\"x\"", "true", "[[]]", "[{}]", "{\"a\":{}}"}) {
            // The first occurrence of a top-level name is its definition: the document is written so.
            std::string bundle = sample.bundle;
            const auto at = bundle.find("\"" + member.name + "\"");
            REQUIRE(at != std::string::npos);
            bundle.replace(at, member.name.size() + 2, "\"" + member.name + "\": " + value + ", \"x\"");
            const Outcome outcome = outcome_of(bundle, sample.policy);
            CAPTURE(member.name, value);
            CHECK_FALSE(outcome.status.empty());
            if (outcome.status == "unreadable") CHECK_FALSE(outcome.error.empty());
        }
    }
}

TEST_CASE("documents cut short", "[pipeline][hostile]") {
    const Sample sample;
    std::size_t cut = 0;
    for (std::size_t size = 0; size < sample.bundle.size(); size += 97, ++cut) {
        const Outcome outcome = outcome_of(sample.bundle.substr(0, size), sample.policy);
        if (outcome.status != "unreadable" || outcome.error != "malformed_json" || outcome.where != "bundle") {
            FAIL_CHECK("cut at byte " << size << ": " << outcome.status << " " << outcome.error << " " << outcome.where);
        }
    }
    for (std::size_t size = 0; size < sample.policy.size(); size += 97, ++cut) {
        const Outcome outcome = outcome_of(sample.bundle, sample.policy.substr(0, size));
        if (outcome.error != "malformed_json" || outcome.where != "policy") {
            FAIL_CHECK("cut at byte " << size << ": " << outcome.status << " " << outcome.error << " " << outcome.where);
        }
    }
    CHECK(cut > 500);
}
