#include <catch2/catch.hpp>
#include <cstdio>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "tests/core/margin/random_account.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

MarginParams unified() {
    MarginParams params;
    params.mode = MarginMode::unified;
    return params;
}

/// Equity - maintenance margin with one asset at another price, by plain decimals: no solver involved.
Decimal margin_at(const Account& account, const MarginParams& params, AssetIndex asset, Decimal price) {
    const Account moved = at_price(account, asset, price);
    MarginResult evaluation;
    REQUIRE(evaluate_pool(moved, params, pools_of(moved, params.mode).front(), evaluation).ok());
    return evaluation.pools.back().figures.buffer.value;
}

/// Decimals round every product, so that a margin is known to this.
constexpr Int128 dust = Int128{1'000'000'000'000};  // 10^-6 USD

struct Counts {
    std::size_t prices = 0;
    std::size_t absent = 0;
    std::size_t certified = 0;
};

/// Sweeps from the price now to the answer, or far out where there is none: it must be safe all the way, and not
/// beyond.
void check_direction(const Account& account, const MarginParams& params, AssetIndex asset, const PriceAnswer& answer,
                     bool down, Random& random, Counts& counts) {
    const Decimal now = account.assets[asset].price;
    CAPTURE(asset, down, to_string(now));
    if (answer.absence == PriceAnswer::Absence::already) return;
    const Decimal end =
        answer.price ? answer.certificate.safe_price : (down ? Decimal::from_units(1) : mul_down(now, 1000).value());
    CAPTURE(to_string(end));
    (answer.price ? counts.prices : counts.absent) += 1;
    counts.certified += answer.certificate.certified ? 1 : 0;
    for (int i = 0; i < 12; ++i) {
        // Near the answer and everywhere between.
        const Int128 span = now.units() - end.units();
        const Int128 part = i < 6 ? span / 100'000 * static_cast<Int128>(random.below(100'000))
                                  : span / 1'000'000'000 * static_cast<Int128>(random.below(1000));
        const Decimal price = Decimal::from_units(end.units() + part);
        if (!price.is_positive()) continue;
        const Decimal margin = margin_at(account, params, asset, price);
        CAPTURE(to_string(price), to_string(margin));
        CHECK(margin.units() >= -dust);
    }
    if (!answer.price) return;
    // Decimals round what a jump depends on: look from a little closer to the price now.
    const Int128 inside = end.units() + (now.units() - end.units()) / 1'000'000'000;
    CHECK(margin_at(account, params, asset, Decimal::from_units(inside)).units() >= -dust);
    // A little beyond it the account must not stand.
    const Int128 beyond = now.units() / 100'000'000;
    const Int128 further = answer.price->units() + (down ? -beyond : beyond);
    if (further > 0) CHECK(margin_at(account, params, asset, Decimal::from_units(further)).units() <= dust);
}

void sweep(std::string_view name, const RandomShape& shape, std::size_t accounts) {
    Counts counts;
    const MarginParams params = unified();
    for (std::size_t seed = 0; seed < accounts; ++seed) {
        Random random(seed + 1);
        const Account account = random_account(random, shape);
        CAPTURE(name, seed);
        const auto result = compute_margin_result(account, params);
        if (!result.ok()) FAIL(result.error().where << ": " << result.error().expected);
        for (const AssetLiquidation& found : result.value().pools.front().liquidations) {
            check_direction(account, params, found.asset, found.liquidation_down, true, random, counts);
            check_direction(account, params, found.asset, found.liquidation_up, false, random, counts);
        }
    }
    CHECK(counts.prices > 0);
    CHECK(counts.absent > 0);
    CHECK(counts.certified == counts.prices);
    std::printf("sweep: %s: %zu accounts, %zu prices, %zu without, %zu certified\n", std::string(name).c_str(),
                accounts, counts.prices, counts.absent, counts.certified);
}

}  // namespace

TEST_CASE("liquidation prices against a sweep", "[margin][property]") {
    const std::size_t accounts = sweep_accounts(700);
    RandomShape shape;
    SECTION("of plain accounts") { sweep("plain", shape, accounts); }
    SECTION("of accounts with settlement wallets") {
        shape.wallets = true;
        sweep("wallets", shape, accounts);
    }
    SECTION("of tiers that jump") {
        shape.jumps = true;
        sweep("jumps", shape, accounts);
    }
    SECTION("of contracts settled in a coin that moves too") {
        shape.curved = true;
        sweep("curved", shape, accounts);
    }
    SECTION("of collateral with tiers and caps") {
        shape.collateral_tiers = shape.caps = true;
        sweep("tiers and caps", shape, accounts);
    }
}
