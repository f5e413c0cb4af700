#pragma once

#include <span>

#include "core/number/decimal.hpp"
#include "core/number/u256.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// dYdX v4's own integers: parts per million, quantums, quote quantums of 10^-6 USDC.
/// Source  dydxprotocol/v4-chain@84d4664b protocol/x/perpetuals/lib, x/perpetuals/types, x/clob/keeper
struct DydxLiquidityTier {
    std::uint64_t initial_ppm = 0;
    std::uint64_t maintenance_fraction_ppm = 0;
    U256 open_interest_lower = 0;  ///< quote quantums; 0 with `upper` 0: no scaling
    U256 open_interest_upper = 0;
};

/// floor(initial x fraction)
[[nodiscard]] std::uint64_t dydx_maintenance_ppm(const DydxLiquidityTier& tier) noexcept;

/// The initial rate scaled up to 100% between the two caps on open interest, rounded down.
[[nodiscard]] std::uint64_t dydx_adjusted_initial_ppm(const DydxLiquidityTier& tier,
                                                      const U256& open_interest) noexcept;

/// |quantums| x 10^resolution x price x 10^exponent in quote quantums, truncated.
/// Fails   decimal_overflow above 2^256 - 1
[[nodiscard]] Result<U256> dydx_notional(const U256& quantums, const U256& price, int exponent, int atomic_resolution);

/// notional x ppm, rounded up.
[[nodiscard]] Result<U256> dydx_margin(const U256& notional, std::uint64_t ppm);

/// The maintenance margin: the unscaled initial margin times the fraction, rounded up.
[[nodiscard]] Result<U256> dydx_maintenance_margin(const DydxLiquidityTier& tier, const U256& notional);

/// clamp factor x (initial - maintenance)
[[nodiscard]] std::uint64_t dydx_funding_clamp_ppm(const DydxLiquidityTier& tier, std::uint64_t clamp_ppm) noexcept;

/// A position in plain decimals.
struct DydxPosition {
    Decimal quantity;
    Decimal price;
    Decimal initial_rate;
    Decimal maintenance_rate;
};

struct DydxAccount {
    Decimal net_collateral;
    Decimal initial_margin;
    Decimal maintenance_margin;
    /// Equality is safe.
    [[nodiscard]] bool is_liquidatable() const noexcept {
        return maintenance_margin.is_positive() && net_collateral < maintenance_margin;
    }
};
[[nodiscard]] Result<DydxAccount> dydx_account(Decimal usdc, std::span<const DydxPosition> positions);

/// The quote amount at which closing `delta` leaves the account at its bankruptcy:
/// -dNNV - TNC |dMMR| / TMMR, rounded up to `quote_step`.
[[nodiscard]] Result<Decimal> dydx_bankruptcy_quote(Decimal usdc, std::span<const DydxPosition> positions,
                                                    std::size_t target, Decimal delta, Decimal quote_step);

/// The price at which the liquidation engine offers a position:
/// (PNNV - clamp(adjustment (1 - TNC / TMMR), 0, 1) spread PMMR) / size.
[[nodiscard]] Result<Decimal> dydx_fillable_price(Decimal usdc, std::span<const DydxPosition> positions,
                                                  std::size_t target, Decimal adjustment, Decimal spread);

}  // namespace clearmargin
