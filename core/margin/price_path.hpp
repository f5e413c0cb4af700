#pragma once

#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/piecewise.hpp"

namespace clearmargin {

/// A price as a function of n: (constant + slope n) x 10^-54.
struct PriceLine {
    WideInt constant;
    WideInt slope;
    [[nodiscard]] bool moves() const noexcept { return !slope.is_zero(); }
};

/// How all prices go when one variable n does: each stands still, or is a line.
class PricePath {
  public:
    /// No price moves.
    [[nodiscard]] static PricePath still(const Account& account);
    /// n is the price of `target`; what is linked to it moves in proportion.
    [[nodiscard]] static PricePath of_asset(const Account& account, AssetIndex target);
    /// n is a joint move: each price goes to P (1 + beta n), and those listed in `gone` to 0.
    [[nodiscard]] static PricePath joint(const Account& account, const std::vector<AssetIndex>& gone);
    /// Every price where `path` has it at n, as a constant. Refers to `path`, which has to outlive it.
    [[nodiscard]] static PricePath frozen(const PricePath& path, Int128 n);

    /// Whether the price need not be the account's own.
    [[nodiscard]] bool moves(AssetIndex asset) const noexcept {
        return frozen_path_ != nullptr ? frozen_path_->moves(asset) : motions_[asset].kind != Kind::fixed;
    }

    /// The line of a value that goes with the price of `asset` and is `now` today, rounded at the 36th digit of its
    /// slope.
    [[nodiscard]] PriceLine line(AssetIndex asset, Decimal now, Rounding rounding) const noexcept;

  private:
    enum class Kind : std::uint8_t { fixed, proportional, affine, gone };
    struct Motion {
        Kind kind = Kind::fixed;
        Decimal reference;  ///< proportional: the target's price now; affine: beta
    };
    PricePath() = default;

    std::vector<Motion> motions_;
    const PricePath* frozen_path_ = nullptr;
    Int128 frozen_at_ = 0;
};

}  // namespace clearmargin
