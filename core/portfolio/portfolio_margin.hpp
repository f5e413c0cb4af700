#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/evidence/preset_origin.hpp"
#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Which rule made the requirement as large as it is.
enum class Binding : std::uint8_t {
    none,               ///< nothing requires anything
    scenario,           ///< `worst_scenario`
    basis_contingency,  ///< forwards and spot move apart (Derive)
    minimum_delta,      ///< the floor on deltas (Paradex)
    short_options,      ///< the floor on short options (SPAN)
    isolated,           ///< every option by itself (Derive SRM)
    max_loss,           ///< the worst settlement of a combination (Derive SRM)
};
[[nodiscard]] std::string_view binding_name(Binding binding) noexcept;

/// What portfolio margin asks of one unit or account.
/// Units   in the currency of settlement: quote, or coin for Deribit's inverse products
struct PortfolioMargin {
    double initial_margin = 0;
    double maintenance_margin = 0;
    double mark_to_market = 0;
    Binding binding = Binding::none;
    std::size_t worst_scenario = 0;  ///< of the least profit, from 0, whether or not it binds
    std::vector<double> profits;     ///< one for each scenario, in their order, after weights
};

/// A model's figures where they enter decimals: on the side that hurts.
/// Rounds  margins up, the mark to market down
struct PortfolioFigures {
    Decimal initial_margin;
    Decimal maintenance_margin;
    Decimal mark_to_market;
};
/// Fails   out_of_range for what is no number; decimal_overflow
[[nodiscard]] Result<PortfolioFigures> rounded(const PortfolioMargin& margin);

}  // namespace clearmargin
