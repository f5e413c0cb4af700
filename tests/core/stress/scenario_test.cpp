#include "core/stress/scenario.hpp"

#include <catch2/catch.hpp>

#include "core/risk/lag.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

Decimal hundredths(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 100)); }
const LatencyTerms premiums_by{hundredths(99)};

MarginAsset asset_at(const char* id, int price) {
    MarginAsset asset;
    asset.id = id;
    asset.price = asset.lower = asset.upper = price;
    return asset;
}

/// Two ETH on each of two chains, a linked stETH on the second, a long of one ETH on the first.
Account two_chains() {
    Account account;
    account.cash = 1000;
    account.assets = {asset_at("ETH", 3000), asset_at("stETH", 2990), asset_at("USDC", 1)};
    account.assets[1].linked_to = 0;
    account.chains = {MarginChain{"ethereum", 1, std::nullopt}, MarginChain{"arbitrum", 1, std::nullopt}};
    account.collateral.push_back(CollateralLine{0, 0, 2, {hundredths(5), 0, hundredths(1), 0}, true, 1});
    account.collateral.push_back(CollateralLine{0, 1, 2, {hundredths(5), 0, hundredths(2), 0}, true, 1});
    account.collateral.push_back(CollateralLine{1, 1, 1, {}, true, 1});
    account.collateral.push_back(CollateralLine{2, 1, -500, {}, true, 1});
    account.wallets.push_back(SettlementWallet{"USDC", std::nullopt, 1, 5, 0, 0, 2});
    account.tiers.push_back(TierTable::make({{0, hundredths(1), hundredths(2)}}).value());
    MarginPosition position;
    position.id = "eth-perp";
    position.instrument = LinearContract{0, std::nullopt, std::nullopt};
    position.quantity = 1;
    position.entry_price = 3000;
    account.positions.push_back(position);
    return account;
}

Account after_of(Account account, const StressScenario& scenario) {
    REQUIRE(apply_scenario(account, scenario, premiums_by, 0).ok());
    return account;
}

MarginParams unified() {
    MarginParams params;
    params.mode = MarginMode::unified;
    return params;
}

}  // namespace

TEST_CASE("apply_scenario", "[stress]") {
    Account account = two_chains();
    StressScenario scenario;
    scenario.moves = {{0, hundredths(-30), 0}};

    SECTION("moves an asset and what is linked to it") {
        const Account after = after_of(account, scenario);
        CHECK(after.assets[0].price == Decimal(2100));
        CHECK(after.assets[0].lower == Decimal(2100));
        CHECK(after.assets[1].price == Decimal(2093));
        CHECK(after.assets[2].price == Decimal(1));
        CHECK_FALSE(after.positions[0].mark_price.has_value());
    }
    SECTION("lets what is linked move by itself where it is told to") {
        scenario.moves.push_back({1, hundredths(-50), 0});
        CHECK(after_of(account, scenario).assets[1].price == Decimal(1495));
    }
    SECTION("keeps the distance of a mark, or moves it") {
        Account marked = account;
        marked.positions[0].mark_price = 3030;
        CHECK(after_of(marked, scenario).positions[0].mark_price == Decimal(2121));
        scenario.moves[0].basis_move = hundredths(-5);
        CHECK(after_of(marked, scenario).positions[0].mark_price == Decimal(2016));
        CHECK(after_of(account, scenario).positions[0].mark_price == Decimal(1995));
    }
    SECTION("takes away what is owned on a chain that fails, and leaves what is owed") {
        scenario.failed_chains = {1};
        const Account after = after_of(account, scenario);
        CHECK(after.cash == Decimal(1000));
        CHECK(after.wallets[0].cash == Decimal(0));
        const MarginResult margin = compute_margin_result(after, unified()).value();
        CHECK(margin.collateral[1].counted == Decimal(0));
        CHECK(margin.collateral[2].counted == Decimal(0));
        CHECK(margin.collateral[3].counted == Decimal(-500));
        CHECK(margin.collateral[0].counted.is_positive());
    }
    SECTION("freezes positions on a chain that fails at their mark") {
        scenario.failed_chains = {0};
        const Account after = after_of(account, scenario);
        CHECK(after.cash == Decimal(0));
        CHECK(after.positions[0].mark_price == Decimal(3000));
    }
    SECTION("grows latency premiums") {
        scenario.moves.clear();
        scenario.volatility_multiple = 2;
        scenario.latency_multiple = 4;
        const Account after = after_of(account, scenario);
        CHECK(after.collateral[0].haircut.latency == grown_latency_premium(hundredths(1), 2, 4, premiums_by).value());
        CHECK(after.collateral[0].haircut.latency > hundredths(3));
        CHECK(after.collateral[2].haircut.latency == Decimal(0));
    }
    SECTION("changes nothing when nothing happens") {
        const Account after = after_of(account, StressScenario{});
        const MarginResult before = compute_margin_result(account, unified()).value();
        CHECK(compute_margin_result(after, unified()).value().pools[0].figures.equity.value ==
              before.pools[0].figures.equity.value);
    }
    SECTION("refuses") {
        const auto refused = [&](ErrorCode code) {
            const Error error = error_of(apply_scenario(account, scenario, premiums_by, 0));
            CHECK(error.code == code);
            return error.where;
        };
        scenario.moves = {{0, 0, 0}, {3, 0, 0}};
        CHECK(refused(ErrorCode::unknown_reference) == "moves[1].asset");
        scenario.moves = {{0, 0, 0}, {0, 0, 0}};
        CHECK(refused(ErrorCode::duplicate_id) == "moves[1].asset");
        scenario.moves = {{0, -1, 0}};
        CHECK(refused(ErrorCode::out_of_range) == "moves[0].move");
        scenario.moves.clear();
        scenario.failed_chains = {2};
        CHECK(refused(ErrorCode::unknown_reference) == "failed_chains[0]");
        scenario.failed_chains.clear();
        scenario.volatility_multiple = -1;
        CHECK(refused(ErrorCode::out_of_range) == "volatility_multiple");
        scenario.volatility_multiple = 1;
        scenario.latency_multiple = 2'000'000;
        CHECK(refused(ErrorCode::out_of_range) == "latency_multiple");
        CHECK(account.assets[0].price == Decimal(3000));
        scenario = StressScenario{};
        scenario.moves = {{0, 1'000'000'000, 0}};
        Account large = account;
        large.assets[0].price = large.assets[0].upper = 1'000'000'000;
        CHECK(apply_scenario(large, scenario, premiums_by, 0).ok());
        large.assets[0].price = large.assets[0].upper = decimal_max;
        CHECK(error_of(apply_scenario(large, scenario, premiums_by, 0)).code == ErrorCode::decimal_overflow);
        CHECK(error_of(apply_scenario(large, scenario, premiums_by, 0)).where == "assets[0]");
    }
}

TEST_CASE("stress_account", "[stress]") {
    const Account account = two_chains();
    std::vector<StressScenario> scenarios(3);
    scenarios[1].name = "crash";
    scenarios[1].moves = {{0, hundredths(-95), 0}};
    scenarios[2].failed_chains = {0, 1};

    SECTION("gives each scenario's figures and its weakest pool") {
        const auto results = stress_account(account, unified(), scenarios, premiums_by).value();
        REQUIRE(results.size() == 3);
        CHECK(results[1].name == "crash");
        CHECK_FALSE(results[0].margin.pools[0].figures.liquidatable);
        CHECK(results[1].margin.pools[0].figures.liquidatable);
        CHECK(results[2].margin.pools[0].figures.liquidatable);
        CHECK(results[0].weakest == std::size_t{0});
    }
    SECTION("names the chain that would fail first") {
        MarginParams cross;
        const auto results = stress_account(account, cross, scenarios, premiums_by).value();
        const auto& pools = results[1].margin.pools;
        REQUIRE(results[1].weakest.has_value());
        for (const PoolResult& pool : pools) {
            CHECK(pool.figures.buffer.value >= pools[*results[1].weakest].figures.buffer.value);
        }
    }
    SECTION("refuses") {
        scenarios[2].failed_chains = {7};
        CHECK(error_of(stress_account(account, unified(), scenarios, premiums_by)).where ==
              "scenarios[2].failed_chains[0]");
        Account broken = account;
        broken.assets[0].price = 0;
        CHECK(error_of(stress_account(broken, unified(), scenarios, premiums_by)).where == "assets[0].price");
        const Error many = error_of(stress_account(account, unified(), std::vector<StressScenario>(4097), premiums_by));
        CHECK(many.code == ErrorCode::too_many_items);
        CHECK(many.where == "scenarios");
    }
}
