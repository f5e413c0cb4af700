#include "core/margin/tiered_margin.hpp"

#include <utility>

namespace clearmargin {

Piecewise TieredMargin::over(Domain domain) const {
    std::vector<Piecewise::Piece> pieces;
    pieces.push_back(piece(domain.first, true, row_at(domain.first)));
    if (notional_.c2.is_zero()) {
        add_along_line(domain, pieces);
    } else {
        add_along_curve(domain, pieces);
    }
    return Piecewise(domain, std::move(pieces));
}

std::size_t TieredMargin::row_at(Int128 n) const {
    const WideInt notional = -notional_.at(n);
    std::size_t row = table_->rows().size() - 1;
    while (row > 0 && notional < floor_of(row)) --row;
    return row;
}

Polynomial TieredMargin::above_floor(std::size_t row) const {
    return {-(notional_.c0 + floor_of(row)), -notional_.c1, -notional_.c2};
}

Piecewise::Piece TieredMargin::piece(Int128 from, bool exact, std::size_t row) const {
    Polynomial margin = scaled_down(notional_, table_->rows()[row].maintenance_rate);
    margin += fee_;
    margin.c0 += table_->rows()[row].wide_deduction;
    return {from, exact, margin};
}

void TieredMargin::add_along_line(Domain domain, std::vector<Piecewise::Piece>& pieces) const {
    // A line passes the floors one after the other.
    const std::size_t last = row_at(domain.last);
    for (std::size_t row = row_at(domain.first); row != last;) {
        const bool rising = last > row;
        const Polynomial above = above_floor(rising ? row + 1 : row);
        const Int128 n = line_sign_change(above);
        row = rising ? row + 1 : row - 1;
        // Only a jump has a place of its own; without one the row before ends where this one begins.
        pieces.push_back(piece(n, rising && !table_->continuous() && above.at(n).is_zero(), row));
    }
}

void TieredMargin::add_along_curve(Domain domain, std::vector<Piecewise::Piece>& pieces) const {
    for (std::size_t row = 1; row < table_->rows().size(); ++row) {
        const SignChanges changes = sign_changes(above_floor(row), domain.first, domain.last);
        for (std::size_t i = 0; i < changes.count; ++i) add_break(changes.at[i], pieces);
    }
}

void TieredMargin::add_break(Int128 n, std::vector<Piecewise::Piece>& pieces) const {
    const std::size_t row = row_at(n);
    pieces.push_back(piece(n, above_floor(row).at(n).is_zero(), row));
    // Floors are met in no order where the notional turns, but their pieces ascend.
    for (std::size_t i = pieces.size() - 1; i > 0 && pieces[i].from < pieces[i - 1].from; --i) {
        std::swap(pieces[i], pieces[i - 1]);
    }
}

}  // namespace clearmargin
