#include "core/collateral/collateral_tiers.hpp"

#include <string>
#include <utility>

namespace clearmargin {

Result<CollateralTiers> CollateralTiers::make(Unit unit, std::vector<Row> rows) {
    if (rows.empty()) return refuse(ErrorCode::bad_tiers, "", "expected at least one row");
    Decimal end = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string at = "[" + std::to_string(i) + "]";
        const bool last = i + 1 == rows.size();
        if (rows[i].up_to.has_value() == last) {
            return refuse(ErrorCode::bad_tiers, at + ".up_to", "expected an end in every row but the last");
        }
        if (rows[i].up_to && *rows[i].up_to <= end) {
            return refuse(ErrorCode::bad_tiers, at + ".up_to", "more than the row before", to_string(*rows[i].up_to));
        }
        if (rows[i].up_to) end = *rows[i].up_to;
        if (rows[i].ratio.is_negative() || rows[i].ratio > Decimal(1)) {
            return refuse(ErrorCode::out_of_range, at + ".ratio", "a ratio from 0 to 1", to_string(rows[i].ratio));
        }
    }
    CollateralTiers tiers;
    tiers.unit_ = unit;
    tiers.rows_ = std::move(rows);
    return tiers;
}

CheckedDecimal CollateralTiers::value(Decimal quantity, Decimal price) const noexcept {
    const CheckedDecimal size = unit_ == Unit::quantity ? CheckedDecimal(quantity) : mul_down(quantity, price);
    CheckedDecimal counted = 0;
    CheckedDecimal begin = 0;
    for (const Row& row : rows_) {
        const CheckedDecimal end = row.up_to ? min(size, *row.up_to) : size;
        if (!end.ok() || !begin.ok()) return end.ok() ? begin : end;
        if (end.value() <= begin.value()) break;
        counted = counted + mul_down(end - begin, row.ratio);
        begin = end;
    }
    return unit_ == Unit::quantity ? mul_down(counted, price) : counted;
}

}  // namespace clearmargin
