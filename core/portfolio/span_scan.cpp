#include "core/portfolio/span_scan.hpp"

#include <algorithm>

#include "core/portfolio/params_check.hpp"
#include "core/portfolio/revaluation.hpp"
#include "core/portfolio/scenario.hpp"

namespace clearmargin {
namespace {

constexpr double days_per_year = 365;

Status validate_span(const SpanParams& params) {
    for (const SpanScenario& scenario : params.scenarios) {
        TRY(validate_params({{"scenarios.price", scenario.price, -100, 100},
                             {"scenarios.volatility", scenario.volatility, -100, 100},
                             {"scenarios.cover", scenario.cover, 0, 100}}));
    }
    return validate_params({{"price_scan_range", params.price_scan_range, 0, most_param},
                            {"volatility_scan_range", params.volatility_scan_range, 0, 50},
                            {"lookahead_days", params.lookahead_days, 0, 400},
                            {"short_option_minimum", params.short_option_minimum, 0, most_param},
                            {"initial_factor", params.initial_factor, 1, 10}});
}

/// No price may become 0 or less: the model knows none.
Status validate_prices(const RiskUnit& unit, const SpanParams& params) {
    double lowest = 0;
    for (const SpanScenario& scenario : params.scenarios) lowest = std::min(lowest, scenario.price);
    const double fall = -lowest * params.price_scan_range;
    const bool below = std::any_of(unit.expiries.begin(), unit.expiries.end(),
                                   [&](const OptionExpiry& expiry) { return !(forward_after(expiry, 0) > fall); });
    if (!below) return {};
    return refuse(ErrorCode::out_of_range, "price_scan_range", "expected scenarios that leave a price above 0");
}

double profit_in(const RiskUnit& unit, const SpanParams& params, const SpanScenario& scenario) {
    const double points = scenario.price * params.price_scan_range;
    double profit = 0;
    for (const FuturePosition& future : unit.futures) profit += future.quantity * points;
    for (const OptionPosition& option : unit.options) {
        const OptionExpiry& terms = unit.expiries[option.expiry];
        const double forward = forward_after(terms, 0);
        const double volatility = option.volatility + scenario.volatility * params.volatility_scan_range;
        const double years = terms.years - params.lookahead_days / days_per_year;
        profit += option_value(option, std::max(0.0, years), forward + points, std::max(0.0, volatility)) -
                  option_value(option, terms.years, forward, option.volatility);
    }
    return scenario.cover * profit;
}

}  // namespace

Result<PortfolioMargin> span_scan(const RiskUnit& unit, const SpanParams& params) {
    TRY(validate(unit));
    TRY(validate_span(params));
    TRY(validate_prices(unit, params));
    PortfolioMargin out;
    for (const SpanScenario& scenario : params.scenarios) out.profits.push_back(profit_in(unit, params, scenario));
    out.worst_scenario = worst_of(out.profits);
    const double scan_risk = std::max(0.0, -out.profits[out.worst_scenario]);
    double shorts = 0;
    for (const OptionPosition& option : unit.options) shorts += std::max(0.0, -option.quantity);
    const double minimum = shorts * params.short_option_minimum;
    const double risk = std::max(scan_risk, minimum);
    if (risk > 0) out.binding = scan_risk >= minimum ? Binding::scenario : Binding::short_options;
    out.maintenance_margin = risk;
    out.initial_margin = params.initial_factor * risk;
    out.mark_to_market = options_value(unit, 0, VolRule::none, {}) + futures_unrealized(unit);
    return out;
}

SpanParams span_16_preset(double extreme_multiple, double extreme_cover) {
    SpanParams out;
    out.origin = {"span-16", "cme.com/clearing/rmspan/span/components.html", 0};
    constexpr std::array<double, 7> moves{0, 1.0 / 3, -1.0 / 3, 2.0 / 3, -2.0 / 3, 1, -1};
    std::size_t next = 0;
    for (const double move : moves) {
        out.scenarios[next++] = {move, 1, 1};
        out.scenarios[next++] = {move, -1, 1};
    }
    out.scenarios[next++] = {extreme_multiple, 0, extreme_cover};
    out.scenarios[next++] = {-extreme_multiple, 0, extreme_cover};
    return out;
}

}  // namespace clearmargin
