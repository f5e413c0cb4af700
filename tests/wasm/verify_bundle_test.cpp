#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "tests/support/vectors.hpp"
#include "tests/wasm/expected_report.hpp"
#include "tests/wasm/fixture_names.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;

namespace {

/// The report of a fixture, judged at the time its expectation names.
Json report_of(const std::string& bundle, const std::string& policy, const std::string& now) {
    auto report = parse_json(verify_bundle(bundle, policy, now));
    REQUIRE(report.ok());
    return std::move(report).value();
}

struct Fixture {
    explicit Fixture(const std::string& name)
        : bundle(tests::read_file(tests::fixture(name + "/bundle.json"))),
          policy(tests::read_file(tests::fixture(name + "/policy.json"))),
          expected(parse_json(tests::read_file(tests::fixture(name + "/expected.json"))).value()),
          now(expected.find("now")->get_if<Json::Number>()->text) {}
    std::string bundle;
    std::string policy;
    Json expected;
    std::string now;
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("verify_bundle gives each fixture its expected report", "[pipeline]") {
    const std::string name(GENERATE(from_range(tests::fixture_names.begin(), tests::fixture_names.end())));
    const Fixture fixture(name);
    const Json report = report_of(fixture.bundle, fixture.policy, fixture.now);
    CAPTURE(name);
    for (const std::string& difference : tests::differences(fixture.expected, report)) FAIL_CHECK(difference);
    CHECK(report.find("error")->get_if<Json::Null>() != nullptr);
}

TEST_CASE("a model's figure is compared with the tolerance that is stated", "[pipeline]") {
    const auto differs = [](const char* expected, const char* actual) {
        return !tests::differences(parse_json(expected).value(), parse_json(actual).value()).empty();
    };
    constexpr auto expected = R"({"figure": {"near": "-2000", "relative": "0.001"}})";
    CHECK_FALSE(differs(expected, R"({"figure": {"value": "-2002"}})"));
    CHECK_FALSE(differs(expected, R"({"figure": "-1998"})"));
    CHECK(differs(expected, R"({"figure": {"value": "-2002.000000000000000001"}})"));
    CHECK(differs(expected, R"({"figure": {"value": "2000"}})"));
    CHECK(differs(expected, R"({"figure": {"value": null}})"));
    CHECK(differs(expected, R"({})"));
}

TEST_CASE("verify_bundle compares an option's liquidation price as its underlying's", "[pipeline]") {
    // A short call loses where its underlying rises, and so does a long put; a short put where it falls.
    const Fixture fixture("options");
    const std::string theirs = R"("liquidation_prices": {"short-calls": "4225.43", "coin-puts": "1685.52", "long-puts": "4225.43", )";
    const Json report = report_of(replaced(fixture.bundle, R"("liquidation_prices": {)", theirs), fixture.policy, fixture.now);
    const JsonReader root(report);
    CHECK(root.member("verdict").value().member("status").value().string().value() == "agrees");
    const auto rows = root.member("comparison").value().elements(16).value();
    REQUIRE(rows.size() >= 6);
    CHECK(rows[3].member("figure").value().string().value() == "liquidation_prices.short-calls");
    for (std::size_t i = 3; i < 6; ++i) CHECK(rows[i].member("agrees").value().boolean().value());
}

TEST_CASE("verify_bundle gives the same bytes for the same input", "[pipeline]") {
    const Fixture fixture("sample");
    CHECK(verify_bundle(fixture.bundle, fixture.policy, fixture.now) ==
          verify_bundle(fixture.bundle, fixture.policy, fixture.now));
}

TEST_CASE("verify_bundle says what it can't read", "[pipeline]") {
    const Fixture fixture("sample");
    struct Case {
        std::string bundle;
        std::string policy;
        std::string now;
        std::string name;
        std::string where;
    };
    const auto [bundle, policy, now, name, where] = GENERATE_REF(values<Case>({
        {"", fixture.policy, fixture.now, "malformed_json", "bundle"},
        {fixture.bundle, "", fixture.now, "malformed_json", "policy"},
        {"[]", fixture.policy, fixture.now, "wrong_type", "bundle"},
        {fixture.bundle, "{}", fixture.now, "missing_member", "policy.format"},
        {fixture.bundle, fixture.policy, "", "malformed_time", "now"},
        {fixture.bundle, fixture.policy, "-1", "malformed_time", "now"},
        {fixture.bundle, fixture.policy, "1e9", "malformed_time", "now"},
        {fixture.bundle, fixture.policy, "9007199254740992", "malformed_time", "now"},
        {replaced(fixture.bundle, "clearmargin/bundle/1", "clearmargin/bundle/9"), fixture.policy, fixture.now,
         "unsupported_version", "bundle.format"},
    }));
    const Json report = report_of(bundle, policy, now);
    const JsonReader root(report);
    CHECK(root.member("verdict").value().member("exit_code").value().u64().value() == 2);
    const auto error = root.member("error").value();
    CHECK(error.member("name").value().string().value() == name);
    CHECK(error.member("where").value().string().value() == where);
}

TEST_CASE("verify_bundle judges for an account of the policy only", "[pipeline]") {
    const Fixture fixture("one-chain");
    Json bundle = parse_json(fixture.bundle).value();
    tests::set(bundle, "account", Json(std::string("eip155:7357:0x1111111111111111111111111111111111111111")));
    const Json report = report_of(tests::json_text(bundle), fixture.policy, fixture.now);
    const JsonReader error = tests::member(JsonReader(report), "error");
    CHECK(tests::member(error, "name").string().value() == "account_not_in_policy");
    CHECK(tests::member(error, "where").string().value() == "bundle.account");
}

TEST_CASE("verify_bundle computes no margin without a position that it refused", "[pipeline]") {
    // It would be another account's.
    const Fixture fixture("one-chain");
    Json bundle = parse_json(fixture.bundle).value();
    auto& positions = *const_cast<Json*>(bundle.find("positions"))->get_if<Json::Array>();
    REQUIRE_FALSE(positions.empty());
    const Json whole = report_of(fixture.bundle, fixture.policy, fixture.now);
    REQUIRE(tests::member(tests::member(JsonReader(whole), "margin"), "error").is_null());
    tests::set(positions.back(), "instrument", Json(std::string("other")));
    const Json report = report_of(tests::json_text(bundle), fixture.policy, fixture.now);
    const std::string where = "positions[" + std::to_string(positions.size() - 1) + "].instrument";
    const JsonReader error = tests::member(tests::member(JsonReader(report), "margin"), "error");
    CHECK(tests::member(error, "name").string().value() == "instrument_not_in_policy");
    CHECK(tests::member(error, "where").string().value() == where);
    CHECK(tests::member(JsonReader(report), "comparison").elements(8).value().empty());
    CHECK(tests::member(tests::member(JsonReader(report), "verdict"), "status").string().value() == "refused");
}

TEST_CASE("verify_bundle refuses what the venue reports where that can't be read", "[pipeline]") {
    const Fixture fixture("one-chain");
    Json bundle = parse_json(fixture.bundle).value();
    tests::set(bundle, "reported", tests::object({tests::entry("equity", "much")}));
    const Json report = report_of(tests::json_text(bundle), fixture.policy, fixture.now);
    CHECK(tests::member(JsonReader(report), "comparison").elements(8).value().empty());
    const auto refused = tests::member(JsonReader(report), "refused").elements(8).value();
    REQUIRE(refused.size() == 1);
    CHECK(tests::member(refused[0], "where").string().value() == "reported.equity");
    CHECK(tests::member(refused[0], "name").string().value() == "malformed_decimal");
}
