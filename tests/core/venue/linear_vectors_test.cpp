#include <catch2/catch.hpp>
#include <map>

#include "core/margin/margin.hpp"
#include "core/venue/closed_forms.hpp"
#include "core/venue/perp_dex.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

/// One linear position in an engine account; its table has the case's rate and deduction from some floor on.
Account account_with(Decimal cash, Decimal quantity, Decimal entry, Decimal mark, Decimal rate, Decimal deduction) {
    Account account;
    account.cash = cash;
    MarginAsset asset;
    asset.price = asset.lower = asset.upper = mark;
    account.assets.push_back(asset);
    std::vector<TierRow> rows{{0, rate, rate}};
    if (!deduction.is_zero()) {
        const Decimal first = div_down(rate, 2).value();
        rows = {{0, first, first}, {mul_div(deduction, 2, rate, Rounding::floor).value(), rate, rate}};
    }
    account.tiers.push_back(good(TierTable::make(std::move(rows))));
    MarginPosition position;
    position.instrument = LinearContract{0, std::nullopt, std::nullopt};
    position.quantity = quantity;
    position.entry_price = entry;
    account.positions.push_back(position);
    return account;
}

std::optional<Decimal> engine_price(const Account& account, Decimal quantity) {
    const MarginResult result = good(compute_margin_result(account, MarginParams{}));
    const AssetLiquidation& found = result.pools.front().liquidations.front();
    return quantity.is_positive() ? found.liquidation_down.price : found.liquidation_up.price;
}

/// The venue's closed form and the engine's solver, both against the case.
void run_single(const MarginCase& test) {
    const JsonReader in = test.in();
    const Decimal quantity = decimal_of(in, "qty");
    const Decimal entry = decimal_of(in, "entry");
    check_optional(test, "liq",
                   good(linear_liquidation_price(decimal_of(in, "wallet"), entry, quantity, decimal_of(in, "mmr"),
                                                 decimal_of(in, "cum"), 0)));
    check_optional(test, "liq",
                   engine_price(account_with(decimal_of(in, "wallet"), quantity, entry, entry, decimal_of(in, "mmr"),
                                             decimal_of(in, "cum")),
                                quantity));
}

void run_cross(const MarginCase& test) {
    Account account;
    account.cash = decimal_of(test.in(), "wallet");
    std::optional<AssetIndex> target;
    for (const JsonReader& element : test.in().member("positions").value().elements(10).value()) {
        const Account one =
            account_with(0, decimal_of(element, "qty"), decimal_of(element, "entry"), decimal_of(element, "mark"),
                         decimal_of(element, "mmr"), decimal_of(element, "cum"));
        if (text_of(element, "symbol") == text_of(test.in(), "target")) target = account.assets.size();
        MarginPosition position = one.positions.front();
        position.instrument = LinearContract{account.assets.size(), std::nullopt, std::nullopt};
        position.tiers = account.tiers.size();
        account.assets.push_back(one.assets.front());
        account.tiers.push_back(one.tiers.front());
        account.positions.push_back(position);
    }
    const MarginResult result = good(compute_margin_result(account, MarginParams{}));
    check_optional(test, "liq", result.pools.front().liquidations[*target].liquidation_down.price);
}

void run_fee_mark(const MarginCase& test) {
    const JsonReader in = test.in();
    const Decimal rate = (CheckedDecimal(decimal_of(in, "mmr")) + decimal_of(in, "taker_fee")).value();
    const Decimal quantity = decimal_of(in, "qty");
    const Decimal entry = decimal_of(in, "entry");
    check_optional(test, "liq", good(linear_liquidation_price(decimal_of(in, "margin"), entry, quantity, rate, 0, 0)));
    // The engine takes the fee as what it is: a cost of closing.
    const Account account = account_with(decimal_of(in, "margin"), quantity, entry, entry, decimal_of(in, "mmr"), 0);
    MarginParams params;
    params.close_fee = decimal_of(in, "taker_fee");
    const AssetLiquidation found = good(compute_margin_result(account, params)).pools.front().liquidations.front();
    check_optional(test, "liq", quantity.is_positive() ? found.liquidation_down.price : found.liquidation_up.price);
}

void run_entry_im(const MarginCase& test) {
    const JsonReader in = test.in();
    const EntryBasedPrice got = good(linear_entry_based_price(
        decimal_of(in, "qty"), decimal_of(in, "entry"), decimal_of(in, "leverage"), decimal_of(in, "mmr"),
        decimal_of(in, "mm_deduction"), decimal_of(in, "extra_margin")));
    check_decimal(test, "liq", got.price);
    if (has(test.out(), "im")) check_decimal(test, "im", got.initial_margin);
    if (has(test.out(), "mm")) check_decimal(test, "mm", got.maintenance_margin);
    // The engine: an isolated margin of IM, the requirement taken at entry.
    Account account = account_with(0, decimal_of(in, "qty"), decimal_of(in, "entry"), decimal_of(in, "entry"),
                                   decimal_of(in, "mmr"), 0);
    account.positions.front().isolated_margin =
        (CheckedDecimal(got.initial_margin) + decimal_of(in, "extra_margin")).value();
    MarginParams params;
    params.basis = RequirementBasis::entry;
    const AssetLiquidation found = good(compute_margin_result(account, params)).pools.front().liquidations.front();
    const bool is_long = decimal_of(in, "qty").is_positive();
    check_optional(test, "liq", is_long ? found.liquidation_down.price : found.liquidation_up.price);
}

void run_bankruptcy(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "bankruptcy",
        good(linear_bankruptcy_price(decimal_of(in, "qty"), decimal_of(in, "entry"), decimal_of(in, "leverage"))));
}

void run_account(const MarginCase& test) {
    const JsonReader in = test.in();
    check_optional(
        test, "liq",
        good(linear_liquidation_price(decimal_of(in, "equity"), decimal_of(in, "mark"), decimal_of(in, "qty"),
                                      decimal_of(in, "mmr"), decimal_of(in, "cum"), decimal_of(in, "other_mm"))));
}

void run_hyperliquid(const MarginCase& test) {
    const JsonReader in = test.in();
    const Decimal rate = div_up(1, mul_up(2, decimal_of(in, "max_leverage"))).value();
    const Decimal quantity = decimal_of(in, "qty");
    const Decimal price = decimal_of(in, "price");
    check_optional(test, "liq", good(linear_liquidation_price(decimal_of(in, "margin"), price, quantity, rate, 0, 0)));
    check_optional(test, "liq",
                   engine_price(account_with(decimal_of(in, "margin"), quantity, price, price, rate, 0), quantity));
}

/// Cross positions share the account's value, isolated ones stand on their own; profits are in those values.
void run_hl_tiers(const MarginCase& test) {
    Account account;
    account.cash = decimal_of(test.in(), "cross_account_value");
    account.cash_input = 0;
    const std::string target = text_of(test.in(), "target");
    AssetIndex target_asset = 0;
    for (const JsonReader& element : test.in().member("positions").value().elements(10).value()) {
        std::vector<TierRow> rows;
        for (const JsonReader& row : element.member("tiers").value().elements(10).value()) {
            const Decimal leverage = decimal_of(row, "max_leverage");
            rows.push_back(
                {decimal_of(row, "lower"), div_up(1, mul_up(2, leverage)).value(), div_up(1, leverage).value()});
        }
        if (text_of(element, "asset") == target) target_asset = account.assets.size();
        MarginAsset asset;
        asset.price = asset.lower = asset.upper = decimal_of(element, "mark");
        MarginPosition position;
        position.instrument = LinearContract{account.assets.size(), std::nullopt, std::nullopt};
        position.quantity = decimal_of(element, "qty");
        position.entry_price = asset.price;
        position.tiers = account.tiers.size();
        if (has(element, "isolated_value")) position.isolated_margin = decimal_of(element, "isolated_value");
        account.assets.push_back(asset);
        account.tiers.push_back(good(TierTable::make(std::move(rows))));
        account.positions.push_back(position);
    }
    MarginParams params;
    params.backstop = div_up(2, 3).value();
    const MarginResult result = good(compute_margin_result(account, params));
    const std::size_t pool = result.positions[target_asset].pool;
    for (const AssetLiquidation& found : result.pools[pool].liquidations) {
        if (found.asset != target_asset) continue;
        const MarginPosition& position = account.positions[target_asset];
        const bool is_long = position.quantity.is_positive();
        const PriceAnswer& liquidation = is_long ? found.liquidation_down : found.liquidation_up;
        const PriceAnswer& backstop = is_long ? found.backstop_down : found.backstop_up;
        check_optional(test, "liq", liquidation.price);
        const JsonReader out = test.out();
        if (out.member("backstop").ok()) check_optional(test, "backstop", backstop.price);
        if (has(out, "distance_ratio")) check_optional(test, "distance_ratio", liquidation.distance);
        const TierTable& table = account.tiers[target_asset];
        if (has(out, "backstop_threshold")) {
            const CheckedDecimal notional = mul_up(absolute(position.quantity), *backstop.price);
            check_decimal(test, "backstop_threshold",
                          mul_up(table.maintenance_margin(notional.value()), *params.backstop).value());
        }
        if (has(out, "tier_index")) {
            const Decimal notional = mul_up(absolute(position.quantity), *liquidation.price).value();
            check_decimal(test, "liq_notional", notional);
            CHECK(table.row_of(notional) == out.member("tier_index").value().u64().value());
            check_decimal(test, "deduction", table.rows()[table.row_of(notional)].deduction);
        }
        return;
    }
    FAIL_CHECK("the pool does not depend on the target");
}

void run_hl_unified_ratio(const MarginCase& test) {
    std::map<std::string, HyperliquidToken> tokens;
    for (const JsonReader& element : test.in().member("spot").value().elements(10).value()) {
        tokens[text_of(element, "token")].spot = decimal_of(element, "total");
    }
    for (const JsonReader& element : test.in().member("dexes").value().elements(10).value()) {
        HyperliquidToken& token = tokens[text_of(element, "token")];
        token.cross_margin = (CheckedDecimal(token.cross_margin) + decimal_of(element, "cross_mm")).value();
        token.isolated = (CheckedDecimal(token.isolated) + decimal_of(element, "isolated")).value();
    }
    Decimal worst = 0;
    MarginCase ratios = test;
    for (const auto& [name, token] : tokens) {
        const Decimal ratio = good(hyperliquid_token_ratio(token));
        worst = max(worst, ratio).value();
        const Decimal expected = decimal_of(test.out().member("ratio").value(), name);
        CHECK((ratio.units() - expected.units()) <= 1);
        CHECK((expected.units() - ratio.units()) <= 1);
    }
    check_decimal(test, "account", worst);
}

}  // namespace

TEST_CASE("venue-liquidation-linear vectors", "[venue][vectors]") {
    run_margin_vectors("venue-liquidation-linear.json", {{"liq_linear_single", run_single},
                                                         {"liq_linear_cross", run_cross},
                                                         {"liq_linear_fee_mark", run_fee_mark},
                                                         {"liq_linear_entry_im", run_entry_im},
                                                         {"bankruptcy_linear_im", run_bankruptcy},
                                                         {"liq_linear_account", run_account},
                                                         {"liq_hyperliquid", run_hyperliquid},
                                                         {"liq_hl_tiers", run_hl_tiers},
                                                         {"hl_unified_ratio", run_hl_unified_ratio}});
}
