#include "core/portfolio/deribit_pm.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/portfolio/params_check.hpp"
#include "core/portfolio/revaluation.hpp"
#include "core/portfolio/scenario.hpp"

namespace clearmargin {
namespace {

constexpr unsigned most_buckets = 64;

Status validate_pm(const DeribitPmParams& params) {
    TRY(validate(params.vol));
    if (params.buckets_count == 0) {
        return refuse(ErrorCode::mode_needs_field, "buckets_count", "expected at least one bucket on either side");
    }
    TRY(validate_params({{"price_range", params.price_range, 1e-6, 0.99},
                         {"buckets_count", static_cast<double>(params.buckets_count), 1, most_buckets},
                         {"extended_table_factor", params.extended_table_factor, 0, 10},
                         {"extended_dampener", params.extended_dampener, 0, most_param},
                         {"pnl_offset", params.pnl_offset, 0, 1},
                         {"annualised_move_risk", params.annualised_move_risk, 0, 10},
                         {"min_annualised_move", params.min_annualised_move, 0, 10},
                         {"mm_factor", params.mm_factor, 0, 1},
                         {"delta_total_liq_shock_threshold", params.delta_total_liq_shock_threshold, 0, 1e18}}));
    if (params.extended_moves.size() > most_scenarios) {
        return refuse(ErrorCode::too_many_items, "extended_moves", most_scenarios, params.extended_moves.size());
    }
    for (std::size_t i = 0; i < params.extended_moves.size(); ++i) {
        TRY(validate_params({{"extended_moves[" + std::to_string(i) + "]", params.extended_moves[i], -0.999999, 100}}));
    }
    return {};
}

/// A coin-settled contract is worth its value over the price it has then.
double settled(double value, double price, Settlement settlement) {
    return settlement == Settlement::coin ? value / price : value;
}

double futures_settled_profit(const RiskUnit& unit, double move, Settlement settlement) {
    if (settlement == Settlement::quote) return futures_profit(unit, move);
    return futures_quantity(unit) * (1 - 1 / (1 + move));
}

double options_settled_value(const RiskUnit& unit, double move, VolRule rule, const DeribitPmParams& params) {
    const VolModel model{params.vol, {}};
    double value = 0;
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) {
        value +=
            settled(expiry_value(unit, i, move, rule, model), forward_after(unit.expiries[i], move), params.settlement);
    }
    return value;
}

/// How many scenarios of a table lie within the range.
std::size_t standard_count(const DeribitPmParams& params) { return (2 * std::size_t{params.buckets_count} + 1) * 3; }

void add_standard_profit(DeribitPm& out, const RiskUnit& unit, double now, const Scenario& scenario,
                         const DeribitPmParams& params) {
    const double futures = futures_settled_profit(unit, scenario.move, params.settlement);
    const double profit = futures + (options_settled_value(unit, scenario.move, scenario.vol, params) - now);
    out.pre_vector.push_back(profit);
    out.margin.profits.push_back(profit);
}

void add_extended_profit(DeribitPm& out, const RiskUnit& unit, double now, const Scenario& scenario,
                         const DeribitPmParams& params) {
    const double dampener = settled(params.extended_dampener, unit.spot, params.settlement);
    const double clamped = std::clamp(scenario.move, -params.price_range, params.price_range);
    const double futures = futures_settled_profit(unit, clamped, params.settlement);
    const double options = options_settled_value(unit, scenario.move, scenario.vol, params) - now;
    const double profit = params.extended_table_factor * (futures + options);
    out.pre_vector.push_back(profit);
    out.margin.profits.push_back(extended_dampened(profit, scenario.move, params.price_range, dampener));
}

/// What it costs to roll each expiry: its size times the larger of the least move and the yearly one to its expiry.
double roll_shock(const RiskUnit& unit, const DeribitPmParams& params) {
    const auto rate = [&](double years) {
        return std::max(params.min_annualised_move, params.annualised_move_risk * years);
    };
    double shock = 0;
    for (const FuturePosition& future : unit.futures) {
        shock +=
            std::fabs(settled(future.quantity * future.price, future.price, params.settlement)) * rate(future.years);
    }
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) {
        double delta = 0;
        for (const OptionPosition& option : unit.options) {
            if (option.expiry == i) delta += option_delta(unit, option);
        }
        const double forward = forward_after(unit.expiries[i], 0);
        shock += std::fabs(settled(delta * forward, forward, params.settlement)) * rate(unit.expiries[i].years);
    }
    return shock;
}

}  // namespace

double extended_dampened(double profit, double move, double price_range, double dampener) noexcept {
    const double beyond = std::max(0.0, std::fabs(move) / price_range - 1);
    const double moved = std::min(std::fabs(profit), beyond * dampener);
    return profit < 0 ? profit + moved : profit - moved;
}

std::vector<Scenario> pm_scenarios(const DeribitPmParams& params) {
    std::vector<Scenario> out;
    const int side = static_cast<int>(params.buckets_count);
    for (int bucket = -side; bucket <= side; ++bucket) {
        const double move = params.price_range * bucket / side;
        for (const VolRule rule : {VolRule::up, VolRule::none, VolRule::down}) out.push_back({move, rule, 1});
    }
    for (const double move : params.extended_moves) out.push_back({move, VolRule::up, 1});
    return out;
}

Result<DeribitPm> deribit_pm(const RiskUnit& unit, double other_margin, const DeribitPmParams& params) {
    TRY(validate(unit));
    TRY(validate_pm(params));
    TRY(validate_params({{"other_margin", other_margin, 0, most_param}}));
    DeribitPm out;
    const double now = options_settled_value(unit, 0, VolRule::none, params);
    const std::vector<Scenario> scenarios = pm_scenarios(params);
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        const auto add_profit = i < standard_count(params) ? add_standard_profit : add_extended_profit;
        add_profit(out, unit, now, scenarios[i], params);
    }
    PortfolioMargin& margin = out.margin;
    for (double& profit : margin.profits) {
        if (profit > 0) profit *= params.pnl_offset;
    }
    margin.worst_scenario = worst_of(margin.profits);
    out.worst = std::max(0.0, -margin.profits[margin.worst_scenario]);
    out.roll_shock = roll_shock(unit, params);
    out.risk_matrix_margin = out.worst + out.roll_shock;
    if (out.worst > 0) margin.binding = Binding::scenario;
    margin.initial_margin = out.risk_matrix_margin + other_margin;
    margin.maintenance_margin = params.mm_factor * out.risk_matrix_margin;
    margin.mark_to_market = now + settled(futures_unrealized(unit), unit.spot, params.settlement);
    const double delta = std::fabs(unit_delta(unit).net) * unit.spot;
    const double threshold = params.delta_total_liq_shock_threshold;
    out.delta_shock_missing = threshold > 0 && delta > threshold;
    return out;
}

}  // namespace clearmargin
