#pragma once

#include <optional>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/pool.hpp"
#include "core/margin/price_path.hpp"

namespace clearmargin {

/// Which sum is followed: what decides on liquidation, or the plain equity.
enum class MarginSide : std::uint8_t {
    gap,         ///< equity - maintenance margin
    raw_equity,  ///< no haircuts, no requirement
};

/// A pool's margin as a function of prices, exact to 10^-54 USD for each term. Terms whose coefficients do not end there
/// (an inverse contract's slope q/e) are rounded against the account, so that what the function calls safe is safe.
/// Source   docs/margin-model.md#liquidation-price
class PoolEquation {
  public:
    /// Refers to all three, which have to outlive it.
    PoolEquation(const Account& account, const MarginParams& params, const Pool& pool);

    /// Whether any term depends on the price of `asset`.
    [[nodiscard]] bool depends_on(AssetIndex asset) const noexcept;

    /// The margin along `path`.
    [[nodiscard]] Piecewise along(const PricePath& path, Domain domain, MarginSide side) const;

    /// The margin where `path` is at n, every term at those prices alone: no pieces, no breakpoints.
    [[nodiscard]] WideInt at(const PricePath& path, Int128 n, MarginSide side) const;

  private:
    /// What is added up on its own: one position, one asset's balances, or one wallet with all it settles.
    struct Component {
        std::vector<std::size_t> positions;
        std::vector<std::size_t> collateral;
        std::optional<std::size_t> wallet;
        std::vector<AssetIndex> assets;  ///< whose prices it depends on
        Polynomial still_gap;            ///< at the account's own prices
        Polynomial still_raw_equity;
    };

    void add_collateral();
    void add_positions();
    [[nodiscard]] bool moves(const Component& component, const PricePath& path) const noexcept;
    /// The terms of one component; their sum is its part of the margin.
    [[nodiscard]] std::vector<Piecewise> terms(const Component& component, const PricePath& path, Domain domain,
                                               MarginSide side) const;

    const Account* account_;
    const MarginParams* params_;
    const Pool* pool_;
    std::vector<Component> components_;
    Polynomial still_gap_;         ///< of all components and the cash
    Polynomial still_raw_equity_;
};

}  // namespace clearmargin
