#include <catch2/catch.hpp>

#include "core/number/decimal.hpp"
#include "tests/support/vectors.hpp"
#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const std::string liquidation_down = "margin.liquidation[0].liquidation_down.value";

void check_refused(const Answer& answer, std::string_view at, std::string_view name, std::string_view where) {
    CHECK(answer.at(std::string(at) + ".name") == name);
    CHECK(answer.at(std::string(at) + ".where") == where);
}

}  // namespace

TEST_CASE("compute_margin charges the measured age of evidence", "[margin]") {
    const Answer still(compute_margin(margin_request));
    const Answer answer(compute_margin(request_with_lag()));
    REQUIRE(answer.at("error") == "null");
    REQUIRE(answer.at("margin.error") == "null");

    SECTION("nothing is charged, and nothing more said, without a lag model") {
        CHECK(still.at("collateral[0].haircut") == "0.05");
        CHECK(still.at("collateral[0].breakdown") == "absent");
        CHECK(still.at("margin.equity.value") == "16210");
    }
    SECTION("the premium is the quantile over the age of balance and price and the policy's lag") {
        CHECK(answer.at("collateral[0].breakdown.lag.balance_age") == "780");
        CHECK(answer.at("collateral[0].breakdown.lag.price_age") == "60");
        CHECK(answer.at("collateral[0].breakdown.lag.message") == "120");
        CHECK(answer.at("collateral[0].breakdown.lag.seconds") == "960");
        // 1 - exp(-(z s + s^2/2)), s = 0.6 sqrt(960 s / year), z of 99%: 0.00767705596078760...
        CHECK(answer.at("collateral[0].breakdown.latency").starts_with("0.007677055960787"));
        CHECK(answer.at("collateral[0].haircut").starts_with("0.057677055960787"));
        CHECK(answer.at("collateral[1].breakdown.latency") == "0");
        CHECK(answer.at("collateral[1].breakdown.lag.price_age") == "0");
    }
    SECTION("older evidence moves the liquidation price towards the mark") {
        const Answer older(compute_margin(replaced(request_with_lag(), R"("now": 1790000780)", R"("now": 1790004380)")));
        CHECK(older.at("collateral[0].breakdown.lag.balance_age") == "4380");
        CHECK(answer.decimal(liquidation_down) > still.decimal(liquidation_down));
        CHECK(older.decimal(liquidation_down) > answer.decimal(liquidation_down));
        CHECK(older.decimal("margin.equity.value") < answer.decimal("margin.equity.value"));
        CHECK(older.at("margin.liquidation[0].certified") == "true");
    }
    SECTION("a heartbeat longer than the price's age counts in its place") {
        const std::string request = replaced(request_with_lag(), R"("volatility": "0.6")", R"("volatility": "0.6", "heartbeat": 3600)");
        const Answer beat(compute_margin(request));
        CHECK(beat.at("collateral[0].breakdown.lag.price_age") == "3600");
        CHECK(beat.at("collateral[0].breakdown.lag.seconds") == "4500");
    }
    SECTION("the quantile of the path is above that of the end") {
        const Answer path(compute_margin(replaced(request_with_lag(), R"({"confidence": "0.99"})", R"({"confidence": "0.99", "quantile": "path"})")));
        CHECK(path.decimal("collateral[0].breakdown.latency") > answer.decimal("collateral[0].breakdown.latency"));
    }
    SECTION("a figure of several pieces of evidence is as old as the oldest") {
        const Answer mixed(compute_margin(replaced(request_with_lag(), R"("price": "3000", "from": [1])", R"("price": "3000", "from": [0, 1])")));
        CHECK(mixed.at("collateral[0].breakdown.lag.price_age") == "780");
    }
    SECTION("refuses a balance on a chain without a lag") {
        const Answer refused(compute_margin(replaced(request_with_lag(), R"(bfcdb", "chain": "eip155:1")", R"(bfcdb", "chain": "eip155:10")")));
        check_refused(refused, "margin.error", "unknown_reference", "collateral[0].chain");
    }
    SECTION("the assumption is stated where it is made") {
        CHECK(still.at("assumptions[3]") == "absent");
        CHECK(answer.at("assumptions[3]").starts_with("Latency premiums are a model's"));
    }
}

TEST_CASE("compute_margin takes chains into account", "[margin]") {
    const std::string request = replaced(margin_request, R"("collateral": {"assets")",
                                         R"("collateral": {"chains": [{"chain": "eip155:1", "haircut": "0.01", "cap": "10000",
        "messaging": {"hazard_per_year": "0.02", "window": 2592000, "loss_given_default": "1"}}], "assets")");
    const Answer answer(compute_margin(request));
    SECTION("by its haircut, the messaging discount and its cap") {
        CHECK(answer.at("collateral[0].breakdown.chain") == "0.01");
        CHECK(answer.at("collateral[0].breakdown.discount").starts_with("0.998357514741305"));
        CHECK(answer.at("collateral[0].breakdown.lag") == "absent");
        CHECK(answer.at("collateral[0].haircut") == "0.06");
        CHECK(answer.decimal("margin.equity.value") <= Decimal(10000));
        CHECK(answer.decimal("margin.equity.value") > parse_decimal("9999.999999").value());
    }
    SECTION("and by what a gain there is worth") {
        const std::string gain = replaced(replaced(request, R"("entry": "3000")", R"("entry": "2000")"), R"("cap": "10000",)", "");
        const Answer at_venue(compute_margin(gain));
        const Answer there(compute_margin(replaced(gain, R"("underlying": "eip155:1/slip44:60", "tiers")",
                                                   R"("underlying": "eip155:1/slip44:60", "chain": "eip155:1", "tiers")")));
        // A gain of 10'000 less 10'000 D.
        const Decimal less = settle(CheckedDecimal(at_venue.decimal("margin.equity.value")) - there.decimal("margin.equity.value")).value();
        CHECK(to_string(less).starts_with("16.42485258694"));
    }
}

TEST_CASE("compute_margin knows its instruments", "[margin]") {
    const auto with = [](const std::string& instrument, const std::string& position) {
        return replaced(margin_request, R"("instrument": "ETH-PERP", "qty": "10", "entry": "3000")", R"("instrument": ")" + instrument + position);
    };
    SECTION("quanto: q m (P - e) S") {
        const Answer answer(compute_margin(with("BTC-QUANTO", R"(", "qty": "100", "entry": "50000")")));
        CHECK(answer.at("margin.positions[0].pnl.value") == "3000");
        CHECK(answer.at("margin.positions[0].notional.value") == "18000");
        CHECK(answer.at("margin.positions[0].funding.unit") == "ETH");
        // Both what it is on and what it is paid in move it.
        CHECK(answer.at("margin.liquidation[0].symbol") == "ETH");
        CHECK(answer.at("margin.liquidation[1].symbol") == "BTC");
        CHECK(answer.at("margin.liquidation[1].certified") == "true");
    }
    SECTION("a dated future keeps its mark, paid in the coin it names") {
        const Answer answer(compute_margin(with("ETH-DATED", R"(", "qty": "10", "entry": "3000", "mark": "3100")")));
        CHECK(answer.at("margin.positions[0].pnl.value") == "1000");
        CHECK(answer.at("margin.positions[0].funding.unit") == "USDC");
    }
    SECTION("and has an end") {
        const std::string over = replaced(with("ETH-DATED", R"(", "qty": "10", "entry": "3000")"), "\"expiry\": 1800000000", "\"expiry\": 1790000779");
        check_refused(Answer(compute_margin(over)), "margin.error", "expired_instrument", "positions[0].instrument.expiry");
    }
    SECTION("refuses a position paid in what has no price") {
        const std::string unpriced = replaced(with("BTC-QUANTO", R"(", "qty": "100", "entry": "50000")"), R"({"asset": "eip155:1/slip44:60", "price": "3000", "from": [1], "level": "reported"},)", "");
        check_refused(Answer(compute_margin(unpriced)), "margin.error", "missing_price", "positions[0].instrument");
    }
    SECTION("an inverse contract's funding is in its coin") {
        const Answer answer(compute_margin(with("ETH-INVERSE", R"(", "qty": "6000", "entry": "2000", "funding_accrued": "0.1")")));
        CHECK(answer.at("margin.positions[0].pnl.value") == "3000");
        CHECK(answer.at("margin.positions[0].funding.unit") == "ETH");
        CHECK(answer.at("margin.equity.value") == "19510");
    }
}

TEST_CASE("compute_margin says when a call begins and when the backstop", "[margin]") {
    const auto level = [](const std::string& rules) {
        return Answer(compute_margin(replaced(margin_request, R"("margin": {"instruments")", R"("margin": {)" + rules + R"("instruments")"))).at("margin.level");
    };
    CHECK(level("") == "OK");
    CHECK(level(R"("call_buffer": "9.8", )") == "OK");
    CHECK(level(R"("call_buffer": "9.9", )") == "CALL");
    CHECK(level(R"("gap_add_on": "10", )") == "LIQUIDATABLE");
    CHECK(level(R"("gap_add_on": "20", "backstop": "0.6", )") == "BACKSTOP");
}

TEST_CASE("verify_bundle: from the age of a proven header to the liquidation price", "[margin][pipeline]") {
    const std::string bundle = read_file(fixture("one-chain/bundle.json"));
    std::string policy = read_file(fixture("one-chain/policy.json"));
    // Every collateral asset gets a volatility, the chain a lag.
    for (std::size_t at = 0; (at = policy.find("\"haircut\"", at)) != std::string::npos; at += 30) policy.insert(at, "\"volatility\": \"0.8\", ");
    policy = replaced(policy, "\"collateral\": {", R"("collateral": {"latency": {"confidence": "0.99"}, "chains": [{"chain": "eip155:7357",
        "lag": {"finality": 0, "message": 60, "execution": 12}}], )");
    const Answer at_once(verify_bundle(bundle, policy, "1789915462"));
    const Answer later(verify_bundle(bundle, policy, "1789915762"));
    REQUIRE(at_once.at("margin.error") == "null");
    REQUIRE(later.at("margin.error") == "null");
    const std::uint64_t age = std::stoull(at_once.at("collateral[0].breakdown.lag.balance_age"));
    CHECK(at_once.at("evidence[" + at_once.at("collateral[0].amount.from[0]") + "].age") == std::to_string(age));
    CHECK(later.at("collateral[0].breakdown.lag.balance_age") == std::to_string(age + 300));
    CHECK(later.decimal("margin.equity.value") < at_once.decimal("margin.equity.value"));
    CHECK(later.decimal(liquidation_down) > at_once.decimal(liquidation_down));
}
