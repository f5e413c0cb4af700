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

TEST_CASE("compute_margin counts collateral by tiers", "[margin]") {
    const auto with_tiers = [](const std::string& request, const std::string& tiers) {
        return Answer(compute_margin(replaced(request, R"("haircut": "0.05", "volatility": "0.6")", R"("tiers": )" + tiers + R"(, "volatility": "0.6")")));
    };
    const std::string by_quantity = R"({"unit": "quantity", "rows": [{"up_to": "2", "ratio": "0.95"}, {"up_to": "4", "ratio": "0.9"}, {"ratio": "0.8"}]})";
    SECTION("of the quantity: 2 at 95%, 2 at 90% and 1 at 80% are 4.5 of 5") {
        const Answer answer = with_tiers(margin_request, by_quantity);
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("collateral[0].value.value") == "15000");
        CHECK(answer.at("collateral[0].counted_value.value") == "13500");
        CHECK(answer.at("collateral[0].haircut") == "0.1");
        CHECK(answer.at("collateral[1].haircut") == "0.02");
        CHECK(answer.at("margin.equity.value") == "15460");
        CHECK(answer.at("margin.liquidation[0].certified") == "true");
    }
    SECTION("of the value, whose tiers are crossed on the way to the liquidation price") {
        const Answer answer = with_tiers(margin_request, R"({"unit": "usd", "rows": [{"up_to": "12000", "ratio": "0.95"}, {"ratio": "0.5"}]})");
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("collateral[0].counted_value.value") == "12900");
        CHECK(answer.at("collateral[0].haircut") == "0.14");
        CHECK(answer.at("margin.equity.value") == "14860");
        // Below 2400 all 5 ETH count 95%: 4.75 P + 1960 + 10 (P - 3000) = 0.5 P.
        CHECK(answer.at(liquidation_down) == "1967.719298245614035088");
        CHECK(answer.at("margin.liquidation[0].certified") == "true");
    }
    SECTION("of all that one asset comes to, in however many vaults it lies") {
        const std::string split = replaced(margin_request, R"("amount": "5", "from": [0], "level": "proven"},)",
                                           R"("amount": "1", "from": [0], "level": "proven"}, {"vault": "other", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
            "chain": "eip155:1", "asset": "eip155:1/slip44:60", "amount": "4", "from": [0], "level": "proven"},)");
        const Answer answer = with_tiers(split, by_quantity);
        CHECK(answer.at("collateral[0].haircut") == "0.1");
        CHECK(answer.at("collateral[1].haircut") == "0.1");
        CHECK(answer.at("margin.equity.value") == "15460");
    }
    SECTION("and says what tiers take off beside the premium for the lag") {
        const Answer answer = with_tiers(request_with_lag(), by_quantity);
        const Decimal base = answer.decimal("collateral[0].breakdown.base");
        CHECK(base >= parse_decimal("0.1").value());
        CHECK(base < parse_decimal("0.10000000000000001").value());
        CHECK(answer.at("collateral[0].haircut").starts_with("0.107677055960787"));
        CHECK(answer.at("collateral[1].breakdown.base") == "0.02");
    }
    SECTION("refuses tables that are none") {
        const auto [tiers, name, where] = GENERATE(table<const char*, const char*, const char*>({
            {R"({"unit": "quantity", "rows": []})", "bad_tiers", ""},
            {R"({"unit": "quantity", "rows": [{"up_to": "0", "ratio": "1"}, {"ratio": "0"}]})", "bad_tiers", "[0].up_to"},
            {R"({"unit": "quantity", "rows": [{"up_to": "2", "ratio": "1"}, {"up_to": "2", "ratio": "0.5"}, {"ratio": "0"}]})", "bad_tiers", "[1].up_to"},
            {R"({"unit": "quantity", "rows": [{"up_to": "2", "ratio": "1"}]})", "bad_tiers", "[0].up_to"},
            {R"({"unit": "quantity", "rows": [{"ratio": "1"}, {"ratio": "1"}]})", "bad_tiers", "[0].up_to"},
            {R"({"unit": "usd", "rows": [{"ratio": "1.01"}]})", "out_of_range", "[0].ratio"},
            {R"({"unit": "usd", "rows": [{"ratio": "-0.01"}]})", "out_of_range", "[0].ratio"},
            {R"({"unit": "usd", "rows": [{}]})", "missing_member", "[0].ratio"},
            {R"({"unit": "usd", "rows": [{"ratio": 1}]})", "number_not_exact", "[0].ratio"},
            {R"({"unit": "usd", "rows": [{"ratio": "1", "mood": "1"}]})", "unknown_member", "[0].mood"},
        }));
        CAPTURE(tiers);
        check_refused(with_tiers(margin_request, tiers), "error", name, std::string("policy.collateral.assets[0].tiers.rows") + where);
    }
    SECTION("refuses a word or a member that it does not know") {
        check_refused(with_tiers(margin_request, R"({"unit": "coins", "rows": [{"ratio": "1"}]})"), "error", "unknown_value", "policy.collateral.assets[0].tiers.unit");
        check_refused(with_tiers(margin_request, R"({"rows": [{"ratio": "1"}]})"), "error", "missing_member", "policy.collateral.assets[0].tiers.unit");
        check_refused(with_tiers(margin_request, R"({"unit": "usd", "rows": [{"ratio": "1"}], "mood": 1})"), "error", "unknown_member", "policy.collateral.assets[0].tiers.mood");
        std::string many = R"({"unit": "usd", "rows": [)";
        for (int i = 1; i <= 64; ++i) many += R"({"up_to": ")" + std::to_string(i) + R"(", "ratio": "1"}, )";
        check_refused(with_tiers(margin_request, many + R"({"ratio": "1"}]})"), "error", "too_many_items", "policy.collateral.assets[0].tiers.rows");
    }
    SECTION("refuses a haircut beside them, and neither") {
        const std::string both = R"({"unit": "usd", "rows": [{"ratio": "1"}]}, "haircut": "0.05")";
        check_refused(with_tiers(margin_request, both), "error", "missing_member", "policy.collateral.assets[0]");
        const Answer neither(compute_margin(replaced(margin_request, R"("haircut": "0.05", )", "")));
        check_refused(neither, "error", "missing_member", "policy.collateral.assets[0]");
    }
}

TEST_CASE("compute_margin shows where the policy's numbers come from", "[margin]") {
    const auto with_presets = [](const std::string& margin, const std::string& collateral) {
        const std::string request = replaced(margin_request, R"("margin": {"instruments")", R"("margin": {"preset": )" + margin + R"(, "instruments")");
        return Answer(compute_margin(replaced(request, R"("collateral": {"assets")", R"("collateral": {"preset": )" + collateral + R"(, "assets")")));
    };
    SECTION("with its age: old is more than 90 days") {
        // now is 1790000780.
        const Answer answer = with_presets(R"({"name": "mine", "source": "a letter", "as_of": 1782224780})", R"({"name": "theirs", "source": "a page", "as_of": 1782224779})");
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("margin.preset.name") == "mine");
        CHECK(answer.at("margin.preset.source") == "a letter");
        CHECK(answer.at("margin.preset.as_of") == "1782224780");
        CHECK(answer.at("margin.preset.old") == "false");
        CHECK(answer.at("margin.collateral_preset.name") == "theirs");
        CHECK(answer.at("margin.collateral_preset.old") == "true");
        CHECK(answer.at("margin.equity.value") == "16210");
    }
    SECTION("null where it does not say") {
        const Answer answer(compute_margin(margin_request));
        CHECK(answer.at("margin.preset") == "null");
        CHECK(answer.at("margin.collateral_preset") == "null");
    }
    SECTION("refuses") {
        const std::string good = R"({"name": "a", "source": "b", "as_of": 1})";
        const auto [preset, name, where] = GENERATE(table<const char*, const char*, const char*>({
            {R"({"source": "b", "as_of": 1})", "missing_member", "preset.name"},
            {R"({"name": "", "source": "b", "as_of": 1})", "wrong_length", "preset.name"},
            {R"({"name": "a", "as_of": 1})", "missing_member", "preset.source"},
            {R"({"name": "a", "source": "", "as_of": 1})", "wrong_length", "preset.source"},
            {R"({"name": "a", "source": "b"})", "missing_member", "preset.as_of"},
            {R"({"name": "a", "source": "b", "as_of": 0})", "out_of_range", "preset.as_of"},
            {R"({"name": "a", "source": "b", "as_of": -1})", "malformed_integer", "preset.as_of"},
            {R"({"name": "a", "source": "b", "as_of": 1, "mood": 1})", "unknown_member", "preset.mood"},
            {R"("a")", "wrong_type", "preset"},
        }));
        CAPTURE(preset);
        check_refused(with_presets(preset, good), "error", name, std::string("policy.margin.") + where);
        check_refused(with_presets(good, preset), "error", name, std::string("policy.collateral.") + where);
        const std::string long_source = R"({"name": "a", "source": ")" + std::string(513, 'x') + R"(", "as_of": 1})";
        check_refused(with_presets(long_source, good), "error", "wrong_length", "policy.margin.preset.source");
    }
}

TEST_CASE("verify_bundle warns of old presets", "[margin][pipeline]") {
    const std::string bundle = read_file(fixture("one-chain/bundle.json"));
    const std::string policy = read_file(fixture("one-chain/policy.json"));
    const auto warnings_of = [&](const std::string& margin_as_of, const std::string& collateral_as_of) {
        const std::string source = R"(", "source": "a page", "as_of": )";
        const std::string changed = replaced(policy, "\"margin\": {", R"("margin": {"preset": {"name": "rules)" + source + margin_as_of + "},");
        const std::string both = replaced(changed, "\"collateral\": {", R"("collateral": {"preset": {"name": "table)" + source + collateral_as_of + "},");
        const Answer answer(verify_bundle(bundle, both, "1789915462"));
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("verdict.status") == "agrees");
        std::vector<std::string> found;
        for (int i = 0; answer.at("warnings[" + std::to_string(i) + "]") != "absent"; ++i) {
            const std::string warning = answer.at("warnings[" + std::to_string(i) + "]");
            if (warning.starts_with("preset_old: ")) found.push_back(warning);
        }
        return found;
    };
    // 90 days are 7'776'000 s.
    CHECK(warnings_of("1782139462", "1782139462").empty());
    CHECK(warnings_of("1782139461", "1782139462") ==
          std::vector<std::string>{"preset_old: rules, where the policy's margin numbers come from, is more than 90 days old."});
    CHECK(warnings_of("1782139462", "1782139461") ==
          std::vector<std::string>{"preset_old: table, where the policy's collateral numbers come from, is more than 90 days old."});
    CHECK(warnings_of("1", "1").size() == 2);
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
