#include <catch2/catch.hpp>

#include "core/margin/margin.hpp"
#include "core/planner/actions.hpp"
#include "core/venue/drift.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

std::int64_t whole_of(const JsonReader& object, std::string_view name) {
    return static_cast<std::int64_t>(decimal_of(object, name).units() / Decimal::one_units);
}

void check_whole(const MarginCase& test, std::string_view name, std::int64_t got) {
    CHECK(got == whole_of(test.out(), name));
}

void run_size_weight(const MarginCase& test) {
    const JsonReader in = test.in();
    const bool asset = text_of(in, "kind") == "asset";
    const auto weight = (asset ? drift_asset_weight : drift_liability_weight)(
        decimal_of(in, "size"), whole_of(in, "weight_bps"), whole_of(in, "imf_ppm"));
    check_whole(test, "weight_bps", good(weight));
}

void run_scaled_weight(const MarginCase& test) {
    const JsonReader in = test.in();
    check_whole(test, "weight_bps",
                good(drift_scaled_asset_weight(decimal_of(in, "price"), decimal_of(in, "deposits"),
                                               whole_of(in, "weight_bps"), decimal_of(in, "scale_start_usd"))));
}

void run_partial_close(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "size",
        good(drift_partial_close({decimal_of(in, "shortage"), decimal_of(in, "margin_ratio"), decimal_of(in, "liq_fee"),
                                  decimal_of(in, "if_fee"), decimal_of(in, "price"), decimal_of(in, "quote_price")})));
}

void run_transfer(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(test, "amount",
                  good(drift_liability_transfer({decimal_of(in, "shortage"), decimal_of(in, "asset_weight"),
                                                 decimal_of(in, "asset_mult"), decimal_of(in, "liability_weight"),
                                                 decimal_of(in, "liability_mult"), decimal_of(in, "liability_price"),
                                                 decimal_of(in, "if_fee")})));
}

void run_insurance_fee(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "fee",
        good(drift_insurance_fee(decimal_of(in, "shortage"), decimal_of(in, "size"), decimal_of(in, "margin_ratio"),
                                 decimal_of(in, "liq_fee"), decimal_of(in, "price"), decimal_of(in, "max_if_fee"))));
}

TierTable table_of(Decimal rate) { return good(TierTable::make({{0, rate, rate}})); }

/// Strict prices are the engine's conservative ones: the smaller of oracle and average for what is owned, the larger
/// for what is owed and for the quote of a requirement.
void run_strict(const MarginCase& test) {
    const JsonReader in = test.in();
    const Decimal oracle = decimal_of(in, "quote_oracle");
    const Decimal average = decimal_of(in, "quote_twap5m");
    Account account;
    MarginAsset quote;
    quote.price = oracle;
    quote.lower = min(oracle, average).value();
    quote.upper = max(oracle, average).value();
    account.assets.push_back(quote);
    CollateralLine line;
    line.quantity = decimal_of(in, "quote_balance");
    account.collateral.push_back(line);
    const PoolFigures figures = good(compute_margin_result(account, MarginParams{})).pools.front().figures;
    // Drift counts a debt as a requirement, the engine as a loss of equity.
    const Decimal owed = line.quantity.is_negative() ? (-CheckedDecimal(figures.equity.value)).value() : Decimal(0);
    check_decimal(test, "total_collateral", line.quantity.is_negative() ? Decimal(0) : figures.equity.value);
    if (!has(in, "perp")) {
        check_decimal(test, "margin_requirement", owed);
        return;
    }
    const JsonReader perp = in.member("perp").value();
    const CheckedDecimal notional =
        product({decimal_of(perp, "qty"), decimal_of(perp, "mark"), quote.upper}, Rounding::ceil);
    check_decimal(test, "margin_requirement",
                  table_of(decimal_of(perp, "margin_ratio")).maintenance_margin(notional.value()).value());
}

void run_withdraw(const MarginCase& test) {
    CheckedDecimal equity = 0;
    CheckedDecimal owed = 0;
    Decimal quantity = 0;
    Decimal price = 0;
    Decimal weight = 0;
    for (const JsonReader& element : test.in().member("balances").value().elements(10).value()) {
        const Decimal held = decimal_of(element, "qty");
        const bool debt = held.is_negative();
        const Decimal w = decimal_of(element, debt ? "liability_weight" : "asset_weight");
        (debt ? owed : equity) =
            (debt ? owed : equity) + product({absolute(held), decimal_of(element, "price"), w}, Rounding::floor);
        if (text_of(element, "asset") != text_of(test.in(), "asset")) continue;
        quantity = held;
        price = decimal_of(element, "price");
        weight = w;
    }
    const Decimal haircut = (CheckedDecimal(1) - weight).value();
    check_decimal(test, "max", good(max_withdraw(quantity, equity.value(), owed.value(), price, haircut, 1)));
}

void run_isolated_vs_cross(const MarginCase& test) {
    const JsonReader cross = test.in().member("cross").value();
    const JsonReader isolated = test.in().member("isolated").value();
    Account account;
    account.cash = decimal_of(cross, "usdc");
    MarginAsset sol;
    sol.price = sol.lower = sol.upper = decimal_of(cross, "sol_price");
    sol.liability_maintenance = (CheckedDecimal(decimal_of(cross, "liability_weight")) - 1).value();
    sol.liability_initial = sol.liability_maintenance;
    account.assets.push_back(sol);
    CollateralLine debt;
    debt.quantity = (-CheckedDecimal(decimal_of(cross, "sol_borrow"))).value();
    account.collateral.push_back(debt);
    account.tiers.push_back(table_of(decimal_of(isolated, "margin_ratio")));
    MarginPosition position;
    position.instrument = LinearContract{0, std::nullopt, std::nullopt};
    position.quantity = decimal_of(isolated, "qty");
    position.entry_price = div_up(absolute(decimal_of(isolated, "quote_amount")), position.quantity).value();
    position.mark_price = decimal_of(isolated, "price");
    position.isolated_margin = decimal_of(isolated, "deposit");
    account.positions.push_back(position);
    const MarginResult result = good(compute_margin_result(account, MarginParams{}));
    const PoolFigures& shared = result.pools[0].figures;
    const PoolFigures& alone = result.pools[1].figures;
    // Again the debt itself is on the other side of the comparison.
    const Decimal owed = mul_up(decimal_of(cross, "sol_borrow"), sol.price).value();
    check_decimal(test, "cross_col", (CheckedDecimal(shared.equity.value) + owed).value());
    check_decimal(test, "cross_req", (CheckedDecimal(shared.maintenance_margin.value) + owed).value());
    check_decimal(test, "iso_col", alone.equity.value);
    check_decimal(test, "iso_req", alone.maintenance_margin.value);
    check_boolean(test, "cross_ok", !shared.liquidatable);
    check_boolean(test, "iso_ok", !alone.liquidatable);
}

void run_custom_ratio(const MarginCase& test) {
    const JsonReader perp = test.in().member("perp").value();
    const JsonReader borrow = test.in().member("borrow").value();
    check_decimal(
        test, "initial_requirement",
        good(drift_custom_requirement(mul_up(decimal_of(perp, "qty"), decimal_of(perp, "price")).value(),
                                      decimal_of(perp, "margin_ratio"),
                                      mul_up(decimal_of(borrow, "qty"), decimal_of(borrow, "price")).value(),
                                      decimal_of(borrow, "liability_weight"), decimal_of(test.in(), "custom_ratio"))));
}

void run_upnl_cap(const MarginCase& test) {
    check_decimal(test, "counted", min(decimal_of(test.in(), "upnl"), decimal_of(test.in(), "cap")).value());
}

}  // namespace

TEST_CASE("venue-drift vectors", "[venue][vectors]") {
    run_margin_vectors("venue-drift.json", {{"drift_size_weight", run_size_weight},
                                            {"drift_scaled_asset_weight", run_scaled_weight},
                                            {"partial_close_size", run_partial_close},
                                            {"liability_transfer", run_transfer},
                                            {"drift_if_fee", run_insurance_fee},
                                            {"strict_quote_price", run_strict},
                                            {"max_withdraw_asset", run_withdraw},
                                            {"isolated_vs_cross", run_isolated_vs_cross},
                                            {"custom_margin_ratio", run_custom_ratio},
                                            {"initial_upnl_cap", run_upnl_cap}});
}
