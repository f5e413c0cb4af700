#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A venue's collateral ratios by size: each slice counts at its own ratio.
/// Source   docs/margin-model.md#collateral (Bybit by quantity, OKX by USD)
class CollateralTiers {
  public:
    enum class Unit : std::uint8_t { quantity, usd };
    struct Row {
        std::optional<Decimal> up_to;  ///< where the slice ends, in the table's unit; absent in the last row
        Decimal ratio;                 ///< how much of the slice counts
    };

    /// Fails   bad_tiers: empty, ends not rising, an end missing before the last row or present in it; out_of_range for
    ///         a ratio outside [0, 1]
    [[nodiscard]] static Result<CollateralTiers> make(Unit unit, std::vector<Row> rows);

    [[nodiscard]] Unit unit() const noexcept { return unit_; }
    [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }

    /// What `quantity` at `price` counts, in USD. Rounds down. Fails decimal_overflow.
    [[nodiscard]] CheckedDecimal value(Decimal quantity, Decimal price) const noexcept;

  private:
    Unit unit_ = Unit::quantity;
    std::vector<Row> rows_;
};

}  // namespace clearmargin
