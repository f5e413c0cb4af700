// Debts and settlement wallets, from request to answer, and how many sigmas away liquidation is.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/number/decimal.hpp"
#include "core/risk/lag.hpp"
#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const std::string usdc = "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
const std::string liabilities = R"("liabilities": [{"asset": ")" + usdc + R"(", "initial": "0.1", "maintenance": "0.05"},
    {"asset": "eip155:1/slip44:60", "initial": "0.2", "maintenance": "0.1"}], )";
const std::string wallets = R"("wallets": [{"id": "usd", "initial": "0.2", "maintenance": "0.1"},
    {"id": "eth", "asset": "eip155:1/slip44:60", "initial": "0.2", "maintenance": "0.1"}], )";

std::string with_policy(const std::string& margin, std::string request = margin_request) {
    return replaced(std::move(request), R"("margin": {"instruments": [)", R"("margin": {)" + margin + R"("instruments": [)");
}

std::string with_inputs(const std::string& request, const std::string& member) {
    return replaced(request, R"("inputs": {)", R"("inputs": {)" + member + ", ");
}

std::string debt(const std::string& id, const std::string& asset, const std::string& amount, const std::string& more = "") {
    return R"({"id": ")" + id + R"(", "asset": ")" + asset + R"(", "amount": ")" + amount + "\"" + more + R"(, "from": [1], "level": "reported"})";
}

std::string wallet(const std::string& id, const std::string& cash) {
    return R"({"id": ")" + id + R"(", "cash": ")" + cash + R"(", "from": [1], "level": "reported"})";
}

std::string settling_into(const std::string& id, const std::string& request) {
    return replaced(request, R"({"id": "ETH-PERP", "kind": "linear",)", R"({"id": "ETH-PERP", "kind": "linear", "wallet": ")" + id + R"(",)");
}

void check_error(const std::string& request, const std::string& name, const std::string& where) {
    const Answer answer(compute_margin(request));
    const std::string at = answer.at("error") == "null" ? "margin.error" : "error";
    CHECK(answer.at(at + ".name") == name);
    CHECK(answer.at(at + ".where") == where);
}

}  // namespace

TEST_CASE("debts at the venue", "[margin]") {
    const std::string request = with_inputs(with_policy(liabilities), R"("debts": [)" + debt("a", usdc, "1000") + "]");
    const Answer answer(compute_margin(request));
    REQUIRE(answer.at("error") == "null");
    REQUIRE(answer.at("margin.error") == "null");

    SECTION("count in full, without a haircut, and ask for a margin of their own") {
        CHECK(answer.at("margin.equity.value") == "15210");
        CHECK(answer.at("margin.equity_raw.value") == "16000");
        CHECK(answer.at("margin.initial_margin.value") == "3100");
        CHECK(answer.at("margin.maintenance_margin.value") == "1550");
        CHECK(answer.at("margin.debts[0].id") == "a");
        CHECK(answer.at("margin.debts[0].symbol") == "USDC");
        CHECK(answer.at("margin.debts[0].chain") == "null");
        CHECK(answer.at("margin.debts[0].amount.value") == "1000");
        CHECK(answer.at("margin.debts[0].value.value") == "-1000");
        CHECK(answer.at("margin.debts[0].initial_margin.value") == "100");
        CHECK(answer.at("margin.debts[0].maintenance_margin.value") == "50");
        CHECK(answer.at("margin.debts[0].value.level") == "reported");
        CHECK(answer.at("assumptions[3]").starts_with("Debts and wallets at the venue are taken as reported"));
    }
    SECTION("in an asset whose price is uncertain at its upper end") {
        const std::string uncertain = replaced(with_inputs(with_policy(liabilities), R"("debts": [)" + debt("a", "eip155:1/slip44:60", "1") + "]"),
                                               R"("price": "3000",)", R"("price": "3000", "conf": "10",)");
        const Answer owed(compute_margin(uncertain));
        CHECK(owed.at("margin.debts[0].price.value") == "3010");
        CHECK(owed.at("margin.debts[0].value.value") == "-3010");
        CHECK(owed.at("margin.debts[0].maintenance_margin.value") == "301");
        CHECK(owed.at("margin.liquidation[0].certified") == "true");
    }
    SECTION("of one asset add up") {
        const Answer two(compute_margin(with_inputs(with_policy(liabilities), R"("debts": [)" + debt("a", usdc, "1000") + ", " + debt("b", usdc, "500") + "]")));
        CHECK(two.at("margin.equity.value") == "14710");
        CHECK(two.at("margin.debts[1].value.value") == "-500");
    }
    SECTION("are refused where nobody knows what they ask for, twice, below zero, or on a chain without terms") {
        check_error(with_inputs(margin_request, R"("debts": [)" + debt("a", usdc, "1") + "]"), "unknown_reference", "inputs.debts[0].asset");
        check_error(with_inputs(with_policy(liabilities), R"("debts": [)" + debt("a", usdc, "1") + ", " + debt("a", usdc, "1") + "]"), "duplicate_id",
                    "inputs.debts[1].id");
        check_error(replaced(request, R"("amount": "1000")", R"("amount": "-1")"), "out_of_range", "inputs.debts[0].amount");
        check_error(with_inputs(with_policy(liabilities), R"("debts": [)" + debt("a", usdc, "1", R"(, "chain": "eip155:10")") + "]"), "unknown_reference",
                    "inputs.debts[0].chain");
        const std::string unpriced = replaced(with_policy(replaced(liabilities, "eip155:1/slip44:60", "eip155:1/slip44:61")),
                                              R"({"id": "eip155:1/slip44:60", "symbol": "ETH"})",
                                              R"({"id": "eip155:1/slip44:60", "symbol": "ETH"}, {"id": "eip155:1/slip44:61", "symbol": "ETC"})");
        check_error(with_inputs(unpriced, R"("debts": [)" + debt("a", "eip155:1/slip44:61", "1") + "]"), "missing_price", "debts[0].asset");
    }
}

TEST_CASE("settlement wallets", "[margin]") {
    const std::string held = settling_into("usd", with_policy(wallets));
    const std::string request = replaced(with_inputs(held, R"("wallets": [)" + wallet("usd", "500") + "]"), R"("entry": "3000")", R"("entry": "3100")");

    SECTION("one below zero is a borrow and asks for a margin") {
        const Answer answer(compute_margin(request));
        REQUIRE(answer.at("error") == "null");
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("margin.wallets[0].cash.value") == "500");
        CHECK(answer.at("margin.wallets[0].cash.unit") == "USD");
        CHECK(answer.at("margin.wallets[0].settled.value") == "-1000");
        CHECK(answer.at("margin.wallets[0].borrowed.value") == "500");
        CHECK(answer.at("margin.wallets[0].initial_margin.value") == "100");
        CHECK(answer.at("margin.wallets[0].maintenance_margin.value") == "50");
        CHECK(answer.at("margin.equity.value") == "15710");
        CHECK(answer.at("margin.maintenance_margin.value") == "1550");
        CHECK(answer.at("margin.liquidation[0].certified") == "true");
    }
    SECTION("one above zero asks for none") {
        const Answer answer(compute_margin(replaced(request, R"("cash": "500")", R"("cash": "1000")")));
        CHECK(answer.at("margin.wallets[0].borrowed.value") == "0");
        CHECK(answer.at("margin.maintenance_margin.value") == "1500");
    }
    SECTION("in a coin counts at its price") {
        const Answer answer(compute_margin(with_inputs(with_policy(wallets), R"("wallets": [)" + wallet("eth", "-2") + "]")));
        CHECK(answer.at("margin.wallets[0].cash.unit") == "ETH");
        CHECK(answer.at("margin.wallets[0].borrowed.value") == "6000");
        CHECK(answer.at("margin.equity.value") == "10210");
        CHECK(answer.at("margin.initial_margin.value") == "4200");
    }
    SECTION("an isolated position does not settle into one") {
        const Answer answer(compute_margin(replaced(request, R"("qty": "10", )", R"("qty": "10", "margin_mode": "isolated", "isolated_margin": "2000", )")));
        REQUIRE(answer.at("margin.error") == "null");
        CHECK(answer.at("margin.wallets[0].settled.value") == "0");
        CHECK(answer.at("margin.equity.value") == "16710");
    }
    SECTION("are refused where the policy has none, twice, or where a position's own is missing") {
        check_error(with_inputs(margin_request, R"("wallets": [)" + wallet("usd", "1") + "]"), "unknown_reference", "inputs.wallets[0].id");
        check_error(with_inputs(held, R"("wallets": [)" + wallet("usd", "1") + ", " + wallet("usd", "1") + "]"), "duplicate_id", "inputs.wallets[1].id");
        check_error(held, "mode_needs_field", "inputs.positions[0].instrument");
        check_error(replaced(request, R"("cash": "500")", R"("cash": 500)"), "number_not_exact", "inputs.wallets[0].cash");
    }
}

TEST_CASE("policies of debts and wallets refuse", "[policy][margin]") {
    const std::string debts = with_policy(liabilities);
    const std::string kept = with_policy(wallets);
    check_error(replaced(debts, usdc + R"(", "initial")", usdc + R"(0", "initial")"), "malformed_id", "policy.margin.liabilities[0].asset");
    check_error(replaced(debts, R"("asset": "eip155:1/slip44:60", "initial")", R"("asset": "eip155:1/slip44:61", "initial")"), "unknown_reference",
                "policy.margin.liabilities[1].asset");
    check_error(replaced(debts, R"("initial": "0.1")", R"("initial": "1.1")"), "out_of_range", "policy.margin.liabilities[0].initial");
    check_error(replaced(debts, R"("maintenance": "0.05")", R"("maintenance": "-1")"), "out_of_range", "policy.margin.liabilities[0].maintenance");
    check_error(replaced(debts, R"("asset": "eip155:1/slip44:60", "initial")", R"("asset": ")" + usdc + R"(", "initial")"), "duplicate_id",
                "policy.margin.liabilities[1]");
    check_error(replaced(kept, R"({"id": "usd", "initial": "0.2")", R"({"id": "usd", "initial": "2")"), "out_of_range", "policy.margin.wallets[0].initial");
    check_error(replaced(kept, R"({"id": "eth", "asset": "eip155:1/slip44:60")", R"({"id": "eth", "asset": "eip155:1/slip44:61")"), "unknown_reference",
                "policy.margin.wallets[1].asset");
    check_error(replaced(kept, R"({"id": "eth",)", R"({"id": "usd",)"), "duplicate_id", "policy.margin.wallets[1]");
    check_error(replaced(kept, R"({"id": "usd",)", R"({"id": "usd", "chain": "eip155:10",)"), "unknown_reference", "policy.margin.wallets[0].chain");
    check_error(settling_into("eur", kept), "unknown_reference", "policy.margin.instruments[0].wallet");
    check_error(with_policy(R"("sigma_days": "0", )"), "price_not_positive", "policy.margin.sigma_days");
}

TEST_CASE("sigmas of a liquidation price", "[margin]") {
    const Answer answer(compute_margin(margin_request));
    // 14.25 P = 28040; volatility 60%, one day
    const double away = std::log(3000 / (28040 / 14.25)) / (0.6 * std::sqrt(1.0 / 365));
    CHECK(double_of_decimal(answer.decimal("margin.liquidation[0].sigmas_down.value")) == Approx(away).epsilon(1e-12));
    CHECK(answer.at("margin.liquidation[0].sigmas_down.unit") == "1");
    CHECK(answer.at("margin.liquidation[0].sigmas_up.reason") == "never");
    const Answer days(compute_margin(with_policy(R"("sigma_days": "4", )")));
    CHECK(double_of_decimal(days.decimal("margin.liquidation[0].sigmas_down.value")) == Approx(away / 2).epsilon(1e-12));
    const Answer unknown(compute_margin(replaced(margin_request, R"("haircut": "0.05", "volatility": "0.6")", R"("haircut": "0.05")")));
    CHECK(unknown.at("margin.liquidation[0].sigmas_down.value") == "null");
    CHECK(unknown.at("margin.liquidation[0].sigmas_down.reason") == "no_volatility");
}
