#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/result/error_registry.hpp"
#include "tests/support/json_build.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/pipeline/prices.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

constexpr UnixSeconds now = 1'700'000'000;
const std::string dollar = "eip155:1/erc20:0x00000000000000000000000000000000000000a2";
const std::string ether = "eip155:1/slip44:60";

Json debt(const std::string& id, const std::string& asset = dollar, UnixSeconds as_of = now) {
    return object({entry("id", id), entry("asset", asset), entry("amount", "12.5"), entry("as_of", std::to_string(as_of))});
}

Json wallet(const std::string& id, UnixSeconds as_of = now) {
    return object({entry("id", id), entry("cash", "-3"), entry("as_of", std::to_string(as_of))});
}

Json settling_position(bool isolated = false) {
    return object({entry("id", "p"), entry("instrument", "ETH-PERP"), entry("qty", "1"), entry("entry", "2000"),
                   entry("margin_mode", isolated ? "isolated" : "cross"), entry("isolated_margin", "10"),
                   entry("as_of", std::to_string(now))});
}

/// A policy with terms for debts in dollars, one wallet, and an instrument that settles into it.
struct Scene {
    Scene() {
        policy.assets.push_back(AssetDefinition{AssetId{ether}, "ETH", {}, {}});
        policy.assets.push_back(AssetDefinition{AssetId{dollar}, "USDC", Decimal(1), {}});
        policy.margin.liabilities.push_back({AssetId{dollar}, 0, 0});
        policy.margin.wallets.push_back({"usd", {}, {}, 0, 0});
        InstrumentTerms& instrument = policy.margin.instruments.emplace_back();
        instrument.id = "ETH-PERP";
        instrument.underlying = AssetId{ether};
        instrument.wallet = "usd";
        report.now = now;
    }
    void judge(std::vector<Json> debts, std::vector<Json> wallets = {}, std::vector<Json> positions = {}) {
        document = object({entry("format", "clearmargin/bundle/1"),
                           entry("account", "eip155:1:0x00000000000000000000000000000000000000aa"),
                           entry("chains", object({})), entry("claims", array({})),
                           entry("debts", array(std::move(debts))), entry("wallets", array(std::move(wallets))),
                           entry("positions", array(std::move(positions)))});
        bundle = read_bundle(document).value();
        judge_venue_balances(policy, bundle, report);
        judge_positions(policy, bundle, report);
    }
    void check_refused(ErrorCode code, const std::string& where) const {
        REQUIRE(report.refused.size() == 1);
        CHECK(error_entry(report.refused[0].error().code).name == error_entry(code).name);
        CHECK(report.refused[0].error().where == where);
    }

    Json document;
    Policy policy;
    Bundle bundle;
    Report report;
};

}  // namespace

TEST_CASE("judge_venue_balances", "[pipeline]") {
    Scene scene;
    const std::uint64_t limit = scene.policy.limits.max_position_age;
    SECTION("takes what is fresh, as reported") {
        scene.judge({debt("a"), debt("b", dollar, now - limit)}, {wallet("usd", now - limit)});
        CHECK(scene.report.refused.empty());
        CHECK(scene.bundle.ignored.empty());
        REQUIRE(scene.report.inputs.debts.size() == 2);
        CHECK(to_string(scene.report.inputs.debts[0].amount) == "12.5");
        CHECK_FALSE(scene.report.inputs.debts[0].chain.has_value());
        REQUIRE(scene.report.inputs.wallets.size() == 1);
        CHECK(to_string(scene.report.inputs.wallets[0].cash) == "-3");
        const EvidenceBasis& behind = scene.report.evidence[scene.report.inputs.wallets[0].evidence];
        CHECK(behind.level == EvidenceLevel::reported);
        CHECK(scene.report.evidence.sources()[behind.from[0]].as_of == now - limit);
    }
    SECTION("refuses a debt that is too old, or from the future") {
        scene.judge({debt("a", dollar, now - limit - 1)});
        scene.check_refused(ErrorCode::position_too_old, "debts[0].as_of");
        CHECK(scene.report.inputs.debts.empty());
    }
    SECTION("and one of tomorrow") {
        scene.judge({debt("a", dollar, now + 86'400)});
        scene.check_refused(ErrorCode::position_from_the_future, "debts[0].as_of");
    }
    SECTION("refuses a debt in what the policy has no terms for") {
        scene.judge({debt("a", ether)});
        scene.check_refused(ErrorCode::unknown_reference, "debts[0].asset");
    }
    SECTION("refuses an id twice") {
        scene.judge({debt("a"), debt("a")});
        scene.check_refused(ErrorCode::duplicate_id, "debts[1].id");
        CHECK(scene.report.inputs.debts.size() == 1);
    }
    SECTION("refuses what can't be read, and takes the rest") {
        scene.judge({object({entry("id", "x")}), debt("a")});
        scene.check_refused(ErrorCode::missing_member, "debts[0].asset");
        CHECK(scene.report.inputs.debts.size() == 1);
    }
    SECTION("refuses a wallet that is too old") {
        scene.judge({}, {wallet("usd", now - limit - 1)});
        scene.check_refused(ErrorCode::position_too_old, "wallets[0].as_of");
    }
    SECTION("refuses a wallet that the policy does not have") {
        scene.judge({}, {wallet("eur")});
        scene.check_refused(ErrorCode::unknown_reference, "wallets[0].id");
    }
    SECTION("refuses a wallet twice") {
        scene.judge({}, {wallet("usd"), wallet("usd")});
        scene.check_refused(ErrorCode::duplicate_id, "wallets[1].id");
    }
    SECTION("a position needs its wallet") {
        scene.judge({}, {}, {settling_position()});
        scene.check_refused(ErrorCode::mode_needs_field, "positions[0].instrument");
    }
    SECTION("and has it, or stands alone") {
        scene.judge({}, {wallet("usd")}, {settling_position()});
        CHECK(scene.report.refused.empty());
        Scene alone;
        alone.judge({}, {}, {settling_position(true)});
        CHECK(alone.report.refused.empty());
        CHECK(alone.report.inputs.positions.size() == 1);
    }
}
