#pragma once

#include <vector>

#include "core/portfolio/portfolio_margin.hpp"
#include "core/portfolio/risk_unit.hpp"
#include "core/portfolio/scenario.hpp"

namespace clearmargin {

/// Paradex's portfolio margin: the worst of weighted scenarios of one underlying, but at least a charge on deltas.
/// Options are Black-76 on the spot, without discount.
/// Source  tradeparadex/paradex-docs risk-system/portfolio-margin.mdx
struct ParadexScanParams {
    PresetOrigin origin;
    std::vector<Scenario> scenarios;
    VolShock vol;
    double unhedged_rate = 0;  ///< of |net delta| x spot
    double hedged_rate = 0;    ///< of (gross - |net|) / 2 x spot
    double maintenance_factor = 0.5;
};

struct ParadexScan {
    PortfolioMargin margin;
    double scan_risk = 0;      ///< the worst scenario's loss, at least 0
    double minimum_delta = 0;  ///< the charge on deltas
};

/// Units   quote currency; provision: funding of the next 8 hours and fees, held at both levels
/// Fails   as `validate` of units and of scenarios; out_of_range for parameters that are negative or no numbers
[[nodiscard]] Result<ParadexScan> paradex_scan(const RiskUnit& unit, double provision, const ParadexScanParams& params);

/// The venue's tables for BTC and ETH.
[[nodiscard]] ParadexScanParams paradex_btc_preset();
[[nodiscard]] ParadexScanParams paradex_eth_preset();

}  // namespace clearmargin
