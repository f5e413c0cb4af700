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

/// A pool's margin as a function of prices, exact to 10^-54 USD for each term. Terms whose coefficients do not end
/// there (an inverse contract's slope q/e) are rounded against the account, so that what the function calls safe is
/// safe. Source   docs/margin-model.md#liquidation-price
class PoolEquation {
  public:
    /// Refers to all three, which have to outlive it.
    PoolEquation(const Account& account, const MarginParams& params, const Pool& pool);

    /// Whether any term depends on the price of `asset`.
    [[nodiscard]] bool depends_on(AssetIndex asset) const noexcept;

    /// The part of the margin that moves along one path, and the rest, which stands still: made once for each path.
    class View;
    /// Refers to both, which have to outlive the view.
    [[nodiscard]] View along(const PricePath& path, MarginSide side) const;

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
    [[nodiscard]] Polynomial component_at(const Component& component, const PricePath& path, Int128 n,
                                          MarginSide side) const;
    [[nodiscard]] bool is_plain(const Component& component) const noexcept;
    [[nodiscard]] bool is_concave(const Component& component) const noexcept;
    [[nodiscard]] bool moves(const Component& component, const PricePath& path) const noexcept;
    /// How much of a position's gain counts.
    [[nodiscard]] Decimal kept_gain(const MarginPosition& position) const noexcept;
    [[nodiscard]] Polynomial wallet_cash(std::size_t place, const PricePath& path) const;
    /// The terms of one component; their sum is its part of the margin.
    [[nodiscard]] std::vector<Piecewise> terms(const Component& component, const PricePath& path, Domain domain,
                                               MarginSide side) const;

    friend class View;
    const Account* account_;
    const MarginParams* params_;
    const Pool* pool_;
    std::vector<Component> components_;
    bool concave_ = true;
    Polynomial still_gap_;  ///< of all components and the cash
    Polynomial still_raw_equity_;
};

class PoolEquation::View {
  public:
    /// The whole margin over `domain`.
    [[nodiscard]] Piecewise over(Domain domain) const;

    /// The piece of the margin that n lies in, every tier and sign judged at n alone.
    [[nodiscard]] Polynomial piece_at(Int128 n) const;

    /// The margin at n, every price a constant: no pieces, no slopes.
    [[nodiscard]] WideInt at(Int128 n) const;

    /// Whether the margin is one polynomial everywhere: plain equity is.
    [[nodiscard]] bool is_one_piece() const noexcept { return side_ == MarginSide::raw_equity; }
    /// Whether it is concave wherever it is made of lines: then it stands between two points at which it stands.
    [[nodiscard]] bool is_concave() const noexcept { return is_one_piece() || equation_->concave_; }

  private:
    friend class PoolEquation;
    View(const PoolEquation& equation, const PricePath& path, MarginSide side);
    [[nodiscard]] Polynomial sum_at(const PricePath& path, Int128 n) const;

    const PoolEquation* equation_;
    const PricePath* path_;
    MarginSide side_;
    std::vector<const Component*> moving_;
    Polynomial still_;  ///< all that does not move
};

}  // namespace clearmargin
