#include "core/margin/sampled_liquidation.hpp"

#include <catch2/catch.hpp>
#include <cstdio>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "core/stress/scenario.hpp"
#include "tests/core/margin/random_account.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

constexpr UnixSeconds now = 1'790'000'000;

MarginParams unified() {
    MarginParams params;
    params.mode = MarginMode::unified;
    params.now = now;
    return params;
}

bool is_close(Decimal a, Decimal b) {
    const Int128 apart = absolute(CheckedDecimal(a) - b).value().units();
    return apart <= std::max(a, b).units() / 50'000'000'000 + 2;
}

struct Counts {
    std::size_t prices = 0;
    std::size_t missed = 0;
};

/// The search may miss what lies between two samples, but finds nothing that is not there.
void compare(const PriceAnswer& found, const PriceAnswer& exact, Decimal price, Counts& counts) {
    if (found.absence == PriceAnswer::Absence::already || exact.absence == PriceAnswer::Absence::already) {
        CHECK(found.absence == exact.absence);
        return;
    }
    if (!exact.price) {
        CHECK_FALSE(found.price);
        return;
    }
    const Decimal least = div(price, 1000, Rounding::ceil).value();
    const Decimal most = mul_down(price, 1000).value();
    if (*exact.price < least || *exact.price > most) return;
    ++counts.prices;
    CAPTURE(to_string(*exact.price));
    if (found.price && is_close(*found.price, *exact.price)) return;
    ++counts.missed;
    if (!found.price) return;
    const bool is_down = *exact.price < price;
    CHECK((is_down ? *found.price < *exact.price : *found.price > *exact.price));
}

/// One ETH at 3000 backs a short call.
Account with_option(OptionContract::Style style = OptionContract::Style::linear) {
    Account account;
    MarginAsset& asset = account.assets.emplace_back();
    asset.id = "ETH";
    asset.price = asset.lower = asset.upper = 3000;
    account.chains.emplace_back().id = "there";
    account.cash = 2000;
    MarginPosition& position = account.positions.emplace_back();
    position.id = "call";
    position.quantity = -2;
    position.entry_price = 100;
    OptionContract option;
    option.style = style;
    option.strike = 3200;
    option.expiry = now + 30 * 86'400;
    option.implied_volatility = Decimal::from_units(Decimal::one_units / 10 * 6);
    option.mark_excess = 20;
    position.instrument = option;
    position.chain = 1;
    return account;
}

MarginParams with_rule() {
    MarginParams params = unified();
    params.options = option_rule("deribit-standard").value();
    return params;
}

PositionResult evaluated(const Account& account) {
    Refusal refusal;
    const PositionResult out = evaluate_position(account, with_rule(), account.positions.front(), refusal);
    REQUIRE_FALSE(refusal.present());
    return out;
}

}  // namespace

TEST_CASE("sampled liquidation prices against exact ones", "[margin][property]") {
    Counts counts;
    const MarginParams params = unified();
    const std::size_t accounts = sweep_accounts(300) / 10 + 20;
    for (std::size_t seed = 0; seed < accounts; ++seed) {
        Random random(seed + 77);
        const Account account = random_account(random, {});
        CAPTURE(seed);
        const auto exact = compute_margin_result(account, params);
        REQUIRE(exact.ok());
        const Pool pool = pools_of(account, params.mode).front();
        for (const AssetLiquidation& wanted : exact.value().pools.front().liquidations) {
            AssetLiquidation found;
            sampled_liquidation(account, params, pool, wanted.asset, found);
            CAPTURE(wanted.asset);
            CHECK(found.is_model);
            CHECK_FALSE(found.liquidation_down.certificate.certified);
            const Decimal price = account.assets[wanted.asset].price;
            compare(found.liquidation_down, wanted.liquidation_down, price, counts);
            compare(found.liquidation_up, wanted.liquidation_up, price, counts);
            compare(found.bankruptcy_down, wanted.bankruptcy_down, price, counts);
            compare(found.bankruptcy_up, wanted.bankruptcy_up, price, counts);
        }
    }
    std::printf("sampled: %zu accounts, %zu prices, %zu missed\n", accounts, counts.prices, counts.missed);
    CHECK(counts.prices > 0);
    CHECK(counts.missed * 50 <= counts.prices);
}

TEST_CASE("a joint move of an account with options", "[margin]") {
    const Account account = with_option();
    const MarginParams params = with_rule();
    const Pool pool = pools_of(account, params.mode).front();
    MarginResult result;
    REQUIRE(evaluate_pool(account, params, pool, result).ok());
    const auto shock = joint_shock_in(account, params, pool, result.pools.front().figures);
    REQUIRE(shock.ok());
    // One asset moves alone: the shock is its price's.
    AssetLiquidation alone;
    sampled_liquidation(account, params, pool, 0, alone);
    REQUIRE(alone.liquidation_up.price);
    REQUIRE(shock.value().up.price);
    const Decimal moved = mul(account.assets[0].price, CheckedDecimal(1) + *shock.value().up.price, Rounding::floor).value();
    CHECK(is_close(moved, *alone.liquidation_up.price));
    CHECK_FALSE(shock.value().down.price);
}

TEST_CASE("the search looks where an option's forward meets its strike", "[margin]") {
    // Without volatility 5 calls and 5 puts are worth 5 |0.95 P - 4000|: less than is owed from 4189.47 to 4231.57 alone.
    Account account = with_option();
    account.cash = -100;
    account.positions[0].quantity = 5;
    OptionContract& call = std::get<OptionContract>(account.positions[0].instrument);
    call.strike = 4000;
    call.forward_ratio = Decimal::from_units(Decimal::one_units / 100 * 95);
    call.implied_volatility = 0;
    call.mark_excess = 0;
    account.positions.push_back(account.positions[0]);
    account.positions[1].id = "put";
    std::get<OptionContract>(account.positions[1].instrument).right = OptionContract::Right::put;
    MarginParams params = unified();
    params.options = option_rule("paradex").value();
    AssetLiquidation found;
    sampled_liquidation(account, params, pools_of(account, params.mode).front(), 0, found);
    REQUIRE(found.crossings.size() == 2);
    CHECK(is_close(found.crossings[0], parse_decimal("4189.473684210526315789").value()));
    CHECK(is_close(found.crossings[1], parse_decimal("4231.578947368421052632").value()));
    CHECK(found.liquidation_up.price == found.crossings[0]);
}

TEST_CASE("needs_model, touches", "[margin]") {
    Account account = with_option();
    MarginParams params = with_rule();
    const Pool pool = pools_of(account, params.mode).front();
    CHECK(needs_model(account, params, pool));
    CHECK(touches(account, pool, 0));
    account.assets.emplace_back(account.assets[0]).id = "BTC";
    CHECK_FALSE(touches(account, pool, 1));
    account.assets[0].linked_to = 1;
    CHECK(touches(account, pool, 1));
    account.positions[0].instrument = LinearContract{0, 1, {}};
    CHECK_FALSE(needs_model(account, params, pool));
    params.portfolio.emplace();
    CHECK(needs_model(account, params, pool));
    Pool isolated = pool;
    isolated.scope = {PoolScope::Kind::isolated, 0};
    CHECK_FALSE(needs_model(account, params, isolated));
}

TEST_CASE("stress of options", "[stress]") {
    const LatencyTerms latency{Decimal::from_units(Decimal::one_units / 100 * 99), LagQuantile::terminal};
    StressScenario scenario;
    SECTION("a price move revalues them and leaves the mark's excess") {
        Account account = with_option();
        scenario.moves = {{0, Decimal::from_units(Decimal::one_units / 10), 0}};
        REQUIRE(apply_scenario(account, scenario, latency, now).ok());
        const Account before = with_option();
        CHECK(evaluated(account).mark_price > evaluated(before).mark_price);
        CHECK(std::get<OptionContract>(account.positions[0].instrument).mark_excess == Decimal(20));
    }
    SECTION("a multiple of volatility is theirs, too, up to 50") {
        Account account = with_option();
        scenario.volatility_multiple = 2;
        REQUIRE(apply_scenario(account, scenario, latency, now).ok());
        const auto volatility = [](const Account& of) {
            return std::get<OptionContract>(of.positions[0].instrument).implied_volatility;
        };
        CHECK(to_string(volatility(account)) == "1.2");
        scenario.volatility_multiple = 1000;
        REQUIRE(apply_scenario(account, scenario, latency, now).ok());
        CHECK(volatility(account) == Decimal(50));
    }
    SECTION("a move of the basis is the forward's") {
        Account account = with_option();
        scenario.moves = {{0, 0, Decimal::from_units(-Decimal::one_units / 20)}};
        REQUIRE(apply_scenario(account, scenario, latency, now).ok());
        CHECK(to_string(std::get<OptionContract>(account.positions[0].instrument).forward_ratio) == "0.95");
        CHECK(evaluated(account).mark_price < evaluated(with_option()).mark_price);
    }
    SECTION("on a chain that is gone they keep their value") {
        Account account = with_option();
        const Decimal before = evaluated(account).mark_price;
        scenario.moves = {{0, Decimal::from_units(Decimal::one_units / 2), 0}};
        scenario.failed_chains = {1};
        REQUIRE(apply_scenario(account, scenario, latency, now).ok());
        CHECK(evaluated(account).mark_price == before);
    }
}
