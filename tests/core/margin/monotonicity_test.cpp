#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

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

/// The unified pool of an account; nothing where the account is refused, as for an overflow.
std::optional<PoolResult> pool_of(const Account& account) {
    auto result = compute_margin_result(account, unified());
    if (!result.ok() || result.value().pools.empty()) return std::nullopt;
    return result.value().pools.front();
}

const AssetLiquidation* of_asset(const PoolResult& pool, AssetIndex asset) {
    for (const AssetLiquidation& found : pool.liquidations) {
        if (found.asset == asset) return &found;
    }
    return nullptr;
}

/// Whether a property holds for an account; `random` makes its choices.
using Property = std::function<bool(const Account&, Random&)>;

bool holds(const Property& property, const Account& account, std::uint64_t seed) {
    Random random(seed);
    return property(account, random);
}

/// The account with as many parts left out as it can spare while the property still fails.
Account shrunk(const Property& property, Account account, std::uint64_t seed) {
    const auto without = [&](auto list, std::size_t i) {
        Account smaller = account;
        auto& items = smaller.*list;
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
        return smaller;
    };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = account.positions.size(); i-- > 0 && account.positions.size() > 1;) {
            const Account smaller = without(&Account::positions, i);
            if (holds(property, smaller, seed)) continue;
            account = smaller;
            again = true;
        }
        for (std::size_t i = account.collateral.size(); i-- > 0;) {
            const Account smaller = without(&Account::collateral, i);
            if (holds(property, smaller, seed)) continue;
            account = smaller;
            again = true;
        }
    }
    return account;
}

std::string described(const Account& account) {
    std::string out = "cash " + to_string(account.cash);
    for (const MarginAsset& asset : account.assets) out += "; " + asset.id + " at " + to_string(asset.price);
    for (const CollateralLine& line : account.collateral) {
        out += "; " + to_string(line.quantity) + " of " + std::to_string(line.asset) + " haircut " +
               to_string(line.haircut.base);
    }
    for (const MarginPosition& position : account.positions) {
        out += "; position " + to_string(position.quantity) + " on " +
               std::to_string(underlying_of(position.instrument)) + " kind " +
               std::to_string(position.instrument.index()) + " entry " + to_string(position.entry_price);
    }
    return out;
}

void check_property(const RandomShape& shape, const Property& property) {
    for (std::uint64_t seed = 0, count = property_accounts(5000); seed < count; ++seed) {
        Random random(seed + 77);
        const Account account = random_account(random, shape);
        if (holds(property, account, seed)) continue;
        FAIL("seed " << seed << ": " << described(shrunk(property, account, seed)));
    }
    SUCCEED();
}

/// Sums of rounded products may differ by their roundings.
bool not_above(Decimal a, Decimal b, Int128 roundings = 1000) { return a.units() <= b.units() + roundings; }

RandomShape rich() {
    RandomShape shape;
    shape.wallets = shape.collateral_tiers = true;
    return shape;
}

}  // namespace

TEST_CASE("adding collateral never lowers equity", "[margin][property]") {
    check_property(rich(), [](const Account& account, Random& random) {
        if (account.collateral.empty()) return true;
        const auto before = pool_of(account);
        Account more = account;
        CollateralLine& line = more.collateral[random.below(more.collateral.size())];
        line.quantity = (CheckedDecimal(line.quantity) + random.decimal(0, 3, 3)).value();
        const auto after = pool_of(more);
        return !before || !after || not_above(before->figures.equity.value, after->figures.equity.value);
    });
}

TEST_CASE("adding collateral never raises the liquidation price of a long", "[margin][property]") {
    RandomShape shape;
    shape.positions = 1;
    check_property(shape, [](const Account& account, Random& random) {
        const MarginPosition& position = account.positions.front();
        const auto before = pool_of(account);
        if (!before || before->figures.liquidatable || !position.quantity.is_positive()) return true;
        Account more = account;
        more.cash = (CheckedDecimal(more.cash) + random.decimal(0, 2000, 2)).value();
        const auto after = pool_of(more);
        const AssetIndex asset = underlying_of(position.instrument);
        const auto* old_price = of_asset(*before, asset);
        const auto* new_price = after ? of_asset(*after, asset) : nullptr;
        if (old_price == nullptr || new_price == nullptr || !new_price->liquidation_down.price) return true;
        return old_price->liquidation_down.price &&
               not_above(*new_price->liquidation_down.price, *old_price->liquidation_down.price);
    });
}

TEST_CASE("raising a haircut never raises equity", "[margin][property]") {
    check_property(rich(), [](const Account& account, Random& random) {
        if (account.collateral.empty()) return true;
        Account worse = account;
        Decimal& base = worse.collateral[random.below(worse.collateral.size())].haircut.base;
        base = (CheckedDecimal(base) + random.decimal(0, Decimal::from_units(Decimal::one_units / 2), 3)).value();
        const auto before = pool_of(account);
        const auto after = pool_of(worse);
        return !before || !after || not_above(after->figures.equity.value, before->figures.equity.value);
    });
}

TEST_CASE("maintenance margin does not fall with the size of a position", "[margin][property]") {
    check_property(RandomShape{}, [](const Account& account, Random& random) {
        Account larger = account;
        Decimal& quantity = larger.positions[random.below(larger.positions.size())].quantity;
        quantity = mul_up(quantity, CheckedDecimal(1) + random.decimal(0, 2, 3)).value();
        const auto before = pool_of(account);
        const auto after = pool_of(larger);
        return !before || !after ||
               not_above(before->figures.maintenance_margin.value, after->figures.maintenance_margin.value);
    });
}

TEST_CASE("liquidation comes no later than bankruptcy", "[margin][property]") {
    check_property(rich(), [](const Account& account, Random&) {
        const auto pool = pool_of(account);
        if (!pool || pool->figures.liquidatable) return true;
        return std::all_of(pool->liquidations.begin(), pool->liquidations.end(), [](const AssetLiquidation& found) {
            const auto& liquidation = found.liquidation_down.price;
            const auto& bankruptcy = found.bankruptcy_down.price;
            return !bankruptcy || (liquidation && not_above(*bankruptcy, *liquidation));
        });
    });
}

TEST_CASE("the order of inputs changes nothing", "[margin][property]") {
    check_property(rich(), [](const Account& account, Random&) {
        Account turned = account;
        std::reverse(turned.collateral.begin(), turned.collateral.end());
        std::reverse(turned.positions.begin(), turned.positions.end());
        const auto before = pool_of(account);
        const auto after = pool_of(turned);
        if (!before || !after) return !before && !after;
        if (!(before->figures.equity.value == after->figures.equity.value)) return false;
        if (!(before->figures.maintenance_margin.value == after->figures.maintenance_margin.value)) return false;
        for (std::size_t i = 0; i < before->liquidations.size(); ++i) {
            const AssetLiquidation& a = before->liquidations[i];
            const AssetLiquidation& b = after->liquidations[i];
            if (a.liquidation_down.price != b.liquidation_down.price) return false;
            if (a.liquidation_up.price != b.liquidation_up.price) return false;
        }
        return true;
    });
}

TEST_CASE("splitting a balance over two equal chains changes nothing", "[margin][property]") {
    check_property(rich(), [](const Account& account, Random& random) {
        if (account.collateral.empty()) return true;
        Account split = account;
        CollateralLine& line = split.collateral[random.below(split.collateral.size())];
        split.chains.push_back(split.chains[line.chain]);
        CollateralLine half = line;
        half.chain = split.chains.size() - 1;
        half.quantity = div_down(line.quantity, 2).value();
        line.quantity = (CheckedDecimal(line.quantity) - half.quantity).value();
        split.collateral.push_back(half);
        const auto before = pool_of(account);
        const auto after = pool_of(split);
        if (!before || !after) return true;
        // Half a step of a token at a price of 70,000 USD is 70,000 steps of USD.
        constexpr Int128 roundings = 1'000'000;
        return not_above(before->figures.equity.value, after->figures.equity.value, roundings) &&
               not_above(after->figures.equity.value, before->figures.equity.value, roundings);
    });
}

TEST_CASE("twice the account has twice the figures and the same prices", "[margin][property]") {
    check_property(RandomShape{}, [](const Account& account, Random&) {
        const auto twice = [](Decimal value) { return (CheckedDecimal(value) + value).value(); };
        Account doubled = account;
        doubled.cash = twice(doubled.cash);
        for (CollateralLine& line : doubled.collateral) line.quantity = twice(line.quantity);
        for (MarginPosition& position : doubled.positions) position.quantity = twice(position.quantity);
        for (TierTable& table : doubled.tiers) {
            std::vector<TierRow> rows(table.rows().begin(), table.rows().end());
            for (TierRow& row : rows) row.floor = twice(row.floor);
            table = TierTable::make(std::move(rows)).value();
        }
        const auto before = pool_of(account);
        const auto after = pool_of(doubled);
        if (!before || !after) return !before && !after;
        const Decimal equity = twice(before->figures.equity.value);
        const Decimal margin = twice(before->figures.maintenance_margin.value);
        if (!not_above(equity, after->figures.equity.value) || !not_above(after->figures.equity.value, equity))
            return false;
        if (!not_above(after->figures.maintenance_margin.value, margin)) return false;
        if (before->figures.liquidatable != after->figures.liquidatable) return true;
        for (std::size_t i = 0; i < before->liquidations.size(); ++i) {
            const auto& a = before->liquidations[i].liquidation_down.price;
            const auto& b = after->liquidations[i].liquidation_down.price;
            if (a.has_value() != b.has_value()) return false;
            if (a && !(not_above(*a, *b, 2) && not_above(*b, *a, 2))) return false;
        }
        return true;
    });
}
