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
