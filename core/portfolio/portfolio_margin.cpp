#include "core/portfolio/portfolio_margin.hpp"

#include "core/risk/lag.hpp"

namespace clearmargin {

std::string_view binding_name(Binding binding) noexcept {
    switch (binding) {
        case Binding::none:
            return "none";
        case Binding::scenario:
            return "scenario";
        case Binding::basis_contingency:
            return "basis_contingency";
        case Binding::minimum_delta:
            return "minimum_delta";
        case Binding::short_options:
            return "short_options";
        case Binding::isolated:
            return "isolated";
        case Binding::max_loss:
            return "max_loss";
    }
    return "none";
}

Result<PortfolioFigures> rounded(const PortfolioMargin& margin) {
    PortfolioFigures out;
    TRY(out.initial_margin, under("initial_margin", decimal_of_double(margin.initial_margin, Rounding::ceil)));
    TRY(out.maintenance_margin,
        under("maintenance_margin", decimal_of_double(margin.maintenance_margin, Rounding::ceil)));
    TRY(out.mark_to_market, under("mark_to_market", decimal_of_double(margin.mark_to_market, Rounding::floor)));
    return out;
}

}  // namespace clearmargin
