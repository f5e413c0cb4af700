#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

constexpr std::string_view fixture_chain = "eip155:7357";

struct Fixture {
    explicit Fixture(const std::string& name)
        : bundle(read_json(fixture(name + "/bundle.json"))),
          policy(read_json(fixture(name + "/policy.json"))),
          now(read_json(fixture(name + "/expected.json")).find("now")->get_if<Json::Number>()->text) {
        const Json data = member(member(JsonReader(bundle), "chains"), fixture_chain).json();
        const Json answer = parse_json(advance_light_client("", json_text(data), json_text(policy), fixture_chain, now)).value();
        store = *answer.find("store");
        report = parse_json(verify_bundle(json_text(bundle), json_text(policy), now)).value();
        Json others = object({});
        for (const Json::Member& chain : *bundle.find("chains")->get_if<Json::Object>()) {
            if (chain.name != fixture_chain) others.get_if<Json::Object>()->push_back(chain);
        }
        set(bundle, "chains", std::move(others));
    }
    [[nodiscard]] Json verify(const Json& stores) const {
        return parse_json(verify_claims(json_text(stores), json_text(bundle), json_text(policy), now)).value();
    }
    [[nodiscard]] Json stores() const { return object({entry(std::string(fixture_chain), store)}); }

    Json bundle;  ///< without its light-client data
    Json policy;
    std::string now;
    Json store;
    Json report;  ///< on the whole bundle
};

std::string text_at(const Json& document, std::string_view name) { return json_text(*document.find(name)); }

std::string error_at(const JsonReader& place) {
    const JsonReader error = member(place, "error");
    if (error.is_null()) return "";
    return std::string(member(error, "name").string().value()) + " at " +
           std::string(member(error, "where").string().value());
}

JsonReader first_of(const Json& document, std::string_view list) {
    return member(JsonReader(document), list).elements(64).value().at(0);
}

}  // namespace

TEST_CASE("verify_claims", "[pipeline]") {
    const std::string name = GENERATE("one-chain", "sample");
    const Fixture sample(name);
    const Json answer = sample.verify(sample.stores());
    REQUIRE(error_at(JsonReader(answer)).empty());
    CHECK(member(JsonReader(answer), "format").string().value() == "clearmargin/claims/1");

    SECTION("comes to the claims and collateral that the whole bundle does") {
        CHECK(text_at(answer, "claims") == text_at(sample.report, "claims"));
        const Json& inputs = *sample.report.find("inputs");
        CHECK(text_at(answer, "collateral_inputs") == text_at(inputs, "collateral"));
        CHECK(json_text(member(first_of(answer, "chains"), "finalized").json()) ==
              json_text(member(first_of(sample.report, "chains"), "finalized").json()));
        CHECK(text_at(answer, "events") == "[]");
    }
    SECTION("does not look at light-client data in the bundle") {
        Fixture other(name);
        other.bundle = read_json(fixture(name + "/bundle.json"));
        const Json none = other.verify(object({}));
        CHECK(error_at(first_of(none, "chains")) == "missing_chain_data at stores.eip155:7357");
        CHECK(error_at(first_of(none, "claims")) == "missing_chain_data at stores.eip155:7357");
        CHECK(text_at(none, "collateral_inputs") == "[]");
        CHECK(text_at(other.verify(other.stores()), "claims") == text_at(answer, "claims"));
    }
    SECTION("takes no store from the bundle") {
        Fixture other(name);
        Json chain = object({entry("kind", "ethereum"), entry("store", other.store),
                             entry("is_followed_from_store", Json(false))});
        set(other.bundle, "chains", object({entry(std::string(fixture_chain), chain)}));
        CHECK(error_at(first_of(other.verify(object({})), "chains")) == "missing_chain_data at stores.eip155:7357");
        const Json report = parse_json(verify_bundle(json_text(other.bundle), json_text(other.policy), other.now)).value();
        CHECK(error_at(first_of(report, "chains")) == "missing_member at chains.eip155:7357.bootstrap");
    }
    SECTION("refuses each claim of a chain whose store was altered, with the reason") {
        Json altered = sample.store;
        set(altered, "current_max_active_participants", Json(std::string("7")));
        const Json refused = sample.verify(object({entry(std::string(fixture_chain), altered)}));
        CHECK(error_at(first_of(refused, "chains")) == "store_altered at stores.eip155:7357.checksum");
        CHECK(error_at(first_of(refused, "claims")) == "store_altered at stores.eip155:7357.checksum");
        CHECK(text_at(refused, "collateral_inputs") == "[]");
    }
    SECTION("refuses a store of a chain that the policy does not trust") {
        const Json refused = sample.verify(object({entry("eip155:1", sample.store)}));
        CHECK(error_at(first_of(refused, "chains")) == "chain_not_in_policy at stores.eip155:1");
        CHECK(error_at(first_of(refused, "claims")) == "missing_chain_data at claims[0].chain");
    }
    SECTION("refuses claims whose block the store does not prove, or whose block is too old") {
        Fixture other(name);
        other.now = std::to_string(std::stoull(other.now) + 100'000);
        const Json old = other.verify(other.stores());
        CHECK(error_at(first_of(old, "claims")) == "header_too_old at claims[0].block");
    }
}

TEST_CASE("verify_claims says what it can't read", "[pipeline]") {
    const Fixture sample("one-chain");
    const std::string stores = json_text(sample.stores());
    const std::string bundle = json_text(sample.bundle);
    const std::string policy = json_text(sample.policy);
    const auto error = [](const std::string& text) { return error_at(JsonReader(parse_json(text).value())); };
    CHECK(error(verify_claims("", bundle, policy, sample.now)) == "malformed_json at stores");
    CHECK(error(verify_claims("[]", bundle, policy, sample.now)) == "wrong_type at stores");
    CHECK(error(verify_claims(stores, "", policy, sample.now)) == "malformed_json at bundle");
    CHECK(error(verify_claims(stores, "[]", policy, sample.now)) == "wrong_type at bundle");
    CHECK(error(verify_claims(stores, bundle, "", sample.now)) == "malformed_json at policy");
    CHECK(error(verify_claims(stores, bundle, "{}", sample.now)) == "missing_member at policy.format");
    CHECK(error(verify_claims(stores, bundle, policy, "x")) == "malformed_time at now");
    Json other = sample.bundle;
    set(other, "account", Json(std::string("eip155:1:0x1111111111111111111111111111111111111111")));
    CHECK(error(verify_claims(stores, json_text(other), policy, sample.now)) == "account_not_in_policy at bundle.account");
}

TEST_CASE("verify_claims takes blocks that are not final from a store only where the policy does", "[pipeline]") {
    Fixture optimistic("optimistic");
    const Json answer = optimistic.verify(optimistic.stores());
    CHECK(text_at(answer, "claims") == text_at(optimistic.report, "claims"));
    set(*const_cast<Json*>(optimistic.policy.find("trust")->find(fixture_chain)), "accept", Json(std::string("finalized")));
    const Json final_only = optimistic.verify(optimistic.stores());
    bool is_any_refused = false;
    for (const JsonReader& claim : member(JsonReader(final_only), "claims").elements(64).value()) {
        if (error_at(claim).starts_with("block_not_proven at ")) is_any_refused = true;
    }
    CHECK(is_any_refused);
}
