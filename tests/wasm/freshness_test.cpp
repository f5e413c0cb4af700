// The limits on how fresh and how well signed a chain has to be: exactly at each, and one over.
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
    Json bundle = read_json(fixture("one-chain/bundle.json"));
    Json policy = read_json(fixture("one-chain/policy.json"));
    std::string now = read_json(fixture("one-chain/expected.json")).find("now")->get_if<Json::Number>()->text;

    void limit(std::string_view name, Json value) { set(policy, "limits", object({entry(std::string(name), value)})); }
    [[nodiscard]] Json report() const {
        return parse_json(verify_bundle(json_text(bundle), json_text(policy), now)).value();
    }
    [[nodiscard]] JsonReader chain_data() const { return member(member(JsonReader(bundle), "chains"), fixture_chain); }
};

Json number_of(std::uint64_t value) { return Json(Json::Number{std::to_string(value)}); }

JsonReader row_of(const Json& report) { return member(JsonReader(report), "chains").elements(1).value()[0]; }

std::string error_at(const JsonReader& place) {
    const JsonReader error = member(place, "error");
    if (error.is_null()) return "";
    return std::string(member(error, "name").string().value()) + " at " +
           std::string(member(error, "where").string().value());
}

}  // namespace

TEST_CASE("a report says how far finality lags, and refuses a chain where it lags too far", "[pipeline]") {
    Fixture sample;
    const Json report = sample.report();
    const JsonReader lag = member(row_of(report), "finality_lag");
    const auto seconds = member(lag, "seconds").u64().value();
    const auto time_of = [&](std::string_view name) { return member(member(row_of(report), name), "time").u64().value(); };
    REQUIRE(seconds > 0);
    CHECK(seconds == time_of("optimistic") - time_of("finalized"));
    CHECK(member(lag, "slots").u64().value() * 12 == seconds);
    CHECK(member(member(row_of(report), "checkpoint"), "max_age").u64().value() == 1'209'600);

    sample.limit("max_finality_lag", number_of(seconds));
    CHECK(error_at(row_of(sample.report())).empty());
    sample.limit("max_finality_lag", number_of(seconds - 1));
    const Json refused = sample.report();
    CHECK(error_at(row_of(refused)) == "finality_lag_too_large at chains.eip155:7357");
    CHECK(member(member(row_of(refused), "error"), "kind").string().value() == "insufficient");
    for (const JsonReader& claim : member(JsonReader(refused), "claims").elements(64).value()) {
        CHECK(member(claim, "status").string().value() == "refused");
    }
}

TEST_CASE("advance_light_client keeps the store of a chain whose finality lags", "[pipeline]") {
    Fixture sample;
    sample.limit("max_finality_lag", number_of(0));
    const Json answer = parse_json(advance_light_client("", json_text(sample.chain_data().json()),
                                                        json_text(sample.policy), fixture_chain, sample.now)).value();
    CHECK(error_at(member(JsonReader(answer), "chain")) == "finality_lag_too_large at chain_data");
    CHECK(member(JsonReader(answer), "store").is_object());
}

TEST_CASE("a policy can ask for more signers than two thirds", "[pipeline]") {
    Fixture sample;
    const Json plain = sample.report();
    const std::uint64_t size = member(member(row_of(plain), "finalized"), "committee_size").u64().value();
    const std::uint64_t signers = member(member(row_of(plain), "finalized"), "participation").u64().value();
    CHECK(member(row_of(plain), "min_participation").u64().value() == (2 * size + 2) / 3);
    REQUIRE(size == 512);
    REQUIRE(signers < size);
    const auto share = [&](std::uint64_t count) { return Json(to_string(Decimal::from_units(count * Int128{Decimal::one_units / 512}))); };

    sample.limit("min_participation", share(signers));
    const Json exact = sample.report();
    CHECK(member(row_of(exact), "min_participation").u64().value() == signers);
    CHECK(json_text(member(row_of(exact), "finalized").json()) == json_text(member(row_of(plain), "finalized").json()));

    sample.limit("min_participation", share(signers + 1));
    const Json raised = sample.report();
    CHECK(member(row_of(raised), "min_participation").u64().value() == signers + 1);
    const JsonReader update = member(row_of(raised), "updates").elements(8).value()[0];
    CHECK_FALSE(member(update, "accepted").boolean().value());
    CHECK(error_at(update) ==
          "insufficient_participation at chains.eip155:7357.finality_updates[0].data.sync_aggregate.sync_committee_bits");
    CHECK(member(member(row_of(raised), "finalized"), "participation").u64().value() == 0);

    SECTION("of a kept store too") {
        const auto advance = [&](const std::string& store) {
            return parse_json(advance_light_client(store, json_text(sample.chain_data().json()),
                                                   json_text(sample.policy), fixture_chain, sample.now)).value();
        };
        sample.limit("min_participation", share(signers));
        const std::string store = json_text(*advance("").find("store"));
        CHECK(member(JsonReader(advance(store)), "error").is_null());
        sample.limit("min_participation", share(signers + 1));
        CHECK(error_at(JsonReader(advance(store))) ==
              "insufficient_participation at store.trust.finalization.participants");
    }
    SECTION("rounded up to whole signers") {
        sample.limit("min_participation", Json(to_string(Decimal::from_units(Int128{signers} * (Decimal::one_units / 512) + 1))));
        CHECK(member(row_of(sample.report()), "min_participation").u64().value() == signers + 1);
    }
}

TEST_CASE("a checkpoint may be half as old once Gloas is active, where the policy does not say", "[pipeline]") {
    const Fixture sample;
    const Json today = sample.report();
    const std::uint64_t now = std::stoull(sample.now);
    const std::uint64_t age = member(member(row_of(today), "checkpoint"), "age").u64().value();
    const std::uint64_t six_days_old = now + 518'400 - age;
    constexpr std::uint64_t genesis_time = 1'780'000'000;
    const std::uint64_t next_epoch = (now - genesis_time) / 384 + 1;
    const std::string last_fork = R"("version":"0x06007357"})";
    const std::string gloas = R"(,{"fork":"gloas","epoch":)" + std::to_string(next_epoch) + R"(,"version":"0x07007357"})";
    const std::string before_gloas = json_text(sample.policy);
    std::string policy = before_gloas;
    REQUIRE(policy.find(last_fork) != std::string::npos);
    policy.insert(policy.find(last_fork) + last_fork.size(), gloas);

    const auto row_at = [&](const std::string& by, std::uint64_t at) {
        return json_text(row_of(parse_json(verify_bundle(json_text(sample.bundle), by, std::to_string(at))).value()).json());
    };
    const auto error_of_row = [&](const std::string& by, std::uint64_t at) {
        const Json row = parse_json(row_at(by, at)).value();
        return error_at(JsonReader(row));
    };
    CHECK(row_at(policy, six_days_old).find(R"("max_age":518400)") != std::string::npos);
    CHECK(error_of_row(policy, six_days_old).empty());
    CHECK(error_of_row(policy, six_days_old + 1) == "checkpoint_too_old at chains.eip155:7357.bootstrap");
    CHECK(error_of_row(before_gloas, six_days_old + 1).empty());

    Fixture stated;
    stated.policy = parse_json(policy).value();
    stated.limit("max_checkpoint_age", number_of(518'401));
    CHECK(error_of_row(json_text(stated.policy), six_days_old + 1).empty());
}
