#pragma once

#include <vector>

#include "core/instrument/tier_table.hpp"
#include "core/margin/piecewise.hpp"

namespace clearmargin {

/// A tier table over a notional that moves, all as negative numbers: rounding them down rounds requirements up.
class TieredMargin {
  public:
    /// `table` has to outlive it.
    TieredMargin(const TierTable& table, const Polynomial& negative_notional, const Polynomial& negative_fee)
        : table_(&table), notional_(negative_notional), fee_(negative_fee) {}

    /// The negative maintenance margin with its fee.
    [[nodiscard]] Piecewise over(Domain domain) const;
    /// The piece of it that n lies in.
    [[nodiscard]] Polynomial piece_at(Int128 n) const { return piece(n, true, row_at(n)).polynomial; }
    /// The same margin where the notional stands at its value at n.
    [[nodiscard]] TieredMargin frozen(Int128 n) const {
        return {*table_, {notional_.at(n), {}, {}}, {fee_.at(n), {}, {}}};
    }

  private:
    [[nodiscard]] const WideInt& floor_of(std::size_t row) const { return table_->rows()[row].wide_floor; }
    /// The row of the notional at n; a floor belongs to the row that begins there.
    [[nodiscard]] std::size_t row_at(Int128 n) const;
    /// notional - floor of a row, which is not negative where the row has been reached.
    [[nodiscard]] Polynomial above_floor(std::size_t row) const;
    [[nodiscard]] Piecewise::Piece piece(Int128 from, bool exact, std::size_t row) const;
    void add_along_line(Domain domain, std::vector<Piecewise::Piece>& pieces) const;
    void add_along_curve(Domain domain, std::vector<Piecewise::Piece>& pieces) const;
    void add_break(Int128 n, std::vector<Piecewise::Piece>& pieces) const;

    const TierTable* table_;
    Polynomial notional_;
    Polynomial fee_;
};

}  // namespace clearmargin
