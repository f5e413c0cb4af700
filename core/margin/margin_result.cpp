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
    }
    return "";
}

}  // namespace clearmargin
