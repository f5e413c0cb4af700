#include <catch2/catch.hpp>

#include "core/margin/margin.hpp"
#include "core/venue/option_margin.hpp"
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

void run_snx_required(const MarginCase& test) {
    const JsonReader in = test.in();
    const SynthetixMargin margin = good(synthetix_required_margin(
        decimal_of(in, "size"), decimal_of(in, "price"), decimal_of(in, "skew_scale"), decimal_of(in, "im_ratio"),
        decimal_of(in, "min_im"), decimal_of(in, "mm_scalar"), decimal_of(in, "min_position_margin")));
    check_decimal(test, "im", margin.initial);
    check_decimal(test, "mm", margin.maintenance);
}

void run_snx_fill(const MarginCase& test) {
    const JsonReader in = test.in();
    const SynthetixFill fill = good(synthetix_fill(decimal_of(in, "skew"), decimal_of(in, "size"),
                                                   decimal_of(in, "price"), decimal_of(in, "skew_scale")));
    check_decimal(test, "fill", fill.price);
    check_decimal(test, "pnl", fill.profit);
}

/// The engine's equity, not below 0.
void run_snx_available(const MarginCase& test) {
    Account account;
    account.cash = decimal_of(test.in(), "collateral");
    const Decimal rate = Decimal::from_units(Decimal::one_units / 100);
    account.tiers.push_back(good(TierTable::make({{0, rate, rate}})));
    for (const JsonReader& element : test.in().member("positions").value().elements(10).value()) {
        MarginAsset asset;
        asset.price = asset.lower = asset.upper = decimal_of(element, "price");
        MarginPosition position;
        position.instrument = LinearContract{account.assets.size(), std::nullopt, std::nullopt};
        position.quantity = decimal_of(element, "size");
        position.entry_price = decimal_of(element, "entry");
        account.assets.push_back(asset);
        account.positions.push_back(position);
    }
    const Decimal equity = good(compute_margin_result(account, MarginParams{})).pools.front().figures.equity.value;
    check_decimal(test, "available", max(0, equity).value());
}

void run_gmx_impact(const MarginCase& test) {
    const JsonReader in = test.in();
    check_double(test, "impact",
                 gmx_impact(double_of(in, "diff_usd"), double_of(in, "exponent"), double_of(in, "factor")));
}

void run_gmx_liq(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "price",
        good(gmx_liquidation_price({in.member("is_long").value().boolean().value(), decimal_of(in, "size_usd"),
                                    decimal_of(in, "size_tokens"), decimal_of(in, "collateral_usd"),
                                    decimal_of(in, "closing_and_pending_fees_usd"),
                                    decimal_of(in, "negative_impact_usd"), decimal_of(in, "min_collateral_factor")})));
}

void run_paradex_imr(const MarginCase& test) {
    const JsonReader in = test.in();
    const ParadexOpenSize size =
        good(paradex_open_size(decimal_of(in, "position"), decimal_of(in, "buy_orders"), decimal_of(in, "sell_orders"),
                               decimal_of(in, "imf"), decimal_of(in, "mark")));
    check_decimal(test, "buy_open", size.buy);
    check_decimal(test, "sell_open", size.sell);
    check_decimal(test, "imr", size.initial_margin);
}

void run_paradex_min_delta(const MarginCase& test) {
    const JsonReader in = test.in();
    std::vector<Decimal> deltas;
    for (const JsonReader& delta : in.member("deltas").value().elements(100).value()) {
        deltas.push_back(decimal_from_text(delta.string().value()));
    }
    const ParadexMinDelta got =
        good(paradex_min_delta(deltas, decimal_of(in, "unhedged"), decimal_of(in, "hedged"), decimal_of(in, "spot")));
    check_decimal(test, "net", got.net);
    check_decimal(test, "gross", got.gross);
    check_decimal(test, "hedged_delta", got.hedged);
    check_decimal(test, "risk", got.risk);
}

void run_paradex_share(const MarginCase& test) {
    const JsonReader in = test.in();
    const ParadexShare got = good(paradex_liquidation_share(decimal_of(in, "account_value"), decimal_of(in, "mmr"),
                                                            decimal_of(in, "share"), decimal_of(in, "fee")));
    check_decimal(test, "new_mmr", got.maintenance_margin);
    check_decimal(test, "penalty", got.penalty);
    check_decimal(test, "new_account_value", got.account_value);
    check_decimal(test, "ratio", got.ratio);
}

void run_paradex_pick(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto got =
        good(paradex_smallest_share(decimal_of(in, "account_value"), decimal_of(in, "mmr"), decimal_of(in, "fee"),
                                    decimal_of(in, "target"), decimal_of(in, "step")));
    REQUIRE(got.has_value());
    check_decimal(test, "share", got->share);
}

void run_cash_greeks(const MarginCase& test) {
    const JsonReader in = test.in();
    const CashGreeks got = cash_greeks(double_of(in, "delta"), double_of(in, "gamma"), double_of(in, "spot"));
    CHECK(got.delta == Approx(double_of(test.out(), "cash_delta")).epsilon(1e-15));
    CHECK(got.gamma == Approx(double_of(test.out(), "cash_gamma")).epsilon(1e-15));
}

OptionRight right_of(const JsonReader& in) {
    return text_of(in, "kind") == "call" ? OptionRight::call : OptionRight::put;
}

void run_paradex_option(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(test, "margin",
                  good(paradex_short_option_margin(right_of(in), decimal_of(in, "spot"), decimal_of(in, "strike"),
                                                   decimal_of(in, "short_itm"), decimal_of(in, "short_otm"))));
}

}  // namespace

TEST_CASE("venue-misc vectors", "[venue][vectors]") {
    run_margin_vectors("venue-misc.json", {{"snx_required_margin", run_snx_required},
                                           {"snx_fill_pnl", run_snx_fill},
                                           {"snx_available_margin", run_snx_available},
                                           {"gmx_impact_factor", run_gmx_impact},
                                           {"gmx_liq_price", run_gmx_liq},
                                           {"paradex_net_imr", run_paradex_imr},
                                           {"paradex_min_delta", run_paradex_min_delta},
                                           {"paradex_liq_share", run_paradex_share},
                                           {"paradex_liq_share_pick", run_paradex_pick},
                                           {"cash_greeks", run_cash_greeks},
                                           {"paradex_short_option_margin", run_paradex_option}});
}
