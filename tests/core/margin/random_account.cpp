#include "tests/core/margin/random_account.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace clearmargin::margin_tests {
namespace {

Decimal units(std::int64_t whole, std::int64_t thousandths = 0) {
    return Decimal::from_units(Int128{whole} * Decimal::one_units + Int128{thousandths} * (Decimal::one_units / 1000));
}

TierTable random_tiers(Random& random, bool jumps) {
    std::vector<TierRow> rows;
    Decimal floor = 0;
    Decimal rate = random.decimal(units(0, 3), units(0, 20), 4);
    for (std::size_t i = 0, count = 1 + random.below(5); i < count; ++i) {
        rows.push_back({floor, rate, rate});
        floor = (CheckedDecimal(floor) + random.decimal(units(1000), units(400'000), 1)).value();
        rate = (CheckedDecimal(rate) + random.decimal(0, units(0, 60), 4)).value();
    }
    auto table = TierTable::make(std::move(rows), !jumps || random.chance(50));
    REQUIRE(table.ok());
    return table.value();
}

Instrument random_instrument(Random& random, const RandomShape& shape) {
    const AssetIndex asset = random.below(shape.assets);
    const std::size_t kind = random.below(shape.curved ? 4 : 3);
    if (kind == 0) return LinearContract{asset, std::nullopt, std::nullopt};
    if (kind == 1) return InverseContract{asset, std::nullopt};
    const AssetIndex settle = random.below(shape.assets);
    if (kind == 2) return LinearContract{asset, shape.curved ? std::optional(settle) : std::nullopt, std::nullopt};
    return QuantoContract{asset, settle, Decimal::from_units(Decimal::one_units / 10'000), std::nullopt};
}

CollateralTiers random_collateral_tiers(Random& random) {
    const bool usd = random.chance(50);
    const Decimal first = usd ? units(20'000) : units(3);
    const Decimal second = usd ? units(60'000) : units(8);
    auto tiers =
        CollateralTiers::make(usd ? CollateralTiers::Unit::usd : CollateralTiers::Unit::quantity,
                              {{first, units(0, 950)}, {second, units(0, 800)}, {std::nullopt, units(0, 100)}});
    REQUIRE(tiers.ok());
    return tiers.value();
}

}  // namespace

std::uint64_t Random::next() noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

Decimal Random::decimal(Decimal from, Decimal to, unsigned digits) noexcept {
    Int128 step = Decimal::one_units;
    for (unsigned i = 0; i < digits; ++i) step /= 10;
    const Int128 steps = (to.units() - from.units()) / step;
    return Decimal::from_units(from.units() +
                               static_cast<Int128>(next() % static_cast<std::uint64_t>(steps + 1)) * step);
}

Account random_account(Random& random, const RandomShape& shape) {
    Account account;
    account.cash = random.decimal(units(-2000), units(40'000), 3);
    account.cash_input = 0;
    account.chains = {{"one", 1, std::nullopt}, {"two", random.decimal(units(0, 950), 1, 4), std::nullopt}};
    for (std::size_t i = 0; i < shape.assets; ++i) {
        MarginAsset asset;
        asset.id = "asset" + std::to_string(i);
        asset.price = random.decimal(units(1), units(i == 0 ? 70'000 : 3000), 2);
        asset.lower = (CheckedDecimal(asset.price) - mul_down(asset.price, random.decimal(0, units(0, 5), 4))).value();
        asset.upper = (CheckedDecimal(asset.price) + mul_up(asset.price, random.decimal(0, units(0, 5), 4))).value();
        asset.liability_maintenance = random.decimal(0, units(0, 200), 3);
        asset.liability_initial = asset.liability_maintenance;
        asset.beta = random.decimal(units(-1), units(2), 2);
        asset.price_input = static_cast<InputId>(1 + i);
        if (i == 2 && random.chance(30)) asset.linked_to = 1;
        if (shape.collateral_tiers && random.chance(60)) asset.tiers = random_collateral_tiers(random);
        if (shape.caps && random.chance(50)) asset.cap = random.decimal(units(500), units(30'000), 0);
        account.assets.push_back(std::move(asset));
    }
    for (AssetIndex asset = 0; asset < shape.assets; ++asset) {
        for (ChainIndex chain = 0; chain < 2; ++chain) {
            if (!random.chance(50)) continue;
            CollateralLine line;
            line.asset = asset;
            line.chain = chain;
            const Decimal worth = random.decimal(units(random.chance(20) ? -8000 : 500), units(30'000), 0);
            line.quantity = div_down(worth, account.assets[asset].price).value();
            line.haircut = {random.decimal(0, units(0, 200), 3), random.decimal(0, units(0, 20), 3), 0, 0};
            line.input = static_cast<InputId>(10 + account.collateral.size());
            account.collateral.push_back(line);
        }
    }
    if (shape.wallets) {
        for (std::size_t i = 0; i < 2; ++i) {
            account.wallets.push_back({"wallet" + std::to_string(i),
                                       random.chance(30) ? std::optional<AssetIndex>(shape.assets - 1) : std::nullopt,
                                       0, random.decimal(units(-300), units(3000), 1), units(0, 200), units(0, 100),
                                       static_cast<InputId>(30 + i)});
        }
    }
    for (std::size_t i = 0, count = 1 + random.below(shape.positions); i < count; ++i) {
        MarginPosition position;
        position.instrument = random_instrument(random, shape);
        position.chain = random.below(2);
        const Decimal price = account.assets[underlying_of(position.instrument)].price;
        position.entry_price = mul_down(price, random.decimal(units(0, 800), units(1, 200), 3)).value();
        if (random.chance(30)) {
            position.mark_price = mul_down(price, random.decimal(units(0, 990), units(1, 10), 4)).value();
        }
        const Decimal worth = random.decimal(units(-90'000), units(90'000), 0);
        position.quantity = worth;
        if (const auto* quanto = std::get_if<QuantoContract>(&position.instrument)) {
            const CheckedDecimal unit = mul_up(mul_up(price, account.assets[quanto->settle].price), quanto->multiplier);
            position.quantity = div_down(worth, unit).value();
        } else if (const auto* linear = std::get_if<LinearContract>(&position.instrument)) {
            const Decimal settle_price = linear->settle ? account.assets[*linear->settle].price : Decimal(1);
            position.quantity = div_down(worth, mul_up(price, settle_price)).value();
        }
        position.tiers = account.tiers.size();
        account.tiers.push_back(random_tiers(random, shape.jumps));
        if (shape.wallets && random.chance(50)) position.wallet = random.below(2);
        position.input = static_cast<InputId>(40 + i);
        account.positions.push_back(std::move(position));
    }
    return account;
}

Account at_price(Account account, AssetIndex asset, Decimal price) {
    const Decimal now = account.assets[asset].price;
    const auto moved = [&](Decimal value, Rounding rounding) { return mul_div(value, price, now, rounding).value(); };
    for (MarginPosition& position : account.positions) {
        const AssetIndex underlying = underlying_of(position.instrument);
        const bool moves = underlying == asset || account.assets[underlying].linked_to == asset;
        if (moves && position.mark_price) position.mark_price = moved(*position.mark_price, Rounding::half_even);
    }
    for (AssetIndex i = 0; i < account.assets.size(); ++i) {
        MarginAsset& other = account.assets[i];
        if (i != asset && other.linked_to != asset) continue;
        other.lower = moved(other.lower, Rounding::floor);
        other.upper = moved(other.upper, Rounding::ceil);
        other.price = i == asset ? price : moved(other.price, Rounding::half_even);
    }
    return account;
}

namespace {

std::size_t accounts_of(const char* variable, std::size_t otherwise) {
    const char* given = std::getenv(variable);
    return given != nullptr ? static_cast<std::size_t>(std::strtoull(given, nullptr, 10)) : otherwise;
}

}  // namespace

std::size_t property_accounts(std::size_t otherwise) {
    return accounts_of("CLEARMARGIN_PROPERTY_ACCOUNTS", otherwise);
}

std::size_t sweep_accounts(std::size_t otherwise) { return accounts_of("CLEARMARGIN_SWEEP_ACCOUNTS", otherwise); }

}  // namespace clearmargin::margin_tests
