#include "core/margin/margin_result.hpp"

namespace clearmargin {

std::string_view level_name(MarginLevel level) noexcept {
    switch (level) {
        case MarginLevel::ok:
            return "OK";
        case MarginLevel::call:
            return "CALL";
        case MarginLevel::liquidatable:
            return "LIQUIDATABLE";
        case MarginLevel::backstop:
            return "BACKSTOP";
        case MarginLevel::bankrupt:
            return "BANKRUPT";
    }
    return "OK";
}

std::string_view absence_name(PriceAnswer::Absence absence) noexcept {
    switch (absence) {
        case PriceAnswer::Absence::none:
            return "";
        case PriceAnswer::Absence::never:
            return "never";
        case PriceAnswer::Absence::already:
            return "already";
        case PriceAnswer::Absence::unknown:
            return "beyond_the_model";
    }
    return "";
}

std::optional<Decimal> distance_between(Decimal price, Decimal now) noexcept {
    const CheckedDecimal moved = div_down(absolute(CheckedDecimal(price) - now), now);
    return moved.ok() ? std::optional(moved.value()) : std::nullopt;
}

}  // namespace clearmargin
