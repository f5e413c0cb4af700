#pragma once

#include <cstdint>
#include <string>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"

namespace clearmargin::margin_tests {

/// A small generator with a state of its own, so that every run and platform sees the same accounts.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15U + 0x1234567U) {}
    std::uint64_t next() noexcept;
    std::size_t below(std::size_t limit) noexcept { return next() % limit; }
    bool chance(unsigned percent) noexcept { return next() % 100 < percent; }
    /// A decimal between two, with at most `digits` digits after the point.
    Decimal decimal(Decimal from, Decimal to, unsigned digits) noexcept;

  private:
    std::uint64_t state_;
};

/// What a generated account may hold.
struct RandomShape {
    std::size_t assets = 3;
    std::size_t positions = 4;
    bool curved = false;  ///< contracts settled in a coin that moves too
    bool jumps = false;   ///< tier tables without deductions
    bool collateral_tiers = false;
    bool caps = false;
    bool wallets = false;
};

/// A valid account; its equity is mostly above its maintenance margin.
Account random_account(Random& random, const RandomShape& shape);

/// All prices of an account moved along with the price of `asset` to `price`: marks, conservative values, linked
/// assets.
Account at_price(Account account, AssetIndex asset, Decimal price);

/// How many accounts a property is tried on: CLEARMARGIN_PROPERTY_ACCOUNTS, or `otherwise`.
std::size_t property_accounts(std::size_t otherwise);
/// The same for CLEARMARGIN_SWEEP_ACCOUNTS: sweeps take longer.
std::size_t sweep_accounts(std::size_t otherwise);

}  // namespace clearmargin::margin_tests
