#pragma once

#include <cstddef>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/portfolio/portfolio_margin.hpp"

namespace clearmargin {

/// What one underlying's positions require together.
struct PortfolioUnitResult {
    std::size_t unit = 0;    ///< place in PortfolioTerms::units
    PortfolioMargin margin;  ///< in the model's currency of settlement
    Decimal initial_margin;  ///< USD
    Decimal maintenance_margin;
};

struct PortfolioPoolResult {
    std::vector<PortfolioUnitResult> units;  ///< those with a position, in the terms' order
    Decimal initial_credit;                  ///< what opposite deltas take off the sum, USD
    Decimal maintenance_credit;
};

}  // namespace clearmargin
