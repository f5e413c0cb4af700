#include <catch2/catch.hpp>

#include "core/margin/margin.hpp"
#include "core/venue/closed_forms.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
    return std::move(result).value();
}

bool is_long(const JsonReader& in) { return text_of(in, "side") == "long"; }

/// The contracts with the sign of the side.
Decimal signed_amount(const JsonReader& in, std::string_view name) {
    const Decimal size = decimal_of(in, name);
    return is_long(in) ? size : (-CheckedDecimal(size)).value();
}

void run_entry_im(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto got = good(inverse_entry_based_price(signed_amount(in, "contracts"), decimal_of(in, "entry"),
                                                    decimal_of(in, "leverage"), decimal_of(in, "mmr"),
                                                    decimal_of(in, "mm_deduction"), decimal_of(in, "extra_margin")));
    check_decimal(test, "position_value", got.position_value);
    check_decimal(test, "im", got.initial_margin);
    check_decimal(test, "mm", got.maintenance_margin);
    check_decimal(test, "liq", got.price);
}

void run_mark_mm(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "liq",
        good(inverse_mark_based_price(signed_amount(in, "contracts"), decimal_of(in, "entry"),
                                      decimal_of(in, "leverage"), decimal_of(in, "mmr"), decimal_of(in, "taker_fee"),
                                      decimal_of(in, "extra_margin"), decimal_of(in, "mm_deduction"))));
}

void run_cross_2020(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto got =
        good(inverse_cross_price(decimal_of(in, "balance"), decimal_of(in, "order_margin"), decimal_of(in, "contracts"),
                                 decimal_of(in, "entry"), decimal_of(in, "mmr"), decimal_of(in, "fee")));
    check_decimal(test, "bankruptcy", got.bankruptcy);
    check_decimal(test, "liq", got.liquidation);
    check_decimal(test, "liq_tick", round_to_tick(got.liquidation, decimal_of(in, "tick"), Rounding::ceil).value());
}

/// OKX's closed form is the root of the engine's own equation, with the margin in coin: no formula needed.
void run_mark(const MarginCase& test) {
    const JsonReader in = test.in();
    Account account;
    MarginAsset asset;
    asset.price = asset.lower = asset.upper = decimal_of(in, "entry");
    account.assets.push_back(asset);
    const Decimal rate = decimal_of(in, "mmr");
    account.tiers.push_back(good(TierTable::make({{0, rate, rate}})));
    MarginPosition position;
    position.instrument = InverseContract{0, std::nullopt};
    position.quantity = signed_amount(in, "face_value_usd");
    position.entry_price = asset.price;
    position.isolated_margin = decimal_of(in, "margin_coin");
    account.positions.push_back(position);
    const AssetLiquidation found =
        good(compute_margin_result(account, MarginParams{})).pools.front().liquidations.front();
    check_optional(test, "liq", is_long(in) ? found.liquidation_down.price : found.liquidation_up.price);
}

void run_spot_margin(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(
        test, "liq",
        good(spot_margin_price(is_long(in), decimal_of(in, "liability"), decimal_of(in, "interest"),
                               decimal_of(in, "mmr"), decimal_of(in, "taker_fee"), decimal_of(in, "position_assets"))));
}

}  // namespace

TEST_CASE("venue-liquidation-inverse vectors", "[venue][vectors]") {
    run_margin_vectors("venue-liquidation-inverse.json", {{"liq_inverse_entry_im", run_entry_im},
                                                          {"liq_inverse_mark_mm", run_mark_mm},
                                                          {"liq_inverse_cross_2020", run_cross_2020},
                                                          {"liq_inverse_mark", run_mark},
                                                          {"liq_spot_margin_isolated", run_spot_margin}});
}
