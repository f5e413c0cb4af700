#include "core/portfolio/model_parameters.hpp"

namespace clearmargin {
namespace {

using Parameters = std::vector<ModelParameter>;

Parameters with(VolShock& shock, Parameters others) {
    others.insert(others.end(), {{"vol_up", &shock.up},
                                 {"vol_down", &shock.down},
                                 {"vol_short_power", &shock.short_power},
                                 {"vol_long_power", &shock.long_power},
                                 {"vol_days_floor", &shock.days_floor},
                                 {"vol_min_up", &shock.min_up},
                                 {"vol_min_volatility_up", &shock.min_volatility_up}});
    return others;
}

Parameters with(SkewShock& skew, Parameters others) {
    others.insert(others.end(), {{"skew_linear_cap", &skew.linear_cap},
                                 {"skew_linear_cap_slope", &skew.linear_cap_slope},
                                 {"skew_absolute_cap", &skew.absolute_cap},
                                 {"skew_absolute_cap_slope", &skew.absolute_cap_slope},
                                 {"skew_least_k_star", &skew.least_k_star},
                                 {"skew_width", &skew.width},
                                 {"skew_vol_static", &skew.vol_static},
                                 {"skew_vol_slope", &skew.vol_slope}});
    return others;
}

struct Named {
    Parameters operator()(ParadexScanParams& model) const {
        return with(model.vol, {{"unhedged_rate", &model.unhedged_rate},
                                {"hedged_rate", &model.hedged_rate},
                                {"maintenance_factor", &model.maintenance_factor}});
    }
    Parameters operator()(SpanParams& model) const {
        return {{"price_scan_range", &model.price_scan_range},
                {"volatility_scan_range", &model.volatility_scan_range},
                {"lookahead_days", &model.lookahead_days},
                {"short_option_minimum", &model.short_option_minimum},
                {"initial_factor", &model.initial_factor}};
    }
    Parameters operator()(DerivePmrm2Params& model) const {
        return with(model.vol.skew, with(model.vol.term, {{"initial_factor", &model.margin.initial_factor},
                {"maintenance_factor", &model.margin.maintenance_factor},
                {"short_rate_multiple", &model.margin.short_rate_multiple},
                {"long_rate_multiple", &model.margin.long_rate_multiple},
                {"short_rate_add", &model.margin.short_rate_add},
                {"long_rate_add", &model.margin.long_rate_add},
                {"short_static_discount", &model.margin.short_static_discount},
                {"long_static_discount", &model.margin.long_static_discount},
                {"basis_up", &model.basis.up},
                {"basis_down", &model.basis.down},
                {"basis_add", &model.basis.add},
                {"basis_multiple", &model.basis.multiple},
                {"peg_threshold", &model.contingency.peg_threshold},
                {"peg_factor", &model.contingency.peg_factor},
                {"confidence_threshold", &model.contingency.confidence_threshold},
                {"confidence_factor", &model.contingency.confidence_factor},
                {"maintenance_perp", &model.contingency.maintenance_perp},
                {"initial_perp_extra", &model.contingency.initial_perp_extra},
                {"maintenance_option", &model.contingency.maintenance_option},
                {"initial_option_extra", &model.contingency.initial_option_extra}}));
    }
    Parameters operator()(DeriveSrmParams& model) const {
        return {{"perp_initial", &model.perp.initial},
                {"perp_maintenance", &model.perp.maintenance},
                {"most_spot", &model.option.most_spot},
                {"least_spot", &model.option.least_spot},
                {"maintenance_call_spot", &model.option.maintenance_call_spot},
                {"maintenance_put_spot", &model.option.maintenance_put_spot},
                {"maintenance_put_mark", &model.option.maintenance_put_mark},
                {"unpaired_initial", &model.option.unpaired_initial},
                {"unpaired_maintenance", &model.option.unpaired_maintenance},
                {"put_initial_over_maintenance", &model.option.put_initial_over_maintenance},
                {"base_margin_factor", &model.base.margin_factor},
                {"base_initial_scale", &model.base.initial_scale},
                {"oracle_perp_threshold", &model.oracle.perp_threshold},
                {"oracle_option_threshold", &model.oracle.option_threshold},
                {"oracle_base_threshold", &model.oracle.base_threshold},
                {"oracle_factor", &model.oracle.factor},
                {"depeg_threshold", &model.depeg.threshold},
                {"depeg_factor", &model.depeg.factor}};
    }
    Parameters operator()(DeribitPmParams& model) const {
        return with(model.vol, {{"price_range", &model.price_range},
                {"extended_table_factor", &model.extended_table_factor},
                {"extended_dampener", &model.extended_dampener},
                {"pnl_offset", &model.pnl_offset},
                {"annualised_move_risk", &model.annualised_move_risk},
                {"min_annualised_move", &model.min_annualised_move},
                {"mm_factor", &model.mm_factor},
                {"delta_total_liq_shock_threshold", &model.delta_total_liq_shock_threshold}});
    }
};

}  // namespace

std::vector<ModelParameter> parameters_of(PortfolioModel& model) { return std::visit(Named{}, model); }

ScenarioList scenarios_of(PortfolioModel& model) noexcept {
    if (auto* paradex = std::get_if<ParadexScanParams>(&model)) return {&paradex->scenarios, false};
    if (auto* pmrm2 = std::get_if<DerivePmrm2Params>(&model)) return {&pmrm2->scenarios, true};
    return {};
}

}  // namespace clearmargin
