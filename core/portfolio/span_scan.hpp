#pragma once

#include <array>

#include "core/portfolio/portfolio_margin.hpp"
#include "core/portfolio/risk_unit.hpp"

namespace clearmargin {

/// One of the 16 states of SPAN, in parts of the scan ranges.
struct SpanScenario {
    double price = 0;       ///< x price scan range
    double volatility = 0;  ///< x volatility scan range
    double cover = 1;       ///< share of the loss that counts
};

inline constexpr std::size_t span_scenario_count = 16;

/// CME SPAN's scan risk of one product: moves in points of price and of volatility, time a day on, Black-76.
/// Source  cme.com/clearing/rmspan/span/components.html
struct SpanParams {
    PresetOrigin origin;
    std::array<SpanScenario, span_scenario_count> scenarios{};
    double price_scan_range = 0;       ///< points of price; each product's own
    double volatility_scan_range = 0;  ///< points of volatility, 0.04 = 4%
    double lookahead_days = 1;
    double short_option_minimum = 0;  ///< quote currency for each short option, the least requirement
    double initial_factor = 1;        ///< initial / maintenance margin
};

/// Requirement = max(scan risk, short option minimum); `profits` are the scenarios' losses with their sign turned.
/// Not in it: charges between months, for delivery and between products, which are each exchange's.
/// Fails   as `validate` of units; out_of_range for a parameter, or a price that a scenario takes to 0 or below
[[nodiscard]] Result<PortfolioMargin> span_scan(const RiskUnit& unit, const SpanParams& params);

/// The standard 16 scenarios: no move, a third, two thirds and all of the range either way, volatility up and down,
/// then `extreme_multiple` ranges up and down of which `extreme_cover` counts. The ranges are the product's.
[[nodiscard]] SpanParams span_16_preset(double extreme_multiple = 2, double extreme_cover = 0.35);

}  // namespace clearmargin
