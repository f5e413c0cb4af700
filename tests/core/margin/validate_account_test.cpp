#include "core/margin/validate_account.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "core/margin/margin.hpp"

using namespace clearmargin;

namespace {

Decimal half() { return Decimal::from_units(Decimal::one_units / 2); }

Account sound_account() {
    Account account;
    account.cash = 1000;
    MarginAsset asset;
    asset.id = "ETH";
    asset.price = asset.lower = asset.upper = 3000;
    account.assets.push_back(asset);
    account.collateral.push_back(CollateralLine{0, 0, 2, {}, true, 1});
    account.wallets.push_back(SettlementWallet{"USDC", std::nullopt, 0, 5, 0, 0, 2});
    const Decimal rate = Decimal::from_units(Decimal::one_units / 100);
    account.tiers.push_back(TierTable::make({{0, rate, rate}}).value());
    MarginPosition position;
    position.instrument = LinearContract{0, std::nullopt, 2000};
    position.quantity = 1;
    position.entry_price = 3000;
    position.wallet = 0;
    account.positions.push_back(position);
    return account;
}

struct Case {
    const char* name;
    ErrorCode code;
    const char* where;
    std::function<void(Account&, MarginParams&)> spoil;
};

const std::vector<Case>& cases() {
    using enum ErrorCode;
    static const std::vector<Case> list{
        {"a price of 0", price_not_positive, "assets[0].price",
         [](Account& a, MarginParams&) { a.assets[0].price = 0; }},
        {"a lower value above the price", out_of_range, "assets[0].lower",
         [](Account& a, MarginParams&) { a.assets[0].lower = 3001; }},
        {"an upper value below the price", out_of_range, "assets[0].upper",
         [](Account& a, MarginParams&) { a.assets[0].upper = 2999; }},
        {"a negative cap", out_of_range, "assets[0].cap", [](Account& a, MarginParams&) { a.assets[0].cap = -1; }},
        {"a liability margin above 1", out_of_range, "assets[0].liability_maintenance",
         [](Account& a, MarginParams&) { a.assets[0].liability_maintenance = 2; }},
        {"a volatility above 50", out_of_range, "assets[0].volatility",
         [](Account& a, MarginParams&) { a.assets[0].volatility = 51; }},
        {"a link to nowhere", unknown_reference, "assets[0].linked_to",
         [](Account& a, MarginParams&) { a.assets[0].linked_to = 1; }},
        {"a discount above 1", out_of_range, "chains[0].discount",
         [](Account& a, MarginParams&) { a.chains[0].discount = 2; }},
        {"cash on no chain", unknown_reference, "cash_chain", [](Account& a, MarginParams&) { a.cash_chain = 1; }},
        {"collateral of no asset", unknown_reference, "collateral[0].asset",
         [](Account& a, MarginParams&) { a.collateral[0].asset = 1; }},
        {"collateral on no chain", unknown_reference, "collateral[0].chain",
         [](Account& a, MarginParams&) { a.collateral[0].chain = 1; }},
        {"a haircut above 1", out_of_range, "collateral[0].haircut.base",
         [](Account& a, MarginParams&) { a.collateral[0].haircut.base = 2; }},
        {"a wallet of no asset", unknown_reference, "wallets[0].asset",
         [](Account& a, MarginParams&) { a.wallets[0].asset = 1; }},
        {"a position on no asset", unknown_reference, "positions[0].instrument.underlying",
         [](Account& a, MarginParams&) {
             a.positions[0].instrument = LinearContract{1, std::nullopt, std::nullopt};
         }},
        {"a position settled in no asset", unknown_reference, "positions[0].instrument.settle",
         [](Account& a, MarginParams&) {
             a.positions[0].instrument = LinearContract{0, 1, std::nullopt};
         }},
        {"a position without a table", unknown_reference, "positions[0].tiers",
         [](Account& a, MarginParams&) { a.positions[0].tiers = 1; }},
        {"a position in no wallet", unknown_reference, "positions[0].wallet",
         [](Account& a, MarginParams&) { a.positions[0].wallet = 1; }},
        {"an isolated position in a shared wallet", unknown_reference, "positions[0].wallet",
         [](Account& a, MarginParams&) { a.positions[0].isolated_margin = 5; }},
        {"an entry price below 0", price_not_positive, "positions[0].entry_price",
         [](Account& a, MarginParams&) { a.positions[0].entry_price = -1; }},
        {"a mark price of 0", price_not_positive, "positions[0].mark_price",
         [](Account& a, MarginParams&) { a.positions[0].mark_price = 0; }},
        {"a multiplier of 0", price_not_positive, "positions[0].instrument.multiplier",
         [](Account& a, MarginParams&) {
             a.positions[0].instrument = QuantoContract{0, 0, 0, std::nullopt};
         }},
        {"a leverage below 1", out_of_range, "positions[0].leverage",
         [](Account& a, MarginParams&) { a.positions[0].leverage = half(); }},
        {"no margin of its own in isolated mode", mode_needs_field, "positions[0].isolated_margin",
         [](Account&, MarginParams& p) { p.mode = MarginMode::isolated; }},
        {"an expired contract", expired_instrument, "positions[0].instrument.expiry",
         [](Account&, MarginParams& p) { p.now = 2001; }},
        {"a gain weight above 1", out_of_range, "gain_weight_initial",
         [](Account&, MarginParams& p) { p.gain_weight_initial = 2; }},
        {"a negative close fee", out_of_range, "close_fee", [](Account&, MarginParams& p) { p.close_fee = -1; }},
        {"a negative gap add-on", out_of_range, "gap_add_on", [](Account&, MarginParams& p) { p.gap_add_on = -1; }},
        {"a horizon of no days", out_of_range, "sigma_days", [](Account&, MarginParams& p) { p.sigma_days = 0; }},
        {"too many positions", too_many_items, "positions",
         [](Account& a, MarginParams&) { a.positions.resize(max_margin_positions + 1, a.positions[0]); }},
        {"too many assets", too_many_items, "assets",
         [](Account& a, MarginParams&) { a.assets.resize(max_margin_assets + 1, a.assets[0]); }},
    };
    return list;
}

}  // namespace

TEST_CASE("validate_account", "[margin]") {
    REQUIRE(validate_account(sound_account(), MarginParams{}).ok());
    for (const Case& broken : cases()) {
        DYNAMIC_SECTION("refuses " << broken.name) {
            Account account = sound_account();
            MarginParams params;
            broken.spoil(account, params);
            const auto status = validate_account(account, params);
            REQUIRE_FALSE(status.ok());
            CHECK(status.error().code == broken.code);
            CHECK(status.error().where == broken.where);
            CHECK_FALSE(compute_margin_result(account, params).ok());
        }
    }
}

TEST_CASE("compute_margin_result refuses what does not fit", "[margin]") {
    Account account = sound_account();
    account.positions[0].quantity = decimal_max;
    const auto result = compute_margin_result(account, MarginParams{});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::decimal_overflow);
    CHECK(result.error().where == "positions[0]");
}
