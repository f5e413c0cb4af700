#include "core/portfolio/paradex_scan.hpp"

#include <algorithm>
#include <cmath>

#include "core/portfolio/params_check.hpp"
#include "core/portfolio/revaluation.hpp"

namespace clearmargin {
namespace {

Status validate_scan(const ParadexScanParams& params) {
    TRY(validate(params.scenarios));
    TRY(validate(params.vol));
    return validate_params({{"unhedged_rate", params.unhedged_rate, 0, 1},
                            {"hedged_rate", params.hedged_rate, 0, 1},
                            {"maintenance_factor", params.maintenance_factor, 0, 1}});
}

}  // namespace

Result<ParadexScan> paradex_scan(const RiskUnit& unit, double provision, const ParadexScanParams& params) {
    TRY(validate(unit));
    TRY(validate_scan(params));
    TRY(validate_params({{"provision", provision, 0, most_param}}));
    const VolModel model{params.vol, {}};
    const double now = options_value(unit, 0, VolRule::none, model);
    ParadexScan out;
    for (const Scenario& scenario : params.scenarios) {
        const double options = options_value(unit, scenario.move, scenario.vol, model) - now;
        out.margin.profits.push_back(scenario.weight * (futures_profit(unit, scenario.move) + options));
    }
    out.margin.worst_scenario = worst_of(out.margin.profits);
    out.scan_risk = std::max(0.0, -out.margin.profits[out.margin.worst_scenario]);
    const UnitDelta delta = unit_delta(unit);
    const double net = std::fabs(delta.net);
    out.minimum_delta = (params.unhedged_rate * net + params.hedged_rate * (delta.gross - net) / 2) * unit.spot;
    const double risk = std::max(out.scan_risk, out.minimum_delta);
    if (risk > 0) out.margin.binding = out.scan_risk >= risk ? Binding::scenario : Binding::minimum_delta;
    out.margin.initial_margin = risk + provision;
    out.margin.maintenance_margin = params.maintenance_factor * risk + provision;
    out.margin.mark_to_market = now + futures_unrealized(unit);
    return out;
}

}  // namespace clearmargin
