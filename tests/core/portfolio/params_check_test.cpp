#include "core/portfolio/params_check.hpp"

#include <limits>

#include "core/portfolio/derive_pmrm2.hpp"
#include "core/portfolio/paradex_scan.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

RiskPortfolio sample_portfolio() {
    RiskPortfolio out;
    out.units.push_back(sample_unit());
    return out;
}

}  // namespace

TEST_CASE("validate of volatility shocks", "[portfolio]") {
    struct Fault {
        const char* where;
        double VolShock::*member;
        double value;
    };
    const auto fault = GENERATE(values<Fault>({{"vol.up", &VolShock::up, -0.1},
                                               {"vol.up", &VolShock::up, not_a_number},
                                               {"vol.down", &VolShock::down, 51},
                                               {"vol.short_power", &VolShock::short_power, -1},
                                               {"vol.long_power", &VolShock::long_power, 11},
                                               {"vol.days_floor", &VolShock::days_floor, 401},
                                               {"vol.min_up", &VolShock::min_up, -1},
                                               {"vol.min_volatility_up", &VolShock::min_volatility_up, 51}}));
    VolShock shock;
    REQUIRE(validate(shock).ok());
    shock.*fault.member = fault.value;
    check_refused(validate(shock), ErrorCode::out_of_range, fault.where);
}

TEST_CASE("validate of skew shocks", "[portfolio]") {
    struct Fault {
        const char* where;
        double SkewShock::*member;
        double value;
    };
    const auto fault = GENERATE(values<Fault>({{"skew.linear_cap", &SkewShock::linear_cap, -0.1},
                                               {"skew.linear_cap_slope", &SkewShock::linear_cap_slope, 11},
                                               {"skew.absolute_cap", &SkewShock::absolute_cap, not_a_number},
                                               {"skew.absolute_cap_slope", &SkewShock::absolute_cap_slope, -11},
                                               {"skew.least_k_star", &SkewShock::least_k_star, -0.1},
                                               {"skew.width", &SkewShock::width, -1},
                                               {"skew.vol_static", &SkewShock::vol_static, -1},
                                               {"skew.vol_slope", &SkewShock::vol_slope, 21}}));
    SkewShock shock;
    shock.least_k_star = 0.01;
    REQUIRE(validate(shock).ok());
    shock.*fault.member = fault.value;
    check_refused(validate(shock), ErrorCode::out_of_range, fault.where);
}

TEST_CASE("paradex_scan refuses parameters out of bounds", "[portfolio]") {
    ParadexScanParams params = paradex_btc_preset();
    REQUIRE(paradex_scan(sample_unit(), 0, params).ok());
    check_refused(paradex_scan(sample_unit(), -1, params), ErrorCode::out_of_range, "provision");
    check_refused(paradex_scan(sample_unit(), not_a_number, params), ErrorCode::out_of_range, "provision");
    SECTION("rates") {
        params.unhedged_rate = 1.1;
        check_refused(paradex_scan(sample_unit(), 0, params), ErrorCode::out_of_range, "unhedged_rate");
    }
    SECTION("hedged rate") {
        params.hedged_rate = -0.1;
        check_refused(paradex_scan(sample_unit(), 0, params), ErrorCode::out_of_range, "hedged_rate");
    }
    SECTION("factor") {
        params.maintenance_factor = not_a_number;
        check_refused(paradex_scan(sample_unit(), 0, params), ErrorCode::out_of_range, "maintenance_factor");
    }
    SECTION("volatility") {
        params.vol.up = -1;
        check_refused(paradex_scan(sample_unit(), 0, params), ErrorCode::out_of_range, "vol.up");
    }
    SECTION("no scenarios") {
        params.scenarios.clear();
        check_refused(paradex_scan(sample_unit(), 0, params), ErrorCode::mode_needs_field, "scenarios");
    }
    SECTION("a bad unit") {
        RiskUnit unit = sample_unit();
        unit.spot = 0;
        check_refused(paradex_scan(unit, 0, params), ErrorCode::price_not_positive, "spot");
    }
}

TEST_CASE("derive_pmrm2_margin refuses parameters out of bounds", "[portfolio]") {
    REQUIRE(derive_pmrm2_margin(sample_portfolio(), derive_pmrm2_preset()).ok());
    using P = DerivePmrm2Params;
    struct Fault {
        const char* where;
        void (*make)(P&);
    };
    const auto fault = GENERATE(values<Fault>({
        {"vol.up", [](P& p) { p.vol.term.up = -1; }},
        {"skew.width", [](P& p) { p.vol.skew.width = -1; }},
        {"margin.initial_factor", [](P& p) { p.margin.initial_factor = -1; }},
        {"margin.maintenance_factor", [](P& p) { p.margin.maintenance_factor = 11; }},
        {"margin.short_rate_multiple", [](P& p) { p.margin.short_rate_multiple = 11; }},
        {"margin.long_rate_multiple", [](P& p) { p.margin.long_rate_multiple = -1; }},
        {"margin.short_rate_add", [](P& p) { p.margin.short_rate_add = not_a_number; }},
        {"margin.long_rate_add", [](P& p) { p.margin.long_rate_add = 11; }},
        {"margin.short_static_discount", [](P& p) { p.margin.short_static_discount = 4.1; }},
        {"margin.long_static_discount", [](P& p) { p.margin.long_static_discount = -1; }},
        {"basis.up", [](P& p) { p.basis.up = -0.01; }},
        {"basis.down", [](P& p) { p.basis.down = -1.1; }},
        {"basis.add", [](P& p) { p.basis.add = 21; }},
        {"basis.multiple", [](P& p) { p.basis.multiple = 21; }},
        {"contingency.peg_threshold", [](P& p) { p.contingency.peg_threshold = -1; }},
        {"contingency.peg_factor", [](P& p) { p.contingency.peg_factor = 11; }},
        {"contingency.confidence_threshold", [](P& p) { p.contingency.confidence_threshold = 2; }},
        {"contingency.confidence_factor", [](P& p) { p.contingency.confidence_factor = -1; }},
        {"contingency.maintenance_perp", [](P& p) { p.contingency.maintenance_perp = 4; }},
        {"contingency.initial_perp_extra", [](P& p) { p.contingency.initial_perp_extra = -1; }},
        {"contingency.maintenance_option", [](P& p) { p.contingency.maintenance_option = 3; }},
        {"contingency.initial_option_extra", [](P& p) { p.contingency.initial_option_extra = not_a_number; }},
    }));
    P params = derive_pmrm2_preset();
    fault.make(params);
    check_refused(derive_pmrm2_margin(sample_portfolio(), params), ErrorCode::out_of_range, fault.where);
}

TEST_CASE("derive_pmrm2_margin refuses other than one unit and no scenarios", "[portfolio]") {
    DerivePmrm2Params params = derive_pmrm2_preset();
    RiskPortfolio portfolio = sample_portfolio();
    portfolio.units.push_back(sample_unit());
    check_refused(derive_pmrm2_margin(portfolio, params), ErrorCode::mode_needs_field, "units");
    portfolio.units.clear();
    check_refused(derive_pmrm2_margin(portfolio, params), ErrorCode::mode_needs_field, "units");
    params.scenarios.clear();
    check_refused(derive_pmrm2_margin(sample_portfolio(), params), ErrorCode::mode_needs_field, "scenarios");
}
