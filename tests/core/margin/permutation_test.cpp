// Sums of doubles depend on their order; what a portfolio model asks must not depend on that of the positions.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "tests/core/margin/random_account.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

constexpr UnixSeconds now = 1'790'000'000;

Decimal hundredths(std::size_t count) {
    return Decimal::from_units(static_cast<Int128>(count) * (Decimal::one_units / 100));
}

MarginPosition random_option(Random& random) {
    OptionContract option;
    option.style = random.chance(30) ? OptionContract::Style::inverse : OptionContract::Style::linear;
    option.right = random.chance(50) ? OptionContract::Right::call : OptionContract::Right::put;
    option.strike = Decimal(static_cast<int>(2'000 + 200 * random.below(12)));
    option.expiry = now + 86'400 * (1 + random.below(4) * 30);
    option.implied_volatility = hundredths(30 + random.below(3) * 20);
    option.forward_ratio = hundredths(99 + random.below(3));
    MarginPosition position;
    position.instrument = option;
    return position;
}

MarginPosition random_future(Random& random) {
    MarginPosition position;
    if (random.chance(50)) {
        position.instrument = LinearContract{0, {}, {}};
    } else {
        position.instrument = InverseContract{0, now + 86'400 * 60};
    }
    if (random.chance(50)) position.mark_price = Decimal(static_cast<int>(2'950 + random.below(100)));
    return position;
}

Account random_portfolio(Random& random) {
    Account account;
    MarginAsset& asset = account.assets.emplace_back();
    asset.id = "ETH";
    asset.price = asset.lower = asset.upper = 3'000;
    account.cash = 1'000'000;
    account.tiers.push_back(TierTable::make({{0, hundredths(5), hundredths(10)}}).value());
    const std::size_t count = 2 + random.below(12);
    for (std::size_t i = 0; i < count; ++i) {
        MarginPosition position = random.chance(75) ? random_option(random) : random_future(random);
        position.id = std::to_string(i);
        position.entry_price = 100;
        position.quantity = random.decimal(-20, 20, 3);
        account.positions.push_back(std::move(position));
    }
    for (int i = 0; i < 3; ++i) {
        CollateralLine& line = account.collateral.emplace_back();
        line.quantity = random.decimal(0, 50, 6);
    }
    return account;
}

MarginParams with_model(std::string_view preset, bool risk_cancelling) {
    MarginParams params;
    params.mode = MarginMode::unified;
    params.now = now;
    params.portfolio.emplace().units.push_back({0, portfolio_preset(preset).value(), risk_cancelling});
    return params;
}

PoolResult evaluated(const Account& account, const MarginParams& params) {
    MarginResult result;
    const Status done = evaluate_pool(account, params, pools_of(account, params.mode).front(), result);
    if (!done.ok()) FAIL(done.error().where << ": " << done.error().expected);
    return result.pools.back();
}

}  // namespace

TEST_CASE("the order of positions and balances changes nothing under a portfolio model", "[margin][property]") {
    const auto [preset, hedges] = GENERATE(table<const char*, bool>(
        {{"paradex-eth", false}, {"derive-pmrm2", true}, {"derive-srm-eth", false}, {"deribit-pm-eth", false}}));
    const MarginParams params = with_model(preset, hedges);
    for (std::uint64_t seed = 0, count = property_accounts(5'000) / 5; seed < count; ++seed) {
        Random random(seed + 5);
        const Account account = random_portfolio(random);
        Account other = account;
        std::reverse(other.positions.begin(), other.positions.end());
        std::rotate(other.positions.begin(), other.positions.begin() + 1, other.positions.end());
        std::reverse(other.collateral.begin(), other.collateral.end());
        const PoolResult as_listed = evaluated(account, params);
        const PoolResult otherwise = evaluated(other, params);
        const bool is_same = as_listed.figures.initial_margin.value == otherwise.figures.initial_margin.value &&
                             as_listed.figures.maintenance_margin.value == otherwise.figures.maintenance_margin.value &&
                             as_listed.figures.equity.value == otherwise.figures.equity.value &&
                             as_listed.portfolio.units.front().margin.profits ==
                                 otherwise.portfolio.units.front().margin.profits;
        if (!is_same) FAIL(preset << ", seed " << seed);
    }
    SUCCEED();
}
