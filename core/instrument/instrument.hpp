#pragma once

#include <cstddef>
#include <optional>
#include <variant>

#include "core/evidence/evidence.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// A place in the account's list of assets.
using AssetIndex = std::size_t;

/// A contract whose value moves with the price, paid in USD or in `settle` (a stablecoin, say). A dated future is one
/// with an expiry; its mark is the future's own. PnL in USD  q (P - e) U, notional |q| P U, where U is the USD price of
/// `settle`, or 1
struct LinearContract {
    AssetIndex underlying = 0;
    std::optional<AssetIndex> settle;
    std::optional<UnixSeconds> expiry;
};

/// A contract worth a fixed number of USD, paid in the underlying coin; the quantity counts USD.
/// PnL in USD  q (P/e - 1), notional |q|
struct InverseContract {
    AssetIndex underlying = 0;
    std::optional<UnixSeconds> expiry;
};

/// A contract that pays `multiplier` coins of `settle` for each unit of price.
/// PnL in USD  q m (P - e) S, notional |q| m P S, where S is the USD price of `settle`
struct QuantoContract {
    AssetIndex underlying = 0;
    AssetIndex settle = 0;
    Decimal multiplier = 1;
    std::optional<UnixSeconds> expiry;
};

/// A European option on one unit of the underlying. V is its Black-76 value at the forward F.
/// Value in USD  linear: q (V + excess); inverse: q (V / F + excess) P
struct OptionContract {
    enum class Style : std::uint8_t { linear, inverse };
    enum class Right : std::uint8_t { call, put };

    AssetIndex underlying = 0;
    Style style = Style::linear;
    Right right = Right::call;
    Decimal strike;
    UnixSeconds expiry = 0;
    Decimal implied_volatility;  ///< per year, 1 = 100%
    Decimal forward_ratio = 1;   ///< the forward of the expiry over the underlying's price, which a move leaves as it is
    Decimal mark_excess;         ///< the venue's mark less the model's value, in what it is paid in; a move leaves it
};

using Instrument = std::variant<LinearContract, InverseContract, QuantoContract, OptionContract>;

[[nodiscard]] AssetIndex underlying_of(const Instrument& instrument) noexcept;

/// The asset that profit and loss are paid in; absent for USD.
[[nodiscard]] std::optional<AssetIndex> settle_asset_of(const Instrument& instrument) noexcept;

/// The expiry; absent for perpetuals.
[[nodiscard]] std::optional<UnixSeconds> expiry_of(const Instrument& instrument) noexcept;

}  // namespace clearmargin
