#include "core/margin/position_terms.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace clearmargin {
namespace {

const WideInt& ten_to_36() noexcept {
    static const WideInt power = wide_power_of_ten(36);
    return power;
}

/// quantity x first x second, each coefficient rounded down by less than one step of its scale.
Polynomial along_lines(Decimal quantity, const PriceLine& first, const PriceLine& second) noexcept {
    const WideInt q(quantity.units());
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    const auto scale = [](const WideInt& c) { return c.is_zero() ? c : divide_floor(c, ten_to_54); };
    return {scale(q * first.constant * second.constant),
            scale(q * first.constant * second.slope + q * first.slope * second.constant),
            scale(q * first.slope * second.slope)};
}

PriceLine fixed_line(Decimal price) noexcept { return {WideInt(price.units()) * ten_to_36(), {}}; }

/// The line less `amount`.
PriceLine less(PriceLine line, Decimal amount) noexcept {
    line.constant -= fixed_line(amount).constant;
    return line;
}

PriceLine mark_line(const Account& account, const MarginPosition& position, const PricePath& path) {
    return path.line(underlying_of(position.instrument), mark_price_of(account, position), Rounding::floor);
}

/// USD per unit of what the position is paid in; absent for USD.
std::optional<PriceLine> settle_line(const Account& account, const MarginPosition& position, const PricePath& path) {
    const auto asset = settle_asset_of(position.instrument);
    if (!asset) return std::nullopt;
    return path.line(*asset, settle_price_of(account, position), Rounding::floor);
}

Polynomial in_usd(Decimal amount, const std::optional<PriceLine>& settle) {
    if (amount.is_zero()) return {};
    return settle ? along_line(amount, *settle) : constant_polynomial(amount);
}

/// `size` x price x settlement price.
Polynomial contract_value(Decimal size, const PriceLine& price, const std::optional<PriceLine>& settle) {
    return settle ? along_lines(size, price, *settle) : along_line(size, price);
}

/// The negative of the notional: rounding it down rounds the notional up.
Polynomial negative_notional(const Account& account, RequirementBasis basis, const MarginPosition& position,
                             const PricePath& path) {
    const Int128 units = position.quantity.units();
    const Decimal size = Decimal::from_units(units < 0 ? units : -units);
    if (std::holds_alternative<InverseContract>(position.instrument)) return constant_polynomial(size);
    const PriceLine price =
        basis == RequirementBasis::entry ? fixed_line(position.entry_price) : mark_line(account, position, path);
    const Polynomial notional = contract_value(size, price, settle_line(account, position, path));
    const auto* quanto = std::get_if<QuantoContract>(&position.instrument);
    return quanto != nullptr ? scaled_down(notional, quanto->multiplier) : notional;
}

/// A tier table over a notional that moves, all as negative numbers.
class TieredMargin {
  public:
    TieredMargin(const TierTable& table, const Polynomial& negative_notional)
        : table_(&table), notional_(negative_notional) {}

    Piecewise over(Domain domain) const {
        std::vector<Piecewise::Piece> pieces{piece(domain.first, true, row_at(domain.first))};
        if (notional_.c2.is_zero()) {
            add_along_line(domain, pieces);
        } else {
            add_along_curve(domain, pieces);
        }
        return Piecewise(domain, std::move(pieces));
    }

    /// The piece that n lies in.
    Polynomial at(Int128 n) const { return piece(n, true, row_at(n)).polynomial; }

    Polynomial negative_fee;

  private:
    const WideInt& floor_of(std::size_t row) const { return table_->wide_rows()[row].floor; }

    /// The row of the notional at n; a floor belongs to the row that begins there.
    std::size_t row_at(Int128 n) const {
        const WideInt notional = -notional_.at(n);
        std::size_t row = table_->rows().size() - 1;
        while (row > 0 && notional < floor_of(row)) --row;
        return row;
    }

    /// notional - floor of a row, which is not negative where the row has been reached.
    Polynomial above_floor(std::size_t row) const {
        return {-(notional_.c0 + floor_of(row)), -notional_.c1, -notional_.c2};
    }

    Piecewise::Piece piece(Int128 from, bool exact, std::size_t row) const {
        Polynomial margin = scaled_down(notional_, table_->rows()[row].maintenance_rate) + negative_fee;
        margin.c0 += table_->wide_rows()[row].deduction;
        return {from, exact, margin};
    }

    /// A line passes the floors one after the other.
    void add_along_line(Domain domain, std::vector<Piecewise::Piece>& pieces) const {
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

    void add_along_curve(Domain domain, std::vector<Piecewise::Piece>& pieces) const {
        std::vector<Int128> breaks;
        for (std::size_t row = 1; row < table_->rows().size(); ++row) {
            for (const Int128 n : sign_changes(above_floor(row), domain.first, domain.last)) breaks.push_back(n);
        }
        std::sort(breaks.begin(), breaks.end());
        for (const Int128 n : breaks) {
            const std::size_t row = row_at(n);
            pieces.push_back(piece(n, above_floor(row).at(n).is_zero(), row));
        }
    }

    const TierTable* table_;
    Polynomial notional_;
};

TieredMargin tiered_margin(const Account& account, const MarginParams& params, const MarginPosition& position,
                           const PricePath& path) {
    TieredMargin margin(account.tiers[position.tiers], negative_notional(account, params.basis, position, path));
    if (!params.close_fee.is_zero()) {
        const Polynomial notional = negative_notional(account, RequirementBasis::mark, position, path);
        margin.negative_fee = scaled_down(notional, params.close_fee);
    }
    return margin;
}

}  // namespace

Polynomial along_line(Decimal quantity, const PriceLine& line) noexcept {
    const WideInt q(quantity.units());
    return {
        line.constant.is_zero() ? WideInt() : q * line.constant, line.slope.is_zero() ? WideInt() : q * line.slope, {}};
}

Polynomial profit_polynomial(const Account& account, const MarginPosition& position, const PricePath& path) {
    const PriceLine move = less(mark_line(account, position, path), position.entry_price);
    if (std::holds_alternative<InverseContract>(position.instrument)) {
        const Polynomial scaled = along_line(position.quantity, move);
        const WideInt entry(position.entry_price.units());
        const WideInt one(Int128{Decimal::one_units});
        return {divide_floor(scaled.c0 * one, entry), divide_floor(scaled.c1 * one, entry), {}};
    }
    const Polynomial profit = contract_value(position.quantity, move, settle_line(account, position, path));
    if (const auto* quanto = std::get_if<QuantoContract>(&position.instrument)) {
        return scaled_down(profit, quanto->multiplier);
    }
    return profit;
}

Polynomial funding_and_margin_polynomial(const Account& account, const MarginPosition& position,
                                         const PricePath& path) {
    const auto settle = settle_line(account, position, path);
    return in_usd(position.funding, settle) + in_usd(position.isolated_margin.value_or(0), settle);
}

Piecewise negative_maintenance(const Account& account, const MarginParams& params, const MarginPosition& position,
                               const PricePath& path, Domain domain) {
    return tiered_margin(account, params, position, path).over(domain);
}

Polynomial negative_maintenance_at(const Account& account, const MarginParams& params, const MarginPosition& position,
                                   const PricePath& path, Int128 n) {
    return tiered_margin(account, params, position, path).at(n);
}

Piecewise with_weighted_gains(const Piecewise& f, Decimal weight) {
    if (weight == Decimal(1)) return f;
    const Decimal lost = Decimal::from_units(Decimal::one_units - weight.units());
    const Piecewise gains = mapped(positive_part(f), [&](const Polynomial& p) { return scaled_down(-p, lost); });
    const std::array<Piecewise, 2> parts{f, gains};
    return sum(f.domain(), parts);
}

}  // namespace clearmargin
