#include "core/instrument/tier_table.hpp"

#include <utility>

namespace clearmargin {
namespace {

Refusal bad(std::size_t row, std::string_view field, std::string_view expected, Decimal got) {
    return under(element_path("", row), refuse(ErrorCode::bad_tiers, field, expected, to_string(got)));
}

Status validate_row(const std::vector<TierRow>& rows, std::size_t i, TierTable::Shape shape) {
    const TierRow& row = rows[i];
    const Decimal one = 1;
    if (i == 0 && !row.floor.is_zero()) return bad(i, "floor", "0 in the first row", row.floor);
    if (i > 0 && row.floor <= rows[i - 1].floor) return bad(i, "floor", "more than the row before", row.floor);
    const Decimal rate = row.maintenance_rate;
    if (!rate.is_positive() || rate >= one) return bad(i, "mmr", "a rate between 0 and 1", rate);
    if (i > 0 && rate < rows[i - 1].maintenance_rate && shape == TierTable::Shape::rising) {
        return bad(i, "mmr", "no less than the row before", rate);
    }
    if (!row.initial_rate.is_positive() || row.initial_rate > one) {
        return bad(i, "imr", "a rate above 0 and at most 1", row.initial_rate);
    }
    return {};
}

}  // namespace

Result<TierTable> TierTable::make(std::vector<TierRow> rows, bool continuous, Shape shape) {
    if (rows.empty()) return refuse(ErrorCode::bad_tiers, "", "expected at least one row");
    TierTable table;
    const WideInt scale = wide_power_of_ten(72 - 18);
    CheckedDecimal deduction = 0;
    table.rows_.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TRY(validate_row(rows, i, shape));
        if (continuous && i > 0) {
            const CheckedDecimal step = CheckedDecimal(rows[i].maintenance_rate) - rows[i - 1].maintenance_rate;
            deduction += mul_down(rows[i].floor, step);
        }
        Refusal first;
        const Decimal settled = settle(deduction, first, element_path("", i));
        const Decimal at_floor = settle(mul_up(rows[i].floor, rows[i].maintenance_rate) - settled, first);
        if (first.present()) return first;
        if (at_floor.is_negative()) return bad(i, "floor", "a requirement of at least 0", at_floor);
        table.rows_.push_back(
            {rows[i], settled, WideInt(rows[i].floor.units()) * scale, WideInt(settled.units()) * scale});
    }
    table.continuous_ = continuous;
    return table;
}

std::size_t TierTable::row_of(Decimal notional) const noexcept {
    std::size_t row = rows_.size() - 1;
    while (row > 0 && notional < rows_[row].floor) --row;
    return row;
}

CheckedDecimal TierTable::maintenance_margin(Decimal notional) const noexcept {
    const std::size_t row = row_of(notional);
    return mul_up(notional, rows_[row].maintenance_rate) - rows_[row].deduction;
}

}  // namespace clearmargin
