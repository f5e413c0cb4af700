#include "core/collateral/haircut.hpp"

namespace clearmargin {
namespace {

struct Part {
    std::string_view name;
    Decimal ratio;
};

}  // namespace

Decimal total_haircut(const HaircutParts& parts, Refusal& first) {
    CheckedDecimal total = 0;
    for (const Part& part : {Part{"base", parts.base}, Part{"chain", parts.chain}, Part{"latency", parts.latency},
                             Part{"concentration", parts.concentration}}) {
        if ((part.ratio.is_negative() || part.ratio > Decimal(1)) && !first.present()) {
            first = refuse(ErrorCode::out_of_range, part.name, "a ratio from 0 to 1", to_string(part.ratio));
        }
        total += part.ratio;
    }
    return settle(min(1, total), first);
}

CheckedDecimal haircut_value(const CheckedDecimal& value, const CheckedDecimal& haircut,
                             const CheckedDecimal& discount) noexcept {
    if (value.ok() && value.value().is_negative()) return value;
    return mul_down(mul_down(value, CheckedDecimal(1) - haircut), discount);
}

}  // namespace clearmargin
