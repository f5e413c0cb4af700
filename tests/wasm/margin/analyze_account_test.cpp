#include <catch2/catch.hpp>

#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const std::string account = "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb";
const std::string eth = "eip155:1/slip44:60";

std::string asking(const std::string& questions, const std::string& request = margin_request) {
    return replaced(request, "\"now\": ", "\"questions\": [" + questions + "], \"now\": ");
}
Answer answer_of(const std::string& question, const std::string& request = margin_request) {
    return Answer(analyze_account(asking(question, request)));
}
Decimal number(const std::string& text) { return parse_decimal(text).value(); }

/// The margin section's own words on changed inputs.
Answer margin_of(const std::string& request) { return Answer(compute_margin(request)); }

}  // namespace

TEST_CASE("analyze_account refuses", "[analysis]") {
    struct Case {
        const char* question;
        const char* name;
        const char* where;
    };
    const auto [question, name, where] = GENERATE(values<Case>({
        {R"({"kind": "guess"})", "unknown_value", "questions[0].kind"},
        {R"({})", "missing_member", "questions[0].kind"},
        {R"({"kind": "adl", "extra": 1})", "unknown_member", "questions[0].extra"},
        {R"({"kind": "order", "instrument": "X", "qty": "1"})", "unknown_reference", "questions[0].instrument"},
        {R"({"kind": "order", "instrument": "ETH-PERP", "position": "x", "qty": "1"})", "unknown_reference", "questions[0].position"},
        {R"({"kind": "order", "instrument": "ETH-DATED", "position": "long", "qty": "1"})", "unknown_reference", "questions[0].position"},
        {R"({"kind": "order", "instrument": "ETH-PERP", "qty": "1", "price": "0"})", "price_not_positive", "questions[0].price"},
        {R"({"kind": "order", "instrument": "ETH-PERP", "qty": "1", "fee": "1.1"})", "out_of_range", "questions[0].fee"},
        {R"({"kind": "order", "instrument": "ETH-PERP", "qty": 1})", "number_not_exact", "questions[0].qty"},
        {R"({"kind": "transfer", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "vault": "own", "to": "nowhere", "amount": "1"})",
         "vault_not_in_policy", "questions[0].to"},
        {R"({"kind": "transfer", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "vault": "x", "to": "own", "amount": "1"})",
         "vault_not_in_policy", "questions[0].vault"},
        {R"({"kind": "transfer", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "vault": "dollars", "to": "own", "amount": "1"})",
         "unknown_reference", "questions[0].to"},
        {R"({"kind": "transfer", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "vault": "own", "to": "own", "amount": "-1"})",
         "out_of_range", "questions[0].amount"},
        {R"({"kind": "transfer", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "vault": "own", "to": "own", "amount": "6"})",
         "out_of_range", "questions[0].amount"},
        {R"({"kind": "max_order", "instrument": "ETH-PERP", "side": "both"})", "unknown_value", "questions[0].side"},
        {R"({"kind": "max_order", "instrument": "ETH-PERP", "side": "buy", "step": "0"})", "price_not_positive", "questions[0].step"},
        {R"({"kind": "max_order", "instrument": "ETH-PERP", "side": "buy", "step": "1000001"})", "out_of_range", "questions[0].step"},
        {R"({"kind": "reach", "asset": "eip155:1/slip44:61", "price": "1"})", "missing_price", "questions[0].asset"},
        {R"({"kind": "reach", "asset": "eip155:1/slip44:60", "price": "0"})", "price_not_positive", "questions[0].price"},
        {R"({"kind": "stress", "scenarios": [{"name": "a", "moves": [{"asset": "eip155:1/slip44:61", "move": "-0.1"}]}]})", "missing_price",
         "questions[0].scenarios[0].moves[0].asset"},
        {R"({"kind": "stress", "scenarios": [{"name": "a", "moves": [{"asset": "eip155:1/slip44:60", "move": "-1"}]}]})", "out_of_range",
         "questions[0].scenarios[0].moves[0].move"},
        {R"({"kind": "stress", "scenarios": [{"name": "a", "failed_chains": ["eip155:1"]}]})", "unknown_reference",
         "questions[0].scenarios[0].failed_chains[0]"},
        {R"({"kind": "portfolio", "preset": "x", "asset": "eip155:1/slip44:60"})", "unknown_reference", "questions[0].preset"},
        {R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:61"})", "missing_price", "questions[0].asset"},
        {R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:60", "overrides": {"mood": "1"}})", "unknown_member",
         "questions[0].overrides.mood"},
        {R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:60", "overrides": {"unhedged_rate": "-1"}})", "out_of_range",
         "questions[0].unhedged_rate"},
        {R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:60", "options":
           [{"right": "call", "strike": "3000", "expiry": 1790000779, "volatility": "0.5", "qty": "1"}]})", "expired_instrument", "questions[0].options[0].expiry"},
        {R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:60", "options":
           [{"right": "both", "strike": "3000", "expiry": 1790000781, "volatility": "0.5", "qty": "1"}]})", "unknown_value", "questions[0].options[0].right"},
        {R"({"kind": "venue", "figure": "mood", "value": "1"})", "unknown_value", "questions[0].figure"},
        {R"({"kind": "venue", "figure": "liquidation_price", "value": "1"})", "missing_member", "questions[0].position"},
        {R"({"kind": "venue", "figure": "liquidation_price", "position": "x", "value": "1"})", "unknown_reference", "questions[0].position"},
        {R"({"kind": "historical", "to": "top"})", "unknown_value", "questions[0].to"},
    }));
    CAPTURE(question);
    // The second question is answered all the same.
    const Answer answer = answer_of(std::string(question) + R"(, {"kind": "adl"})");
    CHECK(answer.at("answers[0].error.name") == name);
    CHECK(answer.at("answers[0].error.where") == where);
    CHECK(answer.at("answers[1].error") == "null");
    CHECK(answer.at("error") == "null");
}

TEST_CASE("analyze_account refuses a request it can't read", "[analysis]") {
    CHECK(Answer(analyze_account("")).at("error.name") == "malformed_json");
    const Answer answer(analyze_account(replaced(asking(R"({"kind": "adl"})"), "\"price\": \"3000\"", "\"price\": \"0\"")));
    CHECK(answer.at("error.name") == "price_not_positive");
    CHECK(answer.at("error.where") == "inputs.prices[0].price");
    CHECK(answer.at("answers[0]") == "absent");
}

TEST_CASE("analyze_account: order", "[analysis]") {
    const std::string down = "margin.liquidation[0].liquidation_down.value";
    SECTION("more of the same averages the entry, and the margin is that of the position it makes") {
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "10", "price": "3100", "fee": "0.001"})");
        CHECK(answer.at("answers[0].margin.positions[0].entry.value") == "3050");
        CHECK(answer.at("answers[0].margin.positions[0].qty.value") == "20");
        CHECK(answer.at("answers[0].margin.positions[0].funding.value") == "-31");
        const Answer made = margin_of(replaced(margin_request, R"("qty": "10", "entry": "3000")", R"("qty": "20", "entry": "3050", "funding_accrued": "-31")"));
        CHECK(answer.at("answers[0]." + down) == made.at(down));
        CHECK(answer.at("answers[0].margin.equity.value") == made.at("margin.equity.value"));
    }
    SECTION("less of it realises profit and keeps the entry") {
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "-4", "price": "3100"})");
        CHECK(answer.at("answers[0].margin.positions[0].entry.value") == "3000");
        CHECK(answer.at("answers[0].margin.positions[0].funding.value") == "400");
        CHECK(answer.at("answers[0].margin.positions[0].qty.value") == "6");
    }
    SECTION("beyond it the rest is opened at the fill") {
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "-14", "price": "3100"})");
        CHECK(answer.at("answers[0].margin.positions[0].entry.value") == "3100");
        CHECK(answer.at("answers[0].margin.positions[0].funding.value") == "1000");
        CHECK(answer.at("answers[0].margin.positions[0].qty.value") == "-4");
    }
    SECTION("all of it leaves only what was realised") {
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "-10"})");
        CHECK(answer.at("answers[0].error") == "null");
        CHECK(answer.at("answers[0].margin.error") == "null");
        CHECK(answer.at("answers[0].margin.maintenance_margin.value") == "0");
        CHECK(answer.at("answers[0].margin.equity.value") == "16210");
    }
    SECTION("an inverse contract averages in coin") {
        const std::string request = replaced(margin_request, R"("instrument": "ETH-PERP", "qty": "10", "entry": "3000")",
                                             R"("instrument": "ETH-INVERSE", "qty": "6000", "entry": "2000")");
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-INVERSE", "qty": "6000", "price": "3000"})", request);
        CHECK(answer.at("answers[0].margin.positions[0].entry.value") == "2400");
        const Answer closed = answer_of(R"({"kind": "order", "instrument": "ETH-INVERSE", "qty": "-6000", "price": "3000"})", request);
        CHECK(closed.at("answers[0].margin.positions[0].funding.value") == "1");
        CHECK(closed.at("answers[0].margin.positions[0].funding.unit") == "ETH");
    }
    SECTION("in an instrument not held there is a new position") {
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "BTC-QUANTO", "qty": "-10"})");
        CHECK(answer.at("answers[0].margin.positions[1].id") == "what-if");
        CHECK(answer.at("answers[0].margin.positions[1].entry.value") == "60000");
    }
    SECTION("but not an isolated one") {
        const std::string request = replaced(replaced(margin_request, R"("margin": {"instr)", R"("margin": {"mode": "isolated", "instr)"),
                                             R"("entry": "3000", "from")", R"("entry": "3000", "margin_mode": "isolated", "isolated_margin": "3000", "from")");
        const Answer answer = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "1"})", request);
        CHECK(answer.at("answers[0].error.name") == "mode_needs_field");
        CHECK(answer.at("answers[0].error.where") == "questions[0].position");
        CHECK(answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "position": "long", "qty": "1"})", request).at("answers[0].error") == "null");
    }
}

TEST_CASE("analyze_account: limits", "[analysis]") {
    SECTION("the largest order is carried, and one step more is not") {
        const std::string side = GENERATE(as<std::string>{}, "buy", "sell");
        CAPTURE(side);
        const Answer answer = answer_of(R"({"kind": "max_order", "instrument": "ETH-PERP", "fee": "0.0005", "step": "0.001", "side": ")" + side + "\"}");
        REQUIRE(answer.at("answers[0].error") == "null");
        const Decimal most = answer.decimal("answers[0].qty.value");
        CHECK(most > Decimal(side == "buy" ? 40 : 60));
        const auto free_after = [&](Decimal qty) {
            const std::string sign = side == "buy" ? "" : "-";
            const Answer made = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "fee": "0.0005", "qty": ")" + sign + to_string(qty) + "\"}");
            return settle(CheckedDecimal(made.decimal("answers[0].margin.equity.value")) - made.decimal("answers[0].margin.initial_margin.value")).value();
        };
        CHECK_FALSE(free_after(most).is_negative());
        CHECK(free_after(settle(CheckedDecimal(most) + number("0.001")).value()).is_negative());
    }
    SECTION("the largest withdrawals") {
        const Answer answer = answer_of(R"({"kind": "max_withdraw"})");
        // Free: 16210 - 3000 = 13210; an ETH counts 2850, so 4.63508...; all the dollars may leave.
        CHECK(answer.at("answers[0].withdrawals[0].amount.value") == "4.635087719298245614");
        CHECK(answer.at("answers[0].withdrawals[0].amount.unit") == "ETH");
        CHECK(answer.at("answers[0].withdrawals[0].amount.level") == "reported");
        CHECK(answer.at("answers[0].withdrawals[1].amount.value") == "2000");
    }
    SECTION("of what no number holds, nothing is carried") {
        const Answer answer = answer_of(R"({"kind": "max_order", "instrument": "ETH-PERP", "side": "buy", "step": "1000000"})",
                                        replaced(margin_request, R"("amount": "2000")", R"("amount": "160000000000000000000")"));
        CHECK(answer.at("answers[0].error") == "null");
        CHECK(answer.decimal("answers[0].qty.value") > Decimal(0));
    }
    SECTION("the least number is a quantity like any other") {
        const Answer answer = answer_of(R"({"kind": "max_order", "instrument": "ETH-PERP", "side": "buy"}, {"kind": "reach", "asset": "eip155:1/slip44:60", "price": "1"},
                                          {"kind": "adl"})",
                                        replaced(margin_request, R"("qty": "10")", R"("qty": "-170141183460469231731.687303715884105728")"));
        for (const char* place : {"answers[0]", "answers[1]", "answers[2]"}) {
            CHECK(answer.at(std::string(place) + ".error.name") == "decimal_overflow");
        }
    }
    SECTION("nothing may leave an account below its initial margin") {
        const Answer answer = answer_of(R"({"kind": "max_withdraw"}, {"kind": "max_order", "instrument": "ETH-PERP", "side": "buy"})",
                                        replaced(margin_request, R"("qty": "10")", R"("qty": "60")"));
        CHECK(answer.at("answers[0].withdrawals[0].amount.value") == "0");
        CHECK(answer.at("answers[1].qty.value") == "0");
    }
}

TEST_CASE("analyze_account: reach", "[analysis]") {
    const Answer now = margin_of(margin_request);
    const Decimal down = now.decimal("margin.liquidation[0].liquidation_down.value");
    SECTION("each way leads there, and not with less") {
        const Decimal target = settle(CheckedDecimal(down) - Decimal(100)).value();
        const Answer answer = answer_of(R"({"kind": "reach", "asset": ")" + eth + R"(", "price": ")" + to_string(target) + "\"}");
        REQUIRE(answer.at("answers[0].error") == "null");
        CHECK(answer.at("answers[0].holds") == "false");
        CHECK(answer.at("answers[0].ways[0].action") == "add");
        CHECK(answer.at("answers[0].ways[0].what") == "own");
        const Decimal added = answer.decimal("answers[0].ways[0].amount.value");
        const auto with = [&](Decimal more) {
            const Decimal amount = settle(CheckedDecimal(Decimal(5)) + more).value();
            return margin_of(replaced(margin_request, R"("amount": "5")", "\"amount\": \"" + to_string(amount) + "\"")).decimal("margin.liquidation[0].liquidation_down.value");
        };
        CHECK(with(added) <= target);
        CHECK(with(settle(CheckedDecimal(added) - decimal_step).value()) > target);
        CHECK(answer.at("answers[0].ways[1].action") == "close");
        const Decimal closed = answer.decimal("answers[0].ways[1].amount.value");
        const Answer less = answer_of(R"({"kind": "order", "instrument": "ETH-PERP", "qty": "-)" + to_string(closed) + "\"}");
        CHECK(less.decimal("answers[0].margin.liquidation[0].liquidation_down.value") <= target);
    }
    SECTION("nothing is needed where it holds") {
        const Answer answer = answer_of(R"({"kind": "reach", "asset": ")" + eth + R"(", "price": ")" + to_string(down) + "\"}");
        CHECK(answer.at("answers[0].holds") == "true");
        CHECK(answer.at("answers[0].ways[0]") == "absent");
    }
}

TEST_CASE("analyze_account: chains", "[analysis]") {
    const std::string request = replaced(margin_request, R"("collateral": {"assets")", R"("collateral": {"chains": [{"chain": "eip155:1"}], "assets")");
    const Answer answer = answer_of(R"({"kind": "siloed"}, {"kind": "chain_failures"})", request);
    SECTION("apart, the venue has a position and nothing to back it") {
        CHECK(answer.at("answers[0].unified[0].scope") == "cross");
        CHECK(answer.at("answers[0].unified[0].liquidatable") == "false");
        CHECK(answer.at("answers[0].siloed[0].scope") == "venue");
        CHECK(answer.at("answers[0].siloed[0].level") == "LIQUIDATABLE");
        CHECK(answer.at("answers[0].siloed[1].scope") == "eip155:1");
        CHECK(answer.at("answers[0].first_to_fail") == "venue");
        CHECK(answer.at("answers[0].shortfall_unified.value") == "0");
        CHECK(answer.at("answers[0].shortfall_siloed.value") == "1500");
    }
    SECTION("a chain that fails takes its collateral with it") {
        CHECK(answer.at("answers[1].scenarios[0].name") == "eip155:1");
        CHECK(answer.at("answers[1].scenarios[0].pools[0].equity.value") == "0");
        CHECK(answer.at("answers[1].scenarios[0].pools[0].liquidatable") == "true");
        CHECK(answer.at("answers[1].scenarios[1]") == "absent");
    }
}

TEST_CASE("analyze_account: stress", "[analysis]") {
    SECTION("a move is what compute_margin says of it") {
        const Answer answer = answer_of(R"({"kind": "stress", "scenarios": [{"name": "down", "moves": [{"asset": ")" + eth + R"(", "move": "-0.2"}]}]})");
        const Answer moved = margin_of(replaced(margin_request, "\"now\": ", R"("what_if": {"asset": ")" + eth + R"(", "price": "2400"}, "now": )"));
        CHECK(answer.at("answers[0].scenarios[0].pools[0].equity.value") == moved.at("margin.equity.value"));
        CHECK(answer.at("answers[0].scenarios[0].weakest") == "cross");
    }
    SECTION("crashes that happened move what they have a record of") {
        const Answer answer = answer_of(R"({"kind": "historical", "to": "low"})");
        CHECK(answer.at("answers[0].scenarios[0].id") != "absent");
        CHECK(answer.at("answers[0].scenarios[0].unmoved[0]") == "absent");
        // 2020-03-12: ETH -51.15%.
        CHECK(answer.at("answers[0].scenarios[0].pools[0].maintenance_margin.value") == "732.75");
        CHECK(answer.at("answers[0].scenarios[0].pools[0].level") == "BANKRUPT");
    }
    SECTION("in reverse: the joint move, the volatility and the lag that liquidate") {
        const Answer answer = answer_of(R"({"kind": "reverse_stress"})", replaced(request_with_lag(), R"("qty": "10")", R"("qty": "20")"));
        CHECK(answer.decimal("answers[0].joint_move_down.value") < number("-0.1"));
        CHECK(answer.at("answers[0].joint_move_up.reason") == "never");
        CHECK(answer.decimal("answers[0].volatility_multiple.value") > Decimal(50));
        // Without a lag there is nothing that grows.
        CHECK(answer_of(R"({"kind": "reverse_stress"})").at("answers[0].volatility_multiple.reason") == "never");
    }
    SECTION("premiums of the path grow with the deviation alone") {
        const std::string path = replaced(request_with_lag(), R"({"confidence": "0.99"})", R"({"confidence": "0.99", "quantile": "path"})");
        const Answer answer = answer_of(R"({"kind": "stress", "scenarios": [{"name": "a", "volatility_multiple": "2"}]}, {"kind": "reverse_stress"})", path);
        // 1 - (1 - L)^2 of 15'000 less, L = 1 - exp(-z s), s = 0.6 sqrt(960 s / year), z of 99.5%.
        CHECK(answer.at("answers[0].scenarios[0].pools[0].equity.value").starts_with("15956.3564083076"));
        // The multiple m at which 16'210 - 15'000 (1 - (1 - L)^m) is the maintenance margin of 3000, and its square.
        const Answer reverse = answer_of(R"({"kind": "reverse_stress"})", replaced(path, R"("qty": "10")", R"("qty": "20")"));
        CHECK(reverse.at("answers[0].volatility_multiple.value").starts_with("249.3037576"));
        CHECK(reverse.at("answers[0].latency_multiple.value").starts_with("62152.363"));
    }
}

TEST_CASE("analyze_account: adl", "[analysis]") {
    const Answer answer = answer_of(R"({"kind": "adl"})", replaced(margin_request, R"("entry": "3000")", R"("entry": "2500")"));
    CHECK(answer.at("answers[0].scores[0].position") == "long");
    // 20% of profit on a leverage of 30'000 / 21'210.
    CHECK(answer.at("answers[0].scores[0].cex.value").starts_with("0.28288543"));
    CHECK(answer.at("answers[0].scores[0].hyperliquid.value").starts_with("1.69731258"));
}

TEST_CASE("analyze_account: portfolio", "[analysis]") {
    const auto ask = [](const std::string& more) {
        return answer_of(R"({"kind": "portfolio", "preset": "paradex-eth", "asset": "eip155:1/slip44:60")" + more + "}");
    };
    SECTION("the worst scenario of a long is the price's fall, and is named") {
        const Answer answer = ask(R"(, "vector": true)");
        REQUIRE(answer.at("answers[0].error") == "null");
        // 10 ETH at 3000, 16% down.
        const Decimal margin = answer.decimal("answers[0].initial_margin.value");
        CHECK(margin >= Decimal(4800));
        CHECK(margin < number("4800.000001"));
        CHECK(answer.at("answers[0].initial_margin.unit") == "USD");
        CHECK(answer.at("answers[0].binding") == "scenario");
        const std::string worst = answer.at("answers[0].profits[" + answer.at("answers[0].worst_scenario") + "]");
        CHECK(number(worst) <= Decimal(-4800));
        CHECK(answer.at("answers[0].preset") == "paradex-eth");
        CHECK(answer.at("answers[0].old") == "true");
        CHECK(answer.at("answers[0].parameters.maintenance_factor") == "0.5");
    }
    SECTION("a put against the long takes some of it off") {
        const Answer plain = ask("");
        const Answer hedged = ask(R"(, "options": [{"right": "put", "strike": "2900", "expiry": 1792592780, "volatility": "0.6", "qty": "10"}])");
        CHECK(hedged.decimal("answers[0].initial_margin.value") < plain.decimal("answers[0].initial_margin.value"));
        CHECK(plain.at("answers[0].profits") == "absent");
    }
    SECTION("every number may be replaced") {
        const Answer answer = ask(R"(, "overrides": {"maintenance_factor": "0.8"})");
        const Decimal margin = answer.decimal("answers[0].maintenance_margin.value");
        CHECK(margin >= Decimal(3840));
        CHECK(margin < number("3840.000001"));
    }
    SECTION("scenarios may be replaced, and are shown beside their profits") {
        const Answer answer = ask(R"(, "vector": true, "overrides": {"scenarios": [{"move": "0.1", "volatility": "up"},
            {"move": "-0.5", "volatility": "same", "weight": "0.5"}]})");
        const Decimal margin = answer.decimal("answers[0].initial_margin.value");
        CHECK(margin >= Decimal(7500));
        CHECK(margin < number("7500.000001"));
        CHECK(answer.at("answers[0].worst_scenario") == "1");
        CHECK(answer.at("answers[0].scenarios[1].move") == "-0.5");
        CHECK(answer.at("answers[0].scenarios[1].volatility") == "same");
        CHECK(answer.at("answers[0].scenarios[1].weight") == "0.5");
        CHECK(answer.at("answers[0].scenarios[2].move") == "absent");
        CHECK(answer.at("answers[0].parameters.vol_up") != "absent");
    }
    SECTION("figures of inverse products are in coin") {
        const Answer answer = answer_of(R"({"kind": "portfolio", "preset": "deribit-pm-eth", "asset": "eip155:1/slip44:60"})",
                                        replaced(margin_request, R"("instrument": "ETH-PERP", "qty": "10")", R"("instrument": "ETH-INVERSE", "qty": "30000")"));
        CHECK(answer.at("answers[0].initial_margin.unit") == "ETH");
        CHECK(answer.at("answers[0].error") == "null");
    }
    SECTION("a quanto contract counts what gains as much: 10 of 10^-6 ETH at 3000 for each USD of BTC's price") {
        const Answer answer = answer_of(R"({"kind": "portfolio", "preset": "paradex-btc", "asset": "bip122:000000000019d6689c085ae165831e93/slip44:0"})",
                                        replaced(margin_request, R"("instrument": "ETH-PERP", "qty": "10", "entry": "3000")", R"("instrument": "BTC-QUANTO", "qty": "10", "entry": "60000")"));
        REQUIRE(answer.at("answers[0].error") == "null");
        // 0.03 BTC lose 14% of 60000.
        CHECK(answer.decimal("answers[0].initial_margin.value") >= number("252"));
        CHECK(answer.decimal("answers[0].initial_margin.value") < number("252.000001"));
    }
}

TEST_CASE("analyze_account: venue", "[analysis]") {
    const std::string request = replaced(margin_request, R"("entry": "3000")", R"("entry": "2900", "funding_accrued": "-40")");
    const auto cause_in = [](const std::string& asked, const std::string& figure, const std::string& value) {
        const Answer answer = answer_of(R"({"kind": "venue", "position": "long", "figure": ")" + figure + R"(", "value": ")" + value + "\"}", asked);
        std::string found;
        for (int i = 0; answer.at("answers[0].causes[" + std::to_string(i) + "].reproduces") != "absent"; ++i) {
            const std::string row = "answers[0].causes[" + std::to_string(i) + "]";
            if (answer.at(row + ".reproduces") != "true") continue;
            found += answer.at(row + ".slips[0]");
            if (answer.at(row + ".slips[1]") != "absent") found += "+" + answer.at(row + ".slips[1]");
            found += " ";
        }
        return found;
    };
    const auto cause_of = [&](const std::string& figure, const std::string& value) { return cause_in(request, figure, value); };
    SECTION("agrees where it does") {
        const Answer answer = answer_of(R"({"kind": "venue", "figure": "equity", "value": "17170"})", request);
        CHECK(answer.at("answers[0].ours.value") == "17170");
        CHECK(answer.at("answers[0].agrees") == "true");
        CHECK(answer.at("answers[0].causes[0]") == "absent");
    }
    SECTION("names the slip that gives the venue's number") {
        CHECK(cause_of("equity", "17960") == "haircuts_left_out ");
        CHECK(cause_of("equity", "17210") == "funding_left_out ");
        CHECK(cause_of("equity", "16170") == "entry_for_mark ");
        CHECK(cause_of("maintenance_margin", "1450") == "entry_for_mark requirements_at_entry ");
    }
    SECTION("tiers are haircuts, too") {
        const std::string tiered = replaced(request, R"("haircut": "0.05")", R"("tiers": {"unit": "quantity", "rows": [{"up_to": "2", "ratio": "0.9"}, {"ratio": "0.5"}]})");
        const Answer answer = answer_of(R"({"kind": "venue", "figure": "equity", "value": "17960"}, {"kind": "explain"})", tiered);
        // 3000 (2 x 0.9 + 3 x 0.5) + 1960 + 1000 - 40.
        CHECK(answer.at("answers[0].ours.value") == "12820");
        CHECK(cause_in(tiered, "equity", "17960") == "haircuts_left_out ");
        // 3.3 of 5 count: the average, and no cut by caps after it.
        CHECK(answer.at("answers[1].steps[1].figure") == "haircut");
        CHECK(answer.at("answers[1].steps[1].terms.base") == "0.34");
        CHECK(answer.at("answers[1].steps[1].rounds") == "up");
        CHECK(answer.at("answers[1].steps[2].value") == "9900");
        CHECK(answer.at("answers[1].steps[3].figure") == "value");
    }
    SECTION("a liquidation price with collateral that stands still") {
        // 16210 - 40 + 1000 + 10 (P - 3000) = 0.5 P
        CHECK(cause_of("liquidation_price", "1350.53") == "collateral_price_frozen ");
    }
    SECTION("or two slips together") { CHECK(cause_of("equity", "18000") == "haircuts_left_out+funding_left_out "); }
    SECTION("or none that is known") { CHECK(cause_of("equity", "12345").empty()); }
}

TEST_CASE("analyze_account: explain", "[analysis]") {
    const Answer answer = answer_of(R"({"kind": "explain"})", replaced(request_with_lag(), R"("entry": "3000")", R"("entry": "2900", "funding_accrued": "-40")"));
    REQUIRE(answer.at("answers[0].error") == "null");
    const auto step_of = [&](const std::string& of, const std::string& figure) {
        for (int i = 0;; ++i) {
            const std::string step = "answers[0].steps[" + std::to_string(i) + "]";
            if (answer.at(step + ".of") == "absent") FAIL("no step " << figure << " of " << of);
            if (answer.at(step + ".of") == of && answer.at(step + ".figure") == figure) return step;
        }
    };
    const auto term = [&](const std::string& step, const std::string& name) { return answer.decimal(step + ".terms." + name); };
    SECTION("each step gives its figure from its terms") {
        const std::string value = step_of("own", "value");
        CHECK(answer.decimal(value + ".value") == mul_down(term(value, "amount"), term(value, "price")).value());
        const std::string haircut = step_of("own", "haircut");
        CHECK(answer.decimal(haircut + ".value") == (CheckedDecimal(term(haircut, "base")) + term(haircut, "latency")).value());
        const std::string counted = step_of("own", "counted_value");
        CHECK(answer.decimal(counted + ".value") == mul_down(term(counted, "value"), CheckedDecimal(1) - term(counted, "haircut")).value());
        const std::string pnl = step_of("long", "pnl");
        CHECK(answer.at(pnl + ".formula") == "q x (mark - entry) x settle_price");
        CHECK(answer.at(pnl + ".value") == "1000");
        const std::string maintenance = step_of("long", "maintenance_margin");
        CHECK(answer.decimal(maintenance + ".value") == mul_up(term(maintenance, "basis"), term(maintenance, "rate")).value());
        const std::string equity = step_of("account", "equity");
        CHECK(answer.decimal(equity + ".value") == (CheckedDecimal(term(equity, "collateral")) + term(equity, "pnl") + term(equity, "funding")).value());
        CHECK(answer.at(equity + ".terms.left_out") == "0");
        CHECK(answer.at(step_of("account", "maintenance_margin") + ".value") == "1500");
    }
    SECTION("and says what caps take off") {
        const Answer capped = answer_of(R"({"kind": "explain"})", replaced(margin_request, R"("haircut": "0.05")", R"("haircut": "0.05", "cap": "10000")"));
        CHECK(capped.at("answers[0].steps[3].formula") == "cut to the caps of the asset and of the chain, in proportion");
        CHECK(capped.at("answers[0].steps[3].value") == "10000");
    }
}
