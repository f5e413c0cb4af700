#include "core/collateral/haircut.hpp"

namespace clearmargin {
namespace {

Status validate_part(std::string_view name, Decimal part) {
    if (!part.is_negative() && part <= Decimal(1)) return {};
    return refuse(ErrorCode::out_of_range, name, "a ratio from 0 to 1", to_string(part));
}

}  // namespace

Result<Decimal> total_haircut(const HaircutParts& parts) {
    TRY(validate_part("base", parts.base));
    TRY(validate_part("chain", parts.chain));
    TRY(validate_part("latency", parts.latency));
    TRY(validate_part("concentration", parts.concentration));
    return settle(min(1, CheckedDecimal(parts.base) + parts.chain + parts.latency + parts.concentration));
}

CheckedDecimal haircut_value(CheckedDecimal value, CheckedDecimal haircut, CheckedDecimal discount) noexcept {
    if (value.ok() && value.value().is_negative()) return value;
    return mul_down(mul_down(value, CheckedDecimal(1) - haircut), discount);
}

}  // namespace clearmargin
