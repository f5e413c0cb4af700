#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/collateral_terms.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/pool.hpp"
#include "core/margin/position_terms.hpp"
#include "core/margin/price_path.hpp"

namespace clearmargin {

/// Which sum is followed: what decides on liquidation, or the plain equity.
enum class MarginSide : std::uint8_t {
    gap,         ///< equity - maintenance margin
    backstop,    ///< equity - that share of it at which the venue's backstop takes over
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

    /// The margin along one path: its moving terms and the sum of what stands still.
    class View;
    /// Refers to this, which has to outlive the view.
    [[nodiscard]] View along(PricePath path) const;

  private:
    static constexpr std::size_t sides = 3;
    using PerSide = std::array<Polynomial, sides>;
    static constexpr std::size_t place_of(MarginSide side) noexcept { return static_cast<std::size_t>(side); }

    /// What is added up on its own: one position, one asset's balances, or one wallet with all it settles.
    struct Component {
        std::vector<std::size_t> positions;
        std::vector<std::size_t> collateral;
        std::optional<std::size_t> wallet;
        std::vector<AssetIndex> assets;  ///< whose prices it depends on
        bool plain = true;               ///< its collateral has neither tiers nor caps
        PerSide still;                   ///< at the account's own prices
    };

    void add_collateral();
    void add_positions();
    [[nodiscard]] bool is_plain(const Component& component) const noexcept;
    [[nodiscard]] bool is_concave(const Component& component) const noexcept;
    /// How much of a position's gain counts.
    [[nodiscard]] Decimal kept_gain(const MarginPosition& position) const noexcept;

    friend class View;
    const Account* account_;
    const MarginParams* params_;
    const Pool* pool_;
    std::vector<Component> components_;
    bool concave_ = true;
    PerSide still_;  ///< of all components and the cash
};

class PoolEquation::View {
  public:
    /// The whole margin over `domain`.
    [[nodiscard]] Piecewise over(MarginSide side, Domain domain) const;

    /// The piece of the margin that n lies in, every tier and sign judged at n alone.
    [[nodiscard]] Polynomial piece_at(MarginSide side, Int128 n) const;

    /// The margin at n, every term a number: no pieces, no slopes.
    [[nodiscard]] WideInt at(MarginSide side, Int128 n) const;

    /// Whether the margin is one polynomial everywhere: plain equity is.
    [[nodiscard]] static bool is_one_piece(MarginSide side) noexcept { return side == MarginSide::raw_equity; }
    /// Whether it is concave wherever it is made of lines: then it stands between two points at which it stands.
    [[nodiscard]] bool is_concave(MarginSide side) const noexcept { return is_one_piece(side) || equation_->concave_; }

  private:
    friend class PoolEquation;

    /// A component's terms along the path.
    struct Terms {
        const Component* component = nullptr;
        CollateralSums collateral;
        std::vector<PositionTerms> positions;
        Polynomial cash;  ///< of the wallet

        /// All of it where the prices stand at n.
        void freeze(Int128 n);
    };

    View(const PoolEquation& equation, PricePath path);
    void read_terms(const Component& component, Terms& to) const;
    /// What the maintenance margin is multiplied by: the gap add-on, and the backstop's share of it.
    [[nodiscard]] Decimal requirement_factor(MarginSide side) const noexcept;
    [[nodiscard]] Polynomial raw_equity(const Terms& terms) const;
    /// The piece of equity - requirement that n lies in. `path` gives the prices of collateral with tiers or
    /// caps.
    [[nodiscard]] Polynomial gap_at(const Terms& terms, MarginSide side, const PricePath& path, Int128 n) const;
    void add_gap(const Terms& terms, MarginSide side, PiecewiseSum& to) const;

    const PoolEquation* equation_;
    PricePath path_;
    std::vector<Terms> moving_;
    PerSide still_;  ///< of all that does not move
};

}  // namespace clearmargin
