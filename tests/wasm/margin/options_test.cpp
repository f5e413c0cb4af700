// Options and portfolio models, from request to answer; figures were worked out by hand.
#include <catch2/catch.hpp>

#include "core/number/decimal.hpp"
#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const std::string deribit_rule = R"("option_margin": {"preset": "deribit-standard"}, )";
const std::string paradex_rule =
    R"("option_margin": {"preset": "paradex", "parameters": {"in_the_money": "0.15", "out_of_the_money": "0.08", "long": "0.02"}}, )";
/// 30 days after the request's `now`.
const std::string call_3200 =
    R"({"id": "C", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "linear", "right": "call", "strike": "3200", "expiry": 1792592780}, )";
const std::string inverse_put_2800 =
    R"({"id": "P", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "inverse", "right": "put", "strike": "2800", "expiry": 1792592780}, )";

std::string with_policy(const std::string& margin, const std::string& instruments) {
    return replaced(margin_request, R"("margin": {"instruments": [)", R"("margin": {)" + margin + R"("instruments": [)" + instruments);
}

std::string with_position(const std::string& request, const std::string& position) {
    return replaced(request, R"("positions": [)", R"("positions": [)" + position + R"(, "from": [1], "level": "reported"}, )");
}

const std::string short_calls = R"({"id": "short", "instrument": "C", "qty": "-2", "entry": "140", "mark": "150", "iv": "0.6")";

std::string with_what_if(const std::string& request, Decimal price) {
    return replaced(request, R"("now": 1790000780,)",
                    R"("now": 1790000780, "what_if": {"asset": "eip155:1/slip44:60", "price": ")" + to_string(price) + R"("},)");
}

/// The price is the last at which the account stands, to 10^-12 of it.
void check_turns_at(const std::string& request, Decimal price, bool down) {
    const Decimal width = Decimal::from_units(price.units() / 500'000'000'000);
    const CheckedDecimal past = down ? CheckedDecimal(price) - width : CheckedDecimal(price) + width;
    CHECK(Answer(compute_margin(with_what_if(request, price))).at("margin.liquidatable") == "false");
    CHECK(Answer(compute_margin(with_what_if(request, past.value()))).at("margin.liquidatable") == "true");
}

void check_near(Decimal value, const std::string& expected, std::int64_t parts) {
    const Decimal wanted = parse_decimal(expected).value();
    const Decimal apart = absolute(CheckedDecimal(value) - wanted).value();
    CAPTURE(to_string(value), expected);
    CHECK(apart.units() <= absolute(wanted).value().units() / parts);
}

void check_error(const std::string& request, const std::string& name, const std::string& where) {
    const Answer answer(compute_margin(request));
    const std::string at = answer.at("error") == "null" ? "margin.error" : "error";
    CHECK(answer.at(at + ".name") == name);
    CHECK(answer.at(at + ".where") == where);
}

}  // namespace

TEST_CASE("an option by Deribit's standard rule", "[margin][options]") {
    const std::string request = with_position(with_policy(deribit_rule, call_3200), short_calls);
    const Answer answer(compute_margin(request));
    REQUIRE(answer.at("error") == "null");
    REQUIRE(answer.at("margin.error") == "null");

    SECTION("a short requires its mark and a part of the underlying, less what it is out of the money") {
        // max(15% of 3000 - 200, 10% of 3000) + 150; 7.5% of 3000 + 150
        CHECK(answer.at("margin.positions[0].initial_margin.value") == "900");
        CHECK(answer.at("margin.positions[0].maintenance_margin.value") == "750");
        CHECK(answer.at("margin.positions[0].mark.value") == "150");
        CHECK(answer.at("margin.positions[0].pnl.value") == "-20");
        CHECK(answer.at("margin.positions[0].notional.value") == "6000");
        CHECK(answer.at("margin.positions[0].option.value.value") == "-300");
        CHECK(answer.at("margin.initial_margin.value") == "3900");
        CHECK(answer.at("margin.maintenance_margin.value") == "2250");
    }
    SECTION("what it is worth backs nothing, but is owed") {
        CHECK(answer.at("margin.equity.value") == "16210");
        CHECK(answer.at("margin.equity_raw.value") == "16700");
    }
    SECTION("a long requires nothing and backs nothing") {
        const Answer long_calls(compute_margin(replaced(request, R"("qty": "-2")", R"("qty": "2")")));
        CHECK(long_calls.at("margin.positions[0].initial_margin.value") == "0");
        CHECK(long_calls.at("margin.maintenance_margin.value") == "1500");
        CHECK(long_calls.at("margin.equity.value") == "16210");
        CHECK(long_calls.at("margin.equity_raw.value") == "17300");
    }
    SECTION("figures are marked as a model's, and liquidation prices as not certified") {
        CHECK(answer.at("margin.model") == "true");
        CHECK(answer.at("margin.liquidation[0].model") == "true");
        CHECK(answer.at("margin.liquidation[0].certified") == "false");
        CHECK(answer.at("margin.option_margin.preset") == "deribit-standard");
        CHECK(answer.at("margin.option_margin.old") == "true");
        CHECK(answer.at("margin.option_margin.parameters.initial") == "0.15");
        CHECK(answer.at("assumptions[3]").starts_with("Options are a model's"));
    }
    SECTION("liquidation prices are where the account turns, on both sides") {
        const Decimal down = answer.decimal("margin.liquidation[0].liquidation_down.value");
        check_turns_at(request, down, true);
        CHECK(answer.at("margin.liquidation[0].crossings[0]") == to_string(down));
        const std::string naked = replaced(replaced(request, R"("qty": "10")", R"("qty": "-10")"), R"("qty": "-2")", R"("qty": "-20")");
        const Answer shorts(compute_margin(naked));
        const Decimal up = shorts.decimal("margin.liquidation[0].liquidation_up.value");
        check_turns_at(naked, up, false);
    }
    SECTION("a number of the rule can be replaced") {
        const Answer other(compute_margin(replaced(request, R"({"preset": "deribit-standard"})",
                                                   R"({"preset": "deribit-standard", "parameters": {"least": "0.2"}})")));
        CHECK(other.at("margin.positions[0].initial_margin.value") == "1500");
        CHECK(other.at("margin.option_margin.parameters.least") == "0.2");
    }
    SECTION("without a mark the model's value stands for it, rounded against the account") {
        const std::string unmarked = replaced(request, R"("mark": "150", )", "");
        const Answer owed(compute_margin(unmarked));
        const Answer held(compute_margin(replaced(unmarked, R"("qty": "-2")", R"("qty": "2")")));
        // 3000 N(d1) - 3200 N(d2), d1 = (ln(3000 / 3200) + s^2 / 2) / s, d2 = d1 - s, s = 0.6 sqrt(30 / 365)
        check_near(owed.decimal("margin.positions[0].mark.value"), "127.2111227860", 10'000'000'000);
        CHECK(owed.decimal("margin.positions[0].mark.value") >= held.decimal("margin.positions[0].mark.value"));
    }
    SECTION("Greeks add up with the perpetual's delta") {
        CHECK(answer.at("margin.greeks[0].symbol") == "ETH");
        const Decimal one = answer.decimal("margin.positions[0].option.delta");
        check_near(one, "0.38622003187", 1'000'000'000);
        const Decimal all = settle(CheckedDecimal(10) + mul(one, Decimal(-2), Rounding::half_even)).value();
        check_near(answer.decimal("margin.greeks[0].delta.value"), to_string(all), 1'000'000'000);
        CHECK(answer.at("margin.greeks[0].delta.unit") == "ETH");
        CHECK(answer.decimal("margin.greeks[0].gamma.value").is_negative());
    }
}

TEST_CASE("a coin-settled option", "[margin][options]") {
    const std::string request = with_position(with_policy(deribit_rule, inverse_put_2800),
                                              R"({"id": "put", "instrument": "P", "qty": "-4", "entry": "0.03", "mark": "0.04", "iv": "0.7")");
    const Answer answer(compute_margin(request));
    REQUIRE(answer.at("margin.error") == "null");
    // otm 200 / 3000 = 0.0666.. rounded down: max(0.15 - otm, 0.10) + 0.04 = 0.14; max(0.075, 0.075 x 0.04) + 0.04 = 0.115
    CHECK(answer.at("margin.positions[0].initial_margin.value") == "1680");
    CHECK(answer.at("margin.positions[0].maintenance_margin.value") == "1380");
    CHECK(answer.at("margin.positions[0].option.value.value") == "-480");
    CHECK(answer.at("margin.positions[0].mark.unit") == "ETH");
    CHECK(answer.at("margin.positions[0].pnl.value") == "-120");
    CHECK(answer.decimal("margin.positions[0].option.delta") < Decimal(0));
}

TEST_CASE("an option by Paradex's rule", "[margin][options]") {
    const std::string request = with_position(with_policy(paradex_rule, call_3200), short_calls);
    const Answer shorts(compute_margin(request));
    const Answer longs(compute_margin(replaced(request, R"("qty": "-2")", R"("qty": "2")")));
    REQUIRE(shorts.at("margin.error") == "null");
    // max(15% of 3000 - 200, 8% of 3000) = 250; half of it to keep
    CHECK(shorts.at("margin.positions[0].initial_margin.value") == "500");
    CHECK(shorts.at("margin.positions[0].maintenance_margin.value") == "250");
    CHECK(shorts.at("margin.equity.value") == "15910");
    // min(150, 2% of 3000) = 60
    CHECK(longs.at("margin.positions[0].initial_margin.value") == "120");
    CHECK(longs.at("margin.positions[0].maintenance_margin.value") == "60");
    CHECK(longs.at("margin.equity.value") == "16510");
}

TEST_CASE("an iron condor has a wall on either side", "[margin][options]") {
    const auto option = [](const std::string& id, const std::string& right, const std::string& strike) {
        return R"({"id": ")" + id + R"(", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "linear", "right": ")" + right +
               R"(", "strike": ")" + strike + R"(", "expiry": 1792592780}, )";
    };
    const auto held = [](const std::string& id, const std::string& qty) {
        return R"({"id": ")" + id + R"(", "instrument": ")" + id + R"(", "qty": ")" + qty + R"(", "entry": "10", "iv": "0.6")";
    };
    std::string request = with_policy(paradex_rule, option("P1", "put", "2000") + option("P2", "put", "2600") +
                                                        option("C1", "call", "3400") + option("C2", "call", "4000"));
    for (const auto& [id, qty] : {std::pair{"P1", "30"}, {"P2", "-30"}, {"C1", "-30"}, {"C2", "30"}}) request = with_position(request, held(id, qty));
    request = replaced(replaced(request, R"("qty": "10")", R"("qty": "0")"), R"("amount": "5")", R"("amount": "0")");
    request = replaced(request, R"("amount": "2000")", R"("amount": "12000")");
    const Answer answer(compute_margin(request));
    REQUIRE(answer.at("margin.error") == "null");
    const Decimal down = answer.decimal("margin.liquidation[0].liquidation_down.value");
    const Decimal up = answer.decimal("margin.liquidation[0].liquidation_up.value");
    CHECK(down < Decimal(3000));
    CHECK(up > Decimal(3000));
    check_turns_at(request, down, true);
    check_turns_at(request, up, false);
    CHECK(answer.at("margin.liquidation[0].crossings[1]") != "absent");
}

namespace {

std::string portfolio_of(const std::string& units, const std::string& offsets = "") {
    return R"("mode": "portfolio", "portfolio": {"units": [)" + units + "]" + offsets + "}, ";
}
const std::string eth_unit = R"({"underlying": "eip155:1/slip44:60", "preset": "paradex-eth"})";
const std::string btc_unit = R"({"underlying": "bip122:000000000019d6689c085ae165831e93/slip44:0", "preset": "paradex-btc"})";

}  // namespace

TEST_CASE("a portfolio model takes the place of tiers", "[margin][portfolio]") {
    const std::string request = with_policy(portfolio_of(eth_unit + ", " + btc_unit), call_3200);
    const Answer answer(compute_margin(request));
    REQUIRE(answer.at("error") == "null");
    REQUIRE(answer.at("margin.error") == "null");

    SECTION("a long of 10 ETH loses 16% in the worst scenario, and keeps half of it") {
        CHECK(answer.at("margin.mode") == "portfolio");
        CHECK(answer.at("margin.portfolio.units[0].binding") == "scenario");
        check_near(answer.decimal("margin.initial_margin.value"), "4800", 1'000'000'000'000);
        check_near(answer.decimal("margin.maintenance_margin.value"), "2400", 1'000'000'000'000);
        CHECK(answer.decimal("margin.initial_margin.value") >= Decimal(4800));
        CHECK(answer.at("margin.portfolio.units[0].worst_scenario.move").starts_with("-0.16"));
        CHECK(answer.at("margin.portfolio.units[0].settlement") == "USD");
        CHECK(answer.at("margin.portfolio.units[1]") == "absent");
        CHECK(answer.at("margin.equity.value") == "16210");
    }
    SECTION("no position has a requirement of its own") {
        CHECK(answer.at("margin.positions[0].initial_margin.value") == "null");
        CHECK(answer.at("margin.positions[0].initial_margin.reason") == "netted");
        CHECK(answer.at("margin.positions[0].notional.value") == "30000");
    }
    SECTION("its source, date and numbers are echoed, and the whole vector") {
        CHECK(answer.at("margin.portfolio.units[0].preset") == "paradex-eth");
        CHECK(answer.at("margin.portfolio.units[0].source") != "absent");
        CHECK(answer.at("margin.portfolio.units[0].parameters.maintenance_factor") == "0.5");
        CHECK(answer.decimal("margin.portfolio.units[0].profits[0]") != Decimal(0));
        CHECK(answer.at("margin.portfolio.units[0].profits[23]") != "absent");
        CHECK(answer.at("margin.portfolio.units[0].profits[24]") == "absent");
    }
    SECTION("liquidation is where equity meets half of the worst loss") {
        // 4.75 P + 1960 + 10 (P - 3000) = 0.8 P
        const Decimal down = answer.decimal("margin.liquidation[0].liquidation_down.value");
        check_near(down, "2010.035842293906810035", 100'000'000'000);
        check_turns_at(request, down, true);
        CHECK(answer.at("margin.liquidation[0].liquidation_up.reason") == "never");
        // 5 P + 2000 + 10 (P - 3000) = 0
        check_near(answer.decimal("margin.liquidation[0].bankruptcy_down.value"), "1866.666666666666666667", 100'000'000'000);
    }
    SECTION("a call and a put of one strike are a future") {
        const std::string put = R"({"id": "P3200", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "linear", "right": "put", "strike": "3200", "expiry": 1792592780}, )";
        std::string combined = with_policy(portfolio_of(eth_unit + ", " + btc_unit), call_3200 + put);
        combined = with_position(combined, R"({"id": "c", "instrument": "C", "qty": "-10", "entry": "1", "iv": "0.6")");
        combined = with_position(combined, R"({"id": "p", "instrument": "P3200", "qty": "10", "entry": "1", "iv": "0.6")");
        const Answer hedged(compute_margin(combined));
        REQUIRE(hedged.at("margin.error") == "null");
        // No delta is left; what the minimum charge on deltas asks of (gross - net) / 2 = 10 deltas is 0.1%.
        CHECK(hedged.at("margin.portfolio.units[0].binding") == "minimum_delta");
        check_near(hedged.decimal("margin.initial_margin.value"), "30", 1'000'000);
        // 10 calls owed and 10 puts held are worth 10 (3200 - 3000).
        check_near(hedged.decimal("margin.equity.value"), "18210", 1'000'000'000);
    }
    SECTION("a coin-settled option moves with its basis to the spot") {
        // Of no volatility: (3300 - 1000) / 3300 coins at 3000; 16% down (2772 - 1000) / 2772 at 2520. It loses 480.
        const std::string coin_call = R"({"id": "CC", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "inverse", "right": "call", "strike": "1000", "expiry": 1792592780}, )";
        const std::string alone = replaced(with_policy(portfolio_of(eth_unit + ", " + btc_unit), coin_call), R"("qty": "10")", R"("qty": "0")");
        const Answer coins(compute_margin(with_position(alone, R"({"id": "cc", "instrument": "CC", "qty": "1", "entry": "0.5", "iv": "0", "forward": "3300")")));
        REQUIRE(coins.at("margin.error") == "null");
        check_near(coins.decimal("margin.initial_margin.value"), "480", 1'000'000'000);
        check_near(coins.decimal("margin.positions[0].option.value.value"), "2090.909090909090909", 1'000'000'000);
    }
    SECTION("a preset's number can be replaced") {
        const Answer other(compute_margin(replaced(request, R"("preset": "paradex-eth")",
                                                   R"("preset": "paradex-eth", "parameters": {"maintenance_factor": "0.75"})")));
        check_near(other.decimal("margin.maintenance_margin.value"), "3600", 1'000'000'000'000);
        CHECK(other.at("margin.portfolio.units[0].parameters.maintenance_factor") == "0.75");
    }
    SECTION("an isolated position keeps its tiers") {
        const Answer isolated(compute_margin(with_position(request, R"({"id": "alone", "instrument": "ETH-PERP", "qty": "1", "entry": "3000",
            "margin_mode": "isolated", "isolated_margin": "500")")));
        REQUIRE(isolated.at("margin.error") == "null");
        CHECK(isolated.at("margin.positions[0].maintenance_margin.value") == "150");
        CHECK(isolated.at("margin.isolated[0].maintenance_margin.value") == "150");
        check_near(isolated.decimal("margin.maintenance_margin.value"), "2400", 1'000'000'000'000);
        CHECK(isolated.at("margin.liquidation[2].certified") == "true");
        CHECK(isolated.at("margin.liquidation[2].model") == "false");
    }
    SECTION("opposite deltas take off what the policy's offsets say, and no more than half") {
        const std::string btc_short = R"({"id": "btc", "instrument": "BTC-PERP", "qty": "-0.5", "entry": "60000")";
        const std::string btc_perp = R"({"id": "BTC-PERP", "kind": "linear", "underlying": "bip122:000000000019d6689c085ae165831e93/slip44:0", "tiers": [{"floor": "0", "mmr": "0.05", "imr": "0.1"}]}, )";
        const std::string offset = R"(, "offsets": [{"first": "eip155:1/slip44:60", "second": "bip122:000000000019d6689c085ae165831e93/slip44:0", "ratio": "0.3"}])";
        const Answer apart(compute_margin(with_position(with_policy(portfolio_of(eth_unit + ", " + btc_unit), btc_perp), btc_short)));
        const Answer offsetting(compute_margin(with_position(with_policy(portfolio_of(eth_unit + ", " + btc_unit, offset), btc_perp), btc_short)));
        REQUIRE(offsetting.at("margin.error") == "null");
        // 16% of 30000 and 14% of 30000; c = 4200, credit 2 x 0.3 x 4200 = 2520, below half of 9000
        check_near(apart.decimal("margin.initial_margin.value"), "9000", 1'000'000'000'000);
        check_near(offsetting.decimal("margin.portfolio.offset_credit.initial.value"), "2520", 1'000'000'000'000);
        check_near(offsetting.decimal("margin.initial_margin.value"), "6480", 1'000'000'000'000);
        CHECK(apart.at("margin.portfolio.offset_credit.initial.value") == "0");

        // Options owed on both sides risk far more than their small delta does: only the delta's 16% can be offset.
        const std::string put = R"({"id": "P3200", "kind": "option", "underlying": "eip155:1/slip44:60", "style": "linear", "right": "put", "strike": "3200", "expiry": 1792592780}, )";
        std::string owed = with_policy(portfolio_of(eth_unit + ", " + btc_unit, offset), btc_perp + call_3200 + put);
        owed = replaced(with_position(owed, btc_short), R"("qty": "10")", R"("qty": "0.5")");
        owed = with_position(owed, R"({"id": "c", "instrument": "C", "qty": "-16", "entry": "1", "iv": "0.6")");
        const Answer strangle(compute_margin(with_position(owed, R"({"id": "p", "instrument": "P3200", "qty": "-10", "entry": "1", "iv": "0.6")")));
        REQUIRE(strangle.at("margin.error") == "null");
        const CheckedDecimal delta = strangle.decimal("margin.greeks[0].delta.value");
        REQUIRE(strangle.decimal("margin.portfolio.units[0].initial_margin.value") > Decimal(3000));
        // 2 x 0.3 x 16% of 3000 USD for each ETH of delta; of maintenance, which counts half of all losses, half
        const Decimal credit = settle(mul_down(delta, Decimal(288))).value();
        CHECK(credit > Decimal(50));
        CHECK(credit < Decimal(500));
        check_near(strangle.decimal("margin.portfolio.offset_credit.initial.value"), to_string(credit), 1'000'000'000);
        const Decimal half = settle(mul_down(delta, Decimal(144))).value();
        check_near(strangle.decimal("margin.portfolio.offset_credit.maintenance.value"), to_string(half), 1'000'000'000);
    }
}

TEST_CASE("portfolio models of other venues", "[margin][portfolio]") {
    const auto with_preset = [](const std::string& preset, const std::string& more = "") {
        return with_policy(portfolio_of(R"({"underlying": "eip155:1/slip44:60", "preset": ")" + preset + "\"" + more + "}, " + btc_unit), "");
    };
    SECTION("Deribit's figures in coin count in USD at the spot") {
        const Answer answer(compute_margin(with_preset("deribit-pm-eth", R"(, "parameters": {"min_annualised_move": "0", "annualised_move_risk": "0"})")));
        REQUIRE(answer.at("margin.error") == "null");
        const Decimal range = answer.decimal("margin.portfolio.units[0].parameters.price_range");
        // 10 coins lose 10 (1 / (1 - range) - 1) coins
        const Decimal loss = settle(mul(Decimal(30000), div(range, CheckedDecimal(1) - range, Rounding::half_even), Rounding::half_even)).value();
        CHECK(answer.at("margin.portfolio.units[0].settlement") == "ETH");
        check_near(answer.decimal("margin.initial_margin.value"), to_string(loss), 1'000'000'000);
    }
    SECTION("SPAN's ranges are the product's, and prices that it can't scan are beyond the model") {
        const Answer answer(compute_margin(with_preset("span-16", R"(, "parameters": {"price_scan_range": "300"})")));
        REQUIRE(answer.at("margin.error") == "null");
        check_near(answer.decimal("margin.maintenance_margin.value"), "3000", 1'000'000'000'000);
        const Answer safe(compute_margin(replaced(with_preset("span-16", R"(, "parameters": {"price_scan_range": "300"})"), R"("amount": "2000")",
                                                  R"("amount": "40000")")));
        CHECK(safe.at("margin.liquidation[0].liquidation_down.value") == "null");
    }
    SECTION("Derive's collateral in the underlying hedges where the policy says so") {
        const std::string as_short = replaced(with_preset("derive-pmrm2"), R"("qty": "10")", R"("qty": "-5")");
        const std::string hedged = replaced(replaced(with_preset("derive-pmrm2", R"(, "risk_cancelling": true)"), R"("qty": "10")", R"("qty": "-5")"),
                                            R"("risk_cancelling": true)", R"("risk_cancelling": true)");
        const Answer alone(compute_margin(as_short));
        const Answer with_coins(compute_margin(hedged));
        REQUIRE(with_coins.at("margin.error") == "null");
        CHECK(with_coins.decimal("margin.maintenance_margin.value") < alone.decimal("margin.maintenance_margin.value"));
        // Only the charge on the perpetual is left: 3% of 15000.
        check_near(with_coins.decimal("margin.maintenance_margin.value"), "450", 1'000'000'000);
        CHECK(with_coins.at("margin.portfolio.units[0].risk_cancelling") == "true");
    }
    SECTION("Derive's standard margin has no scenarios") {
        const Answer answer(compute_margin(with_preset("derive-srm-eth")));
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("margin.portfolio.units[0].worst_scenario") == "null");
        CHECK(answer.at("margin.portfolio.units[0].profits[0]") == "absent");
    }
}

TEST_CASE("options and portfolio models refuse", "[margin][options]") {
    const std::string options = with_policy(deribit_rule, call_3200);
    const std::string portfolio = with_policy(portfolio_of(eth_unit + ", " + btc_unit), "");
    const std::string instrument = "policy.margin.instruments[0]";

    SECTION("a policy with options and no rule for them") {
        check_error(with_policy("", call_3200), "missing_member", "policy.margin.option_margin");
    }
    SECTION("a rule that nobody knows, and numbers that it does not have or that are no ratio") {
        check_error(replaced(options, "deribit-standard", "deribit"), "unknown_reference", "policy.margin.option_margin.preset");
        check_error(replaced(options, R"("deribit-standard")", R"("deribit-standard", "parameters": {"long": "0"})"), "unknown_member",
                    "policy.margin.option_margin.parameters.long");
        check_error(replaced(options, R"("deribit-standard")", R"("deribit-standard", "parameters": {"initial": "1.1"})"), "out_of_range",
                    "policy.margin.option_margin.parameters.initial");
    }
    SECTION("numbers that no preset can give") {
        const std::string paradex = with_policy(paradex_rule, call_3200);
        check_error(replaced(paradex, R"(, "long": "0.02")", ""), "missing_member", "policy.margin.option_margin.parameters.long");
        check_error(with_policy(R"("option_margin": {"preset": "paradex"}, )", call_3200), "missing_member",
                    "policy.margin.option_margin.parameters");
        check_error(replaced(portfolio, "paradex-eth", "span-16"), "mode_needs_field", "policy.margin.portfolio.units[0].parameters.price_scan_range");
    }
    SECTION("an option that is not whole") {
        check_error(replaced(options, R"("strike": "3200", )", ""), "missing_member", instrument + ".strike");
        check_error(replaced(options, R"("strike": "3200")", R"("strike": "0")"), "price_not_positive", instrument + ".strike");
        check_error(replaced(options, R"(, "expiry": 1792592780)", ""), "missing_member", instrument + ".expiry");
        check_error(replaced(options, R"("right": "call")", R"("right": "both")"), "unknown_value", instrument + ".right");
        check_error(replaced(options, R"("style": "linear")", R"("style": "american")"), "unknown_value", instrument + ".style");
        check_error(replaced(options, R"("strike": "3200")", R"("strike": "3200", "tiers": [])"), "unknown_member", instrument + ".tiers");
    }
    SECTION("a position without its volatility, or with one that it can't have") {
        const std::string request = with_position(options, short_calls);
        check_error(replaced(request, R"(, "iv": "0.6")", ""), "mode_needs_field", "inputs.positions[0].iv");
        check_error(replaced(request, R"("iv": "0.6")", R"("iv": "-0.6")"), "out_of_range", "inputs.positions[0].iv");
        check_error(replaced(request, R"("iv": "0.6")", R"("iv": "50.1")"), "out_of_range", "inputs.positions[0].iv");
        check_error(replaced(request, R"("iv": "0.6")", R"("iv": "0.6", "forward": "0")"), "price_not_positive", "inputs.positions[0].forward");
        check_error(replaced(options, R"("entry": "3000")", R"("entry": "3000", "iv": "0.6")"), "unknown_member", "inputs.positions[0].iv");
        check_error(replaced(options, R"("entry": "3000")", R"("entry": "3000", "forward": "3000")"), "unknown_member",
                    "inputs.positions[0].forward");
        check_error(replaced(request, R"("iv": "0.6")", R"("iv": "0.6", "margin_mode": "isolated", "isolated_margin": "1")"), "mode_needs_field",
                    "inputs.positions[0].margin_mode");
    }
    SECTION("but takes a volatility of 50") {
        const std::string request = with_position(options, short_calls);
        CHECK(Answer(compute_margin(replaced(request, R"("iv": "0.6")", R"("iv": "50")"))).at("margin.error") == "null");
    }
    SECTION("an option that is over") {
        check_error(replaced(with_position(options, short_calls), "1792592780", "1790000779"), "expired_instrument",
                    "positions[0].instrument.expiry");
        const Answer now(compute_margin(replaced(with_position(options, short_calls), "1792592780", "1790000780")));
        CHECK(now.at("margin.error") == "null");
    }
    SECTION("a forward that no market has") {
        check_error(replaced(with_position(options, short_calls), R"("iv": "0.6")", R"("iv": "0.6", "forward": "3000001")"), "out_of_range",
                    "positions[0].instrument.forward_ratio");
    }
    SECTION("portfolio mode without units, units without portfolio mode") {
        check_error(with_policy(R"("mode": "portfolio", )", ""), "missing_member", "policy.margin.portfolio");
        check_error(replaced(portfolio, R"("mode": "portfolio", )", ""), "unknown_member", "policy.margin.portfolio");
    }
    SECTION("an instrument whose underlying has no unit") {
        check_error(with_policy(portfolio_of(eth_unit), ""), "mode_needs_field", "policy.margin.instruments[1].underlying");
    }
    SECTION("a unit twice, of an asset without a price of its own, of a preset nobody knows") {
        check_error(with_policy(portfolio_of(eth_unit + ", " + eth_unit), ""), "duplicate_id", "policy.margin.portfolio.units[1]");
        check_error(replaced(portfolio, R"({"underlying": "eip155:1/slip44:60")", R"({"underlying": "eip155:2/slip44:60")"), "unknown_reference",
                    "policy.margin.portfolio.units[0].underlying");
        check_error(replaced(portfolio, "paradex-eth", "paradex"), "unknown_reference", "policy.margin.portfolio.units[0].preset");
        check_error(replaced(portfolio, R"("paradex-eth")", R"("paradex-eth", "parameters": {"range": "1"})"), "unknown_member",
                    "policy.margin.portfolio.units[0].parameters.range");
        check_error(replaced(portfolio, R"("paradex-eth")", R"("paradex-eth", "risk_cancelling": true)"), "unknown_value",
                    "policy.margin.portfolio.units[0].risk_cancelling");
    }
    SECTION("offsets of units that are not there, of one with itself, twice, or beyond 1") {
        const auto with_offsets = [](const std::string& offsets) {
            return with_policy(portfolio_of(eth_unit + ", " + btc_unit, R"(, "offsets": [)" + offsets + "]"), "");
        };
        const std::string eth = "eip155:1/slip44:60";
        const std::string btc = "bip122:000000000019d6689c085ae165831e93/slip44:0";
        const auto offset = [](const std::string& first, const std::string& second, const std::string& ratio) {
            return R"({"first": ")" + first + R"(", "second": ")" + second + R"(", "ratio": ")" + ratio + R"("})";
        };
        const std::string where = "policy.margin.portfolio.offsets[0]";
        check_error(with_offsets(offset("eip155:1/slip44:61", btc, "0.3")), "unknown_reference", where + ".first");
        check_error(with_offsets(offset(eth, "eip155:1/slip44:61", "0.3")), "unknown_reference", where + ".second");
        check_error(with_offsets(offset(eth, eth, "0.3")), "duplicate_id", where);
        check_error(with_offsets(offset(eth, btc, "1.01")), "out_of_range", where + ".ratio");
        check_error(with_offsets(offset(eth, btc, "0.3") + ", " + offset(btc, eth, "0.3")), "duplicate_id",
                    "policy.margin.portfolio.offsets[1]");
    }
    SECTION("rules that only tiers know") {
        check_error(replaced(portfolio, R"("mode": "portfolio")", R"("mode": "portfolio", "close_fee": "0.001")"), "out_of_range",
                    "policy.margin.close_fee");
        check_error(replaced(portfolio, R"("mode": "portfolio")", R"("mode": "portfolio", "basis": "entry")"), "unknown_value",
                    "policy.margin.basis");
    }
    SECTION("a model that can't work with its numbers") {
        // Two ranges down leave no price of the option's forward.
        const std::string request = with_position(with_policy(portfolio_of(eth_unit + ", " + btc_unit), call_3200), short_calls);
        const auto ranged = [&](const std::string& range) {
            return replaced(request, R"("paradex-eth")", R"("span-16", "parameters": {"price_scan_range": ")" + range + R"("})");
        };
        check_error(ranged("1500"), "out_of_range", "portfolio.units[0].price_scan_range");
        const Answer scanned(compute_margin(ranged("1499")));
        REQUIRE(scanned.at("margin.error") == "null");
        // A hair lower the model has no answer.
        CHECK(scanned.at("margin.liquidation[0].liquidation_down.reason") == "beyond_the_model");
    }
}
