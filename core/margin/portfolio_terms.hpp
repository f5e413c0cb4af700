#pragma once

#include <vector>

#include "core/instrument/instrument.hpp"
#include "core/portfolio/portfolio_model.hpp"

namespace clearmargin {

/// How positions on one underlying are margined together.
struct PortfolioUnitTerms {
    AssetIndex underlying = 0;
    PortfolioModel model;
    /// Whether collateral in the underlying counts as a hedge, too. Only models that know of held assets take it into
    /// account: Derive's.
    bool risk_cancelling = false;
};

/// How much of the risk of one unit another takes away when their deltas oppose.
struct AssetOffset {
    AssetIndex first = 0;  ///< a unit's underlying
    AssetIndex second = 0;
    double ratio = 0;
};

/// Portfolio margin over all chains. Positions on an underlying without a unit are refused.
/// Source  docs/margin-model.md#portfolio-margin
struct PortfolioTerms {
    std::vector<PortfolioUnitTerms> units;
    std::vector<AssetOffset> offsets;
};

}  // namespace clearmargin
