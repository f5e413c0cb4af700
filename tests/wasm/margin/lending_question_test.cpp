#include <catch2/catch.hpp>

#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const std::string eth = "eip155:1/slip44:60";
const std::string btc = "bip122:000000000019d6689c085ae165831e93/slip44:0";
const std::string usdc = "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
const std::string weth = "eip155:1/erc20:0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2";

std::string reserve(const std::string& asset, const std::string& loan_to_value, const std::string& threshold) {
    return R"({"asset": ")" + asset + R"(", "loan_to_value": ")" + loan_to_value + R"(", "liquidation_threshold": ")" +
           threshold + R"("})";
}
const std::string eth_reserve = reserve(eth, "0.75", "0.8");
const std::string usdc_reserve = reserve(usdc, "0.77", "0.9");

std::string lending(const std::string& reserves) { return R"({"kind": "lending", "reserves": [)" + reserves + "]}"; }

Answer answer_of(const std::string& question, const std::string& request = margin_request) {
    return Answer(analyze_account(replaced(request, "\"now\": ", "\"questions\": [" + question + "], \"now\": ")));
}

}  // namespace

TEST_CASE("analyze_account: lending refuses", "[analysis][lending]") {
    struct Case {
        std::string question;
        const char* name;
        const char* where;
    };
    const auto test = GENERATE(values<Case>({
        {R"({"kind": "lending"})", "missing_member", "questions[0].reserves"},
        {R"({"kind": "lending", "reserves": {}})", "wrong_type", "questions[0].reserves"},
        {R"({"kind": "lending", "reserves": [], "debts": []})", "unknown_member", "questions[0].debts"},
        {lending(R"({"asset": "eip155:1/slip44:60", "loan_to_value": "0", "liquidation_threshold": "0", "cap": "1"})"), "unknown_member",
         "questions[0].reserves[0].cap"},
        {lending(R"({"loan_to_value": "0", "liquidation_threshold": "0"})"), "missing_member", "questions[0].reserves[0].asset"},
        {lending(reserve("ETH", "0.75", "0.8")), "malformed_id", "questions[0].reserves[0].asset"},
        {lending(reserve("eip155:1/slip44:61", "0.75", "0.8")), "unknown_reference", "questions[0].reserves[0].asset"},
        {lending(eth_reserve + "," + usdc_reserve + "," + eth_reserve), "duplicate_id", "questions[0].reserves[2].asset"},
        {lending(reserve(eth, "-0.1", "0.8")), "out_of_range", "questions[0].reserves[0].loan_to_value"},
        {lending(reserve(eth, "0.9", "0.8")), "out_of_range", "questions[0].reserves[0].loan_to_value"},
        {lending(eth_reserve + "," + reserve(usdc, "0.8", "1.000000000000000001")), "out_of_range",
         "questions[0].reserves[1].liquidation_threshold"},
        {lending(R"({"asset": "eip155:1/slip44:60", "loan_to_value": 0, "liquidation_threshold": "0"})"), "number_not_exact",
         "questions[0].reserves[0].loan_to_value"},
    }));
    CAPTURE(test.question);
    const Answer answer = answer_of(test.question + R"(, {"kind": "adl"})");
    CHECK(answer.at("answers[0].error.name") == test.name);
    CHECK(answer.at("answers[0].error.where") == test.where);
    CHECK(answer.at("answers[0].health_factor") == "absent");
    CHECK(answer.at("answers[1].error") == "null");
}

TEST_CASE("analyze_account: lending refuses a reserve without a price", "[analysis][lending]") {
    const std::string unpriced = replaced(
        margin_request, R"({"asset": "bip122:000000000019d6689c085ae165831e93/slip44:0", "price": "60000", "from": [1], "level": "reported"},)", "");
    const Answer answer = answer_of(lending(eth_reserve + "," + reserve(btc, "0.7", "0.7")), unpriced);
    CHECK(answer.at("answers[0].error.name") == "missing_price");
    CHECK(answer.at("answers[0].error.where") == "questions[0].reserves[1].asset");
}

TEST_CASE("analyze_account: lending without debts", "[analysis][lending]") {
    const Answer answer = answer_of(lending(eth_reserve + "," + usdc_reserve + "," + reserve(btc, "0.7", "0.7")));
    CHECK(answer.at("answers[0].error") == "null");
    CHECK(answer.at("answers[0].health_factor.value") == "null");
    CHECK(answer.at("answers[0].health_factor.reason") == "infinite");
    // 15000 at 0.75 and 2000 at 0.77, no haircut taken.
    CHECK(answer.at("answers[0].available_borrows.value") == "12790");
    CHECK(answer.at("answers[0].available_borrows.unit") == "USD");
    CHECK(answer.at("answers[0].available_borrows.level") == "reported");
    CHECK(answer.at("answers[0].loan_to_value.value") == "0.752352941176470588");
    CHECK(answer.at("answers[0].liquidation_threshold.value") == "0.811764705882352941");
    CHECK(answer.at("answers[0].liquidation_prices[0].asset") == eth);
    CHECK(answer.at("answers[0].liquidation_prices[0].symbol") == "ETH");
    CHECK(answer.at("answers[0].liquidation_prices[0].price.value") == "null");
    CHECK(answer.at("answers[0].liquidation_prices[0].price.reason") == "never");
    CHECK(answer.at("answers[0].liquidation_prices[1].symbol") == "USDC");
    CHECK(answer.at("answers[0].liquidation_prices[2]") == "absent");
    SECTION("collateral without a reserve counts nothing") {
        const Answer less = answer_of(lending(usdc_reserve));
        CHECK(less.at("answers[0].available_borrows.value") == "1540");
        CHECK(less.at("answers[0].loan_to_value.value") == "0.77");
        CHECK(answer_of(lending("")).at("answers[0].available_borrows.value") == "0");
        CHECK(answer_of(lending("")).at("answers[0].loan_to_value.value") == "0");
    }
    SECTION("nor does what the policy does not accept") {
        const std::string request = replaced(margin_request, R"({"asset": "eip155:1/slip44:60", "haircut": "0.05", "volatility": "0.6"},)", "");
        CHECK(answer_of(lending(eth_reserve + "," + usdc_reserve), request).at("answers[0].available_borrows.value") == "1540");
    }
    SECTION("collateral counts at the lower price") {
        const std::string request = replaced(margin_request, R"("price": "3000",)", R"("price": "3000", "conf": "100",)");
        CHECK(answer_of(lending(eth_reserve), request).at("answers[0].available_borrows.value") == "10875");
    }
}

namespace {

/// The account with that much borrowed at the venue, by its word.
std::string indebted(const std::string& asset, const std::string& amount, const std::string& request = margin_request) {
    const std::string accepting =
        replaced(request, R"("margin": {)", R"("margin": {"liabilities": [{"asset": ")" + asset + R"(", "initial": "0", "maintenance": "0"}], )");
    return replaced(accepting, R"("positions": [)",
                    R"("debts": [{"id": "loan", "asset": ")" + asset + R"(", "amount": ")" + amount +
                        R"(", "from": [1], "level": "reported"}], "positions": [)");
}
/// The same with ETH at another price.
std::string with_eth_at(const std::string& price, const std::string& request) {
    return replaced(request, "\"now\": ", R"("what_if": {"asset": ")" + eth + R"(", "price": ")" + price + R"("}, "now": )");
}

const std::string both = lending(eth_reserve + "," + usdc_reserve);
const std::string health = "answers[0].health_factor.value";
const std::string eth_price = "answers[0].liquidation_prices[0].price.value";
const std::string usdc_price = "answers[0].liquidation_prices[1].price.value";

}  // namespace

TEST_CASE("analyze_account: lending with debts", "[analysis][lending]") {
    SECTION("in what stands still: a fall of the other liquidates, and so does a rise of the debt") {
        const Answer answer = answer_of(both, indebted(usdc, "6900"));
        CHECK(answer.at("answers[0].error") == "null");
        CHECK(answer.at(health) == "2");
        CHECK(answer.at("answers[0].available_borrows.value") == "5890");
        CHECK(answer.at(eth_price) == "1275");
        CHECK(answer.at(usdc_price) == "2.352941176470588235");
    }
    SECTION("at exactly 1 it is the price of today; one step more of debt is too much") {
        const Answer answer = answer_of(both, indebted(usdc, "13800"));
        CHECK(answer.at(health) == "1");
        CHECK(answer.at(eth_price) == "3000");
        CHECK(answer.at(usdc_price) == "1");
        CHECK(answer.at("answers[0].available_borrows.value") == "0");
        const Answer more = answer_of(both, indebted(usdc, "13800.000000000000000001"));
        CHECK(more.at(health) == "0.999999999999999999");
        CHECK(more.at(eth_price) == "null");
        CHECK(more.at("answers[0].liquidation_prices[0].price.reason") == "already");
        CHECK(more.at("answers[0].liquidation_prices[1].price.reason") == "already");
    }
    SECTION("in the asset that is lent, both move") {
        CHECK(answer_of(both, indebted(eth, "1")).at(health) == "4.6");
        CHECK(answer_of(both, indebted(eth, "1")).at("answers[0].liquidation_prices[0].price.reason") == "never");
        const Answer short_of = answer_of(both, indebted(eth, "4.5"));
        CHECK(short_of.at(health) == "1.022222222222222222");
        CHECK(short_of.at(eth_price) == "3600");
    }
    SECTION("in an asset without a reserve it counts all the same") {
        const Answer answer = answer_of(lending(usdc_reserve), indebted(eth, "0.5"));
        CHECK(answer.at(health) == "1.2");
        CHECK(answer.at(eth_price) == "0.833333333333333334");
    }
    SECTION("at the upper price") {
        const std::string request = replaced(margin_request, R"("price": "3000",)", R"("price": "3000", "conf": "100",)");
        CHECK(answer_of(lending(usdc_reserve), indebted(eth, "0.5", request)).at(health) == "1.161290322580645161");
    }
    SECTION("in an asset without a price refuse the question") {
        const std::string unpriced = replaced(
            indebted(btc, "1"), R"({"asset": "bip122:000000000019d6689c085ae165831e93/slip44:0", "price": "60000", "from": [1], "level": "reported"},)", "");
        CHECK(answer_of(both, unpriced).at("answers[0].error.name") == "missing_price");
        CHECK(answer_of(both, unpriced).at("answers[0].error.where") == "questions[0].debts[0].asset");
    }
    SECTION("of nothing are none") {
        CHECK(answer_of(both, indebted(usdc, "0")).at("answers[0].health_factor.reason") == "infinite");
    }
    SECTION("of dust leave a health factor beyond all decimals at the largest") {
        const std::string rich = replaced(margin_request, R"("amount": "5")", R"("amount": "500000")");
        CHECK(answer_of(both, indebted(eth, "0.000000000000000001", rich)).at(health) == to_string(decimal_max));
    }
}

TEST_CASE("analyze_account: lending's liquidation price is where the health factor is 1", "[analysis][lending]") {
    // Odd numbers, so that every rounding takes part; a step is more than all of them together.
    const std::string owning = replaced(margin_request, R"("amount": "5")", R"("amount": "4.987654321")");
    const CheckedDecimal step = Decimal::from_units(1'000'000);
    SECTION("by a fall") {
        const std::string request = indebted(usdc, "7777.77", owning);
        const Decimal price = answer_of(both, request).decimal(eth_price);
        CHECK(price < Decimal(3000));
        const auto at = [&](const CheckedDecimal& eth_at) {
            return answer_of(both, with_eth_at(to_string(eth_at.value()), request)).decimal(health);
        };
        CHECK(at(price + step) >= Decimal(1));
        CHECK(at(price - step) < Decimal(1));
    }
    SECTION("by a rise") {
        const std::string request = indebted(eth, "4.321", owning);
        const Decimal price = answer_of(both, request).decimal(eth_price);
        CHECK(price > Decimal(3000));
        const auto at = [&](const CheckedDecimal& eth_at) {
            return answer_of(both, with_eth_at(to_string(eth_at.value()), request)).decimal(health);
        };
        CHECK(at(price - step) >= Decimal(1));
        CHECK(at(price + step) < Decimal(1));
    }
}

TEST_CASE("analyze_account: lending moves what is priced as the asset along", "[analysis][lending]") {
    const std::string named = replaced(margin_request, R"("assets": [{"id": "eip155:1/slip44:60", "symbol": "ETH"},)",
                                       R"("assets": [{"id": ")" + weth + R"(", "symbol": "WETH", "same_price_as": ")" + eth +
                                           R"("}, {"id": "eip155:1/slip44:60", "symbol": "ETH"},)");
    // Two of the five are WETH.
    const std::string accepted = replaced(named, R"("collateral": {"assets": [)", R"("collateral": {"assets": [{"asset": ")" + weth +
                                          R"(", "haircut": "0.1"}, )");
    const std::string split = replaced(replaced(accepted, R"("amount": "5")", R"("amount": "3")"), R"("inputs": {
    "collateral": [)", R"("inputs": {"collateral": [{"vault": "wrapped", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
       "chain": "eip155:1", "asset": ")" + weth + R"(", "amount": "2", "from": [0], "level": "proven"}, )");
    const std::string reserves = lending(eth_reserve + "," + reserve(weth, "0.75", "0.8") + "," + usdc_reserve);
    const Answer answer = answer_of(reserves, indebted(usdc, "6900", split));
    CHECK(answer.at("answers[0].error") == "null");
    CHECK(answer.at(health) == "2");
    CHECK(answer.at("answers[0].liquidation_prices[0].symbol") == "ETH");
    CHECK(answer.at("answers[0].liquidation_prices[1].symbol") == "WETH");
    CHECK(answer.at(eth_price) == "1275");
    CHECK(answer.at(usdc_price) == "1275");
    SECTION("a debt in it as well") {
        const Answer borrowed = answer_of(reserves, indebted(weth, "4.5", split));
        CHECK(borrowed.at(eth_price) == "3600");
        CHECK(borrowed.at(usdc_price) == "3600");
    }
}
