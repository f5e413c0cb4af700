#pragma once

#include <cstddef>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/number/wide_int.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What a venue asks of positions from this notional on.
struct TierRow {
    Decimal floor;             ///< smallest notional of the row, USD
    Decimal maintenance_rate;  ///< of the notional
    Decimal initial_rate;      ///< of the notional; 1 / the row's highest leverage
};

/// A venue's brackets. Where `continuous`, each row's rate counts only above its floor, as if the position were cut
/// into slices: a deduction per row makes it so. Where not, the row's rate counts for the whole notional, and the
/// requirement jumps at a floor. Source   docs/margin-model.md#brackets (Binance "cum", Hyperliquid margin tiers)
class TierTable {
  public:
    /// Whether the maintenance rate may fall from one row to the next.
    enum class Shape : std::uint8_t { rising, any };

    /// Fails   bad_tiers: empty, first floor not 0, floors not rising, a rate outside (0, 1), an initial rate outside
    ///         (0, 1], a falling maintenance rate (unless any), a negative requirement; decimal_overflow
    [[nodiscard]] static Result<TierTable> make(std::vector<TierRow> rows, bool continuous = true,
                                                Shape shape = Shape::rising);

    struct Row : TierRow {
        /// What is taken off notional x rate: d_0 = 0, d_n = d_{n-1} + floor_n (rate_n - rate_{n-1}).
        /// Rounds  down: a requirement is never understated
        Decimal deduction;
        WideInt wide_floor;      ///< at 10^-72 USD, as the solver of liquidation prices counts
        WideInt wide_deduction;  ///< likewise
    };
    [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
    [[nodiscard]] bool continuous() const noexcept { return continuous_; }

    /// The row of `notional`; a floor belongs to the row that begins there.
    [[nodiscard]] std::size_t row_of(Decimal notional) const noexcept;

    /// notional x rate - deduction, rounded up.
    [[nodiscard]] CheckedDecimal maintenance_margin(Decimal notional) const noexcept;
    /// The initial rate of the row of `notional`: it counts for the whole of it.
    [[nodiscard]] Decimal initial_rate(Decimal notional) const noexcept { return rows_[row_of(notional)].initial_rate; }

  private:
    std::vector<Row> rows_;
    bool continuous_ = true;
};

}  // namespace clearmargin
