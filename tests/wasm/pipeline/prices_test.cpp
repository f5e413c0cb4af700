#include "wasm/pipeline/prices.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/codec/json_parse.hpp"
#include "core/result/error_registry.hpp"
#include "tests/support/json_build.hpp"
#include "wasm/bundle/bundle_reader.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

constexpr UnixSeconds now = 1'700'000'000;
const std::string ether = "eip155:1/slip44:60";
const std::string wrapped = "eip155:1/erc20:0x00000000000000000000000000000000000000a1";
const std::string dollar = "eip155:1/erc20:0x00000000000000000000000000000000000000a2";
const std::string unknown = "eip155:1/erc20:0x00000000000000000000000000000000000000a3";

Json source(const std::string& id, const std::string& price, UnixSeconds as_of = now) {
    return object({entry("kind", "reported"), entry("id", id), entry("price", price), entry("conf", "2"),
                   entry("as_of", std::to_string(as_of))});
}

Json price(const std::string& asset, std::vector<Json> sources) {
    return object({entry("asset", asset), entry("sources", array(std::move(sources)))});
}

Json position(const std::string& id, UnixSeconds as_of = now) {
    return object({entry("id", id), entry("instrument", "ETH-PERP"), entry("qty", "-3"), entry("entry", "2000"),
                   entry("funding_accrued", "1.5"), entry("as_of", std::to_string(as_of))});
}

/// A policy of one asset without a price, one with, one priced as another, and one instrument; and what is judged by it.
struct Scene {
    Scene() {
        policy.assets.push_back(AssetDefinition{AssetId{ether}, "ETH", {}, {}});
        policy.assets.push_back(AssetDefinition{AssetId{wrapped}, "WETH", {}, AssetId{ether}});
        policy.assets.push_back(AssetDefinition{AssetId{dollar}, "USDC", Decimal(1), {}});
        InstrumentTerms& instrument = policy.margin.instruments.emplace_back();
        instrument.id = "ETH-PERP";
        instrument.underlying = AssetId{ether};
        report.now = now;
    }
    void judge(std::vector<Json> prices, std::vector<Json> positions = {}) {
        document = object({entry("format", "clearmargin/bundle/1"),
                           entry("account", "eip155:1:0x00000000000000000000000000000000000000aa"),
                           entry("chains", object({})), entry("claims", array({})),
                           entry("prices", array(std::move(prices))), entry("positions", array(std::move(positions)))});
        bundle = read_bundle(document).value();
        judge_prices(policy, bundle, report);
        judge_positions(policy, bundle, report);
    }
    void check_refused(ErrorCode code, const std::string& where, std::size_t index = 0) const {
        REQUIRE(report.refused.size() > index);
        REQUIRE(report.refused[index].present());
        CHECK(error_entry(report.refused[index].error().code).name == error_entry(code).name);
        CHECK(report.refused[index].error().where == where);
    }
    [[nodiscard]] const SnapshotPrice& price_of(const std::string& asset) const {
        const SnapshotPrice* found = report.inputs.find_price(AssetId{asset});
        REQUIRE(found != nullptr);
        return *found;
    }
    [[nodiscard]] std::vector<std::string> words_behind(EvidenceRef reference) const {
        std::vector<std::string> out;
        for (const auto place : report.evidence[reference].from) out.push_back(report.evidence.sources()[place].rests_on);
        return out;
    }

    Json document;
    Policy policy;
    Bundle bundle;
    Report report;
};

}  // namespace

TEST_CASE("judge_prices", "[pipeline][price]") {
    Scene scene;
    SECTION("takes what a fresh source says, as its word") {
        scene.judge({price(ether, {source("a", "2100", now - 600)})});
        CHECK(scene.report.refused.empty());
        REQUIRE(scene.report.inputs.prices.size() == 2);
        CHECK(scene.price_of(ether).price == Decimal(2100));
        CHECK(scene.words_behind(scene.price_of(ether).evidence) == std::vector<std::string>{"the word of a"});
        CHECK(scene.report.evidence[scene.price_of(ether).evidence].level == EvidenceLevel::reported);
        CHECK(scene.price_of(dollar).price == Decimal(1));
        CHECK(scene.words_behind(scene.price_of(dollar).evidence) ==
              std::vector<std::string>{"a price that the policy takes for granted"});
    }
    SECTION("refuses where no source is fresh, with the first one's refusal") {
        scene.judge({price(ether, {source("a", "2100", now - 601), source("b", "2100", now + 16)})});
        scene.check_refused(ErrorCode::price_stale, "prices[0].sources[0].as_of");
        CHECK(scene.report.inputs.find_price(AssetId{ether}) == nullptr);
        Scene ahead;
        ahead.judge({price(ether, {source("b", "2100", now + 16), source("a", "2100", now - 601)})});
        ahead.check_refused(ErrorCode::price_from_the_future, "prices[0].sources[0].as_of");
    }
    SECTION("leaves a source out that is not fresh, where another is") {
        scene.judge({price(ether, {source("a", "9999", now - 601), source("b", "2100"), source("c", "9999", now + 16)})});
        CHECK(scene.report.refused.empty());
        CHECK(scene.price_of(ether).price == Decimal(2100));
        CHECK(scene.words_behind(scene.price_of(ether).evidence) == std::vector<std::string>{"the word of b"});
    }
    SECTION("refuses a price without sources") {
        scene.judge({price(ether, {})});
        scene.check_refused(ErrorCode::too_few_price_sources, "prices[0].sources");
        CHECK(scene.report.inputs.find_price(AssetId{ether}) == nullptr);
    }
    SECTION("refuses what can't be read, and a second price of one asset, which harm no other") {
        Json unreadable = price(ether, {source("a", "2000")});
        unset(unreadable, "sources");
        scene.judge({unreadable, price(ether, {source("a", "2100")}), price(ether, {source("a", "2200")})});
        REQUIRE(scene.report.refused.size() == 2);
        scene.check_refused(ErrorCode::missing_member, "prices[0].sources", 0);
        scene.check_refused(ErrorCode::duplicate_id, "prices[2].asset", 1);
        CHECK(scene.price_of(ether).price == Decimal(2100));
    }
    SECTION("uses none for an asset that the policy prices, prices as another or does not know") {
        scene.judge({price(dollar, {source("a", "7")}), price(wrapped, {source("a", "7")}), price(unknown, {source("a", "7")})});
        CHECK(scene.report.refused.empty());
        REQUIRE(scene.report.inputs.prices.size() == 1);
        CHECK(scene.price_of(dollar).price == Decimal(1));
    }
}

TEST_CASE("judge_positions", "[pipeline]") {
    Scene scene;
    SECTION("takes the bundle's word, as such") {
        scene.judge({}, {position("a", now - 600), position("b", now + 15)});
        CHECK(scene.report.refused.empty());
        REQUIRE(scene.report.inputs.positions.size() == 2);
        const SnapshotPosition& taken = scene.report.inputs.positions[0];
        CHECK(taken.id == "a");
        CHECK(taken.qty == Decimal(-3));
        CHECK(taken.entry == Decimal(2000));
        CHECK_FALSE(taken.isolated);
        CHECK(scene.report.evidence[taken.evidence].level == EvidenceLevel::reported);
        CHECK(scene.words_behind(taken.evidence) == std::vector<std::string>{"the bundle's word on positions"});
    }
    SECTION("refuses one that is too old, or from the future") {
        scene.judge({}, {position("a", now - 601), position("b", now + 16), position("c")});
        REQUIRE(scene.report.refused.size() == 2);
        scene.check_refused(ErrorCode::position_too_old, "positions[0].as_of", 0);
        scene.check_refused(ErrorCode::position_from_the_future, "positions[1].as_of", 1);
        REQUIRE(scene.report.inputs.positions.size() == 1);
        CHECK(scene.report.inputs.positions[0].id == "c");
    }
    SECTION("refuses a second one of the same id") {
        scene.judge({}, {position("a"), position("a")});
        scene.check_refused(ErrorCode::duplicate_id, "positions[1].id");
        CHECK(scene.report.inputs.positions.size() == 1);
    }
    SECTION("refuses an instrument that is not the policy's") {
        Json other = position("a");
        set(other, "instrument", Json(std::string("BTC-PERP")));
        scene.judge({}, {other});
        scene.check_refused(ErrorCode::instrument_not_in_policy, "positions[0].instrument");
        CHECK(scene.report.inputs.positions.empty());
    }
    SECTION("refuses one that can't be read") {
        Json unreadable = position("a");
        unset(unreadable, "qty");
        scene.judge({}, {unreadable});
        scene.check_refused(ErrorCode::missing_member, "positions[0].qty");
        CHECK(scene.report.inputs.positions.empty());
    }
    SECTION("asks for the margin of an isolated one, be it so by itself or by the policy's mode") {
        Json isolated = position("a");
        set(isolated, "margin_mode", Json(std::string("isolated")));
        scene.judge({}, {isolated});
        scene.check_refused(ErrorCode::mode_needs_field, "positions[0]");

        Scene by_policy;
        by_policy.policy.margin.params.mode = MarginMode::isolated;
        Json cross = position("c");
        set(cross, "margin_mode", Json(std::string("cross")));
        Json whole = position("b");
        set(whole, "isolated_margin", Json(std::string("50")));
        by_policy.judge({}, {position("a"), whole, cross});
        REQUIRE(by_policy.report.refused.size() == 1);
        by_policy.check_refused(ErrorCode::mode_needs_field, "positions[0].isolated_margin");
        REQUIRE(by_policy.report.inputs.positions.size() == 2);
        CHECK(by_policy.report.inputs.positions[0].isolated);
        CHECK(by_policy.report.inputs.positions[0].isolated_margin == Decimal(50));
        CHECK_FALSE(by_policy.report.inputs.positions[1].isolated);
    }
}

TEST_CASE("judge_positions wants of an option what only options have", "[pipeline]") {
    const auto option_position = [](std::vector<Json::Member> more) {
        std::vector<Json::Member> members = {entry("id", "o"), entry("instrument", "ETH-CALL"), entry("qty", "-3"),
                                             entry("entry", "20"), entry("as_of", std::to_string(now))};
        for (Json::Member& member : more) members.push_back(std::move(member));
        return object(std::move(members));
    };
    Scene scene;
    InstrumentTerms& option = scene.policy.margin.instruments.emplace_back();
    option.id = "ETH-CALL";
    option.kind = InstrumentTerms::Kind::option;
    option.underlying = AssetId{ether};
    SECTION("its volatility") {
        scene.judge({}, {option_position({})});
        scene.check_refused(ErrorCode::mode_needs_field, "positions[0].iv");
        CHECK(scene.report.inputs.positions.empty());
    }
    SECTION("and takes it with a forward") {
        scene.judge({}, {option_position({entry("iv", "0.6"), entry("forward", "2010")})});
        CHECK(scene.report.refused.empty());
        REQUIRE(scene.report.inputs.positions.size() == 1);
        CHECK(to_string(scene.report.inputs.positions[0].volatility.value()) == "0.6");
        CHECK(to_string(scene.report.inputs.positions[0].forward.value()) == "2010");
    }
    SECTION("and no margin of its own") {
        scene.judge({}, {option_position({entry("iv", "0.6"), entry("margin_mode", "isolated"), entry("isolated_margin", "1")})});
        scene.check_refused(ErrorCode::mode_needs_field, "positions[0].margin_mode");
    }
}
