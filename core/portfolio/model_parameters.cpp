#include "core/portfolio/model_parameters.hpp"

namespace clearmargin {
namespace {

/// Takes the numbers of a model in their order.
struct Named {
    std::vector<ModelParameter>& to;

    void add(const char* name, double& value) const { to.push_back({name, &value}); }
    void add(VolShock& shock) const {
        add("vol_up", shock.up);
        add("vol_down", shock.down);
        add("vol_short_power", shock.short_power);
        add("vol_long_power", shock.long_power);
        add("vol_days_floor", shock.days_floor);
        add("vol_min_up", shock.min_up);
        add("vol_min_volatility_up", shock.min_volatility_up);
    }
    void add(SkewShock& skew) const {
        add("skew_linear_cap", skew.linear_cap);
        add("skew_linear_cap_slope", skew.linear_cap_slope);
        add("skew_absolute_cap", skew.absolute_cap);
        add("skew_absolute_cap_slope", skew.absolute_cap_slope);
        add("skew_least_k_star", skew.least_k_star);
        add("skew_width", skew.width);
        add("skew_vol_static", skew.vol_static);
        add("skew_vol_slope", skew.vol_slope);
    }
    void operator()(ParadexScanParams& model) const {
        add("unhedged_rate", model.unhedged_rate);
        add("hedged_rate", model.hedged_rate);
        add("maintenance_factor", model.maintenance_factor);
        add(model.vol);
    }
    void operator()(SpanParams& model) const {
        add("price_scan_range", model.price_scan_range);
        add("volatility_scan_range", model.volatility_scan_range);
        add("lookahead_days", model.lookahead_days);
        add("short_option_minimum", model.short_option_minimum);
        add("initial_factor", model.initial_factor);
    }
    void operator()(DerivePmrm2Params& model) const {
        add("initial_factor", model.margin.initial_factor);
        add("maintenance_factor", model.margin.maintenance_factor);
        add("short_rate_multiple", model.margin.short_rate_multiple);
        add("long_rate_multiple", model.margin.long_rate_multiple);
        add("short_rate_add", model.margin.short_rate_add);
        add("long_rate_add", model.margin.long_rate_add);
        add("short_static_discount", model.margin.short_static_discount);
        add("long_static_discount", model.margin.long_static_discount);
        add("basis_up", model.basis.up);
        add("basis_down", model.basis.down);
        add("basis_add", model.basis.add);
        add("basis_multiple", model.basis.multiple);
        add("peg_threshold", model.contingency.peg_threshold);
        add("peg_factor", model.contingency.peg_factor);
        add("confidence_threshold", model.contingency.confidence_threshold);
        add("confidence_factor", model.contingency.confidence_factor);
        add("maintenance_perp", model.contingency.maintenance_perp);
        add("initial_perp_extra", model.contingency.initial_perp_extra);
        add("maintenance_option", model.contingency.maintenance_option);
        add("initial_option_extra", model.contingency.initial_option_extra);
        add(model.vol.term);
        add(model.vol.skew);
    }
    void operator()(DeriveSrmParams& model) const {
        add("perp_initial", model.perp.initial);
        add("perp_maintenance", model.perp.maintenance);
        add("most_spot", model.option.most_spot);
        add("least_spot", model.option.least_spot);
        add("maintenance_call_spot", model.option.maintenance_call_spot);
        add("maintenance_put_spot", model.option.maintenance_put_spot);
        add("maintenance_put_mark", model.option.maintenance_put_mark);
        add("unpaired_initial", model.option.unpaired_initial);
        add("unpaired_maintenance", model.option.unpaired_maintenance);
        add("put_initial_over_maintenance", model.option.put_initial_over_maintenance);
        add("base_margin_factor", model.base.margin_factor);
        add("base_initial_scale", model.base.initial_scale);
        add("oracle_perp_threshold", model.oracle.perp_threshold);
        add("oracle_option_threshold", model.oracle.option_threshold);
        add("oracle_base_threshold", model.oracle.base_threshold);
        add("oracle_factor", model.oracle.factor);
        add("depeg_threshold", model.depeg.threshold);
        add("depeg_factor", model.depeg.factor);
    }
    void operator()(DeribitPmParams& model) const {
        add("price_range", model.price_range);
        add("extended_table_factor", model.extended_table_factor);
        add("extended_dampener", model.extended_dampener);
        add("pnl_offset", model.pnl_offset);
        add("annualised_move_risk", model.annualised_move_risk);
        add("min_annualised_move", model.min_annualised_move);
        add("mm_factor", model.mm_factor);
        add("delta_total_liq_shock_threshold", model.delta_total_liq_shock_threshold);
        add(model.vol);
    }
};

}  // namespace

std::vector<ModelParameter> parameters_of(PortfolioModel& model) {
    std::vector<ModelParameter> out;
    std::visit(Named{out}, model);
    return out;
}

ScenarioList scenarios_of(PortfolioModel& model) noexcept {
    if (auto* paradex = std::get_if<ParadexScanParams>(&model)) return {&paradex->scenarios, false};
    if (auto* pmrm2 = std::get_if<DerivePmrm2Params>(&model)) return {&pmrm2->scenarios, true};
    return {};
}

}  // namespace clearmargin
