#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/collateral/collateral_tiers.hpp"
#include "core/collateral/haircut.hpp"
#include "core/evidence/input_id.hpp"
#include "core/instrument/instrument.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// A place in the account's list of chains.
using ChainIndex = std::size_t;

/// An asset: what it costs and how it counts.
struct MarginAsset {
    std::string id;
    Decimal price;                         ///< USD; what positions without a mark of their own are valued at
    Decimal lower;                         ///< USD; what collateral is valued at
    Decimal upper;                         ///< USD; what debts are valued at
    std::optional<CollateralTiers> tiers;  ///< in place of the base haircut
    std::optional<Decimal> cap;            ///< most that counts over all chains, USD
    Decimal liability_initial;             ///< margin asked of a debt, as a ratio of it
    Decimal liability_maintenance;
    Decimal liquidation_buffer;           ///< above maintenance margin, where a margin call begins, as a ratio
    std::optional<AssetIndex> linked_to;  ///< whose price moves this one in proportion, as ETH moves stETH
    Decimal beta = 1;                     ///< how far it moves in a joint move of 1
    Decimal volatility;                   ///< per year; 0 where unknown
    InputId price_input = 0;
};

/// A chain that collateral lies on.
struct MarginChain {
    std::string id;
    Decimal discount = 1;        ///< messaging discount factor D
    std::optional<Decimal> cap;  ///< most that counts on this chain, USD
};

/// A balance of one asset on one chain. A negative one is a debt: it counts in full and carries a liability margin.
struct CollateralLine {
    AssetIndex asset = 0;
    ChainIndex chain = 0;
    Decimal quantity;      ///< whole tokens, interest included
    HaircutParts haircut;  ///< `base` is not used where the asset has tiers
    bool enabled = true;   ///< a balance that is not pledged counts nothing; a debt always counts
    InputId input = 0;
};

/// What one line is worth.
struct CollateralLineValue {
    Decimal value;    ///< at the lower price, a debt at the upper one as a negative number
    Decimal haircut;  ///< H, with the average tier ratio in it
    Decimal counted;  ///< after haircut, messaging discount and caps; a debt in full
};

/// The parts of `value.haircut`. With tiers, `base` is what they take off on average, as far as it fits into 1 beside
/// the others.
[[nodiscard]] HaircutParts haircut_parts(const CollateralLine& line, const MarginAsset& asset,
                                         const CollateralLineValue& value) noexcept;

/// Puts the value of each of the `lines` at `places` into the same place of `values`: V (1 - H) D, tiers over the whole
/// of an asset, then caps by asset, then by chain, each cut shared in proportion.
///
/// Rounds  down at every product, a debt's size up: collateral is never overstated
/// Fails   out_of_range for a haircut part, with the line's path ("[3].base"); decimal_overflow
/// Source  docs/margin-model.md#collateral
[[nodiscard]] Status collateral_values(std::span<const CollateralLine> lines, std::span<const std::size_t> places,
                                       std::span<const MarginAsset> assets, std::span<const MarginChain> chains,
                                       std::span<CollateralLineValue> values);

}  // namespace clearmargin
