#include "core/portfolio/portfolio_model.hpp"

#include <algorithm>
#include <limits>

#include "core/portfolio/revaluation.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

namespace {

/// Presets by name; SPAN's ranges are the product's and so not in it.
PortfolioModel model_of(std::string_view name) {
    PortfolioModel model = good(portfolio_preset(name));
    if (auto* span = std::get_if<SpanParams>(&model)) {
        span->price_scan_range = 300;
        span->volatility_scan_range = 0.1;
    }
    return model;
}

RiskPortfolio sample_portfolio() {
    RiskPortfolio out;
    out.cash = 5000;
    out.units.push_back(sample_unit());
    return out;
}

}  // namespace

TEST_CASE("portfolio_preset", "[portfolio]") {
    const auto names = portfolio_preset_names();
    CHECK(std::is_sorted(names.begin(), names.end()));
    for (const std::string_view name : names) {
        CAPTURE(name);
        const PortfolioModel model = good(portfolio_preset(name));
        CHECK(origin_of(model).name == name);
        CHECK_FALSE(origin_of(model).source.empty());
    }
    check_refused(portfolio_preset("nowhere"), ErrorCode::unknown_reference, "preset");
}

TEST_CASE("presets have their sources' scenarios", "[portfolio]") {
    const ParadexScanParams btc = paradex_btc_preset();
    REQUIRE(btc.scenarios.size() == 24);
    CHECK(btc.scenarios[0].move == 0.14);
    CHECK(btc.scenarios[2].move == Approx(0.105));
    CHECK(btc.scenarios[2].vol == VolRule::down);
    CHECK(btc.scenarios[7].move == 0);
    CHECK(btc.scenarios[15].move == -0.14);
    CHECK(btc.scenarios[16].move == -0.66);
    CHECK(btc.scenarios[23].weight == 0.0028);
    CHECK(derive_pmrm2_preset().scenarios.size() == 33);
    CHECK(derive_pmrm2_preset().scenarios[23].weight == 0.21);
}

TEST_CASE("price_range_of counts what a move weighs", "[portfolio]") {
    constexpr double spot = 3000;
    CHECK(price_range_of(paradex_btc_preset(), spot) == Approx(0.14));
    CHECK(price_range_of(paradex_eth_preset(), spot) == Approx(0.16));
    CHECK(price_range_of(model_of("span-16"), spot) == Approx(0.1));
    CHECK(price_range_of(model_of("deribit-pm-btc"), spot) == Approx(0.16));
    CHECK(price_range_of(model_of("derive-srm-eth"), spot) == 0);
}

TEST_CASE("portfolio_margin", "[portfolio]") {
    const auto names = portfolio_preset_names();
    for (const std::string_view name : names) {
        CAPTURE(name);
        const PortfolioModel model = model_of(name);
        const RiskPortfolio portfolio = sample_portfolio();
        const PortfolioMargin margin = good(portfolio_margin(portfolio, model));
        CHECK(margin.initial_margin >= margin.maintenance_margin);
        CHECK(margin.maintenance_margin > 0);
        CHECK(margin.binding != Binding::none);
        if (!margin.profits.empty()) {
            CHECK(margin.profits[margin.worst_scenario] ==
                  *std::min_element(margin.profits.begin(), margin.profits.end()));
        }
        // Positions from two chains net.
        RiskPortfolio split = portfolio;
        RiskUnit& unit = split.units.front();
        unit.options[0].quantity = 4;
        unit.options.push_back(unit.options[0]);
        unit.options.back().quantity = -7;
        const PortfolioMargin again = good(portfolio_margin(split, model));
        CHECK(again.initial_margin == margin.initial_margin);
        CHECK(again.maintenance_margin == margin.maintenance_margin);
        // Twice the account needs twice the margin; Deribit's dampener is an amount, which futures and shorts near the
        // money do not feel.
        RiskPortfolio twice = portfolio;
        twice.cash *= 2;
        for (OptionPosition& option : twice.units[0].options) option.quantity *= 2;
        twice.units[0].futures[0].quantity *= 2;
        twice.units[0].futures[0].unrealized *= 2;
        twice.units[0].held[0].quantity *= 2;
        CHECK(good(portfolio_margin(twice, model)).initial_margin == Approx(2 * margin.initial_margin));
    }
}

TEST_CASE("portfolio_margin refuses a bad position whatever the model", "[portfolio]") {
    RiskPortfolio portfolio = sample_portfolio();
    portfolio.units[0].options[1].strike = 0;
    for (const std::string_view name : portfolio_preset_names()) {
        CAPTURE(name);
        const auto refused = portfolio_margin(portfolio, model_of(name));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::price_not_positive);
        CHECK(refused.error().where.ends_with("options[1].strike"));
    }
}

TEST_CASE("portfolio_margin refuses a second unit where one is margined at a time", "[portfolio]") {
    RiskPortfolio portfolio = sample_portfolio();
    portfolio.units.push_back(sample_unit());
    CHECK(portfolio_margin(portfolio, model_of("derive-srm-eth")).ok());
    for (const std::string_view name : portfolio_preset_names()) {
        if (name.starts_with("derive-srm")) continue;
        CAPTURE(name);
        check_refused(portfolio_margin(portfolio, model_of(name)), ErrorCode::mode_needs_field, "units");
    }
}

TEST_CASE("paradex_scan holds the charge on deltas as a floor", "[portfolio]") {
    RiskUnit unit = sample_unit();
    unit.options.clear();
    unit.futures.clear();
    unit.futures.push_back({10, 2000, 0, 0, 1});
    unit.futures.push_back({-10, 2000, 0.25, 0, 1});
    const ParadexScan scan = good(paradex_scan(unit, 5, paradex_eth_preset()));
    CHECK(scan.scan_risk == 0);
    CHECK(scan.minimum_delta == Approx(10 * 0.001 * 2000));
    CHECK(scan.margin.binding == Binding::minimum_delta);
    CHECK(scan.margin.initial_margin == Approx(25));
    CHECK(scan.margin.maintenance_margin == Approx(15));
}

TEST_CASE("derive_pmrm2_margin names what binds", "[portfolio]") {
    RiskPortfolio portfolio = sample_portfolio();
    DerivePmrm2Params params = derive_pmrm2_preset();
    CHECK(good(derive_pmrm2_margin(portfolio, params)).margin.binding == Binding::scenario);
    params.basis.add = 20;
    params.scenarios = {{0, VolRule::none, 0}};
    const DerivePmrm2Margin basis = good(derive_pmrm2_margin(portfolio, params));
    CHECK(basis.margin.binding == Binding::basis_contingency);
    CHECK(basis.basis_contingency < 0);
    // An option from another chain is the same option: naked shorts do not depend on the order.
    std::reverse(portfolio.units[0].options.begin(), portfolio.units[0].options.end());
    CHECK(good(derive_pmrm2_margin(portfolio, params)).margin.initial_margin == Approx(basis.margin.initial_margin));
}

TEST_CASE("rounded", "[portfolio]") {
    PortfolioMargin margin;
    margin.initial_margin = 0.1;
    margin.maintenance_margin = 0.1;
    margin.mark_to_market = 0.1;
    const PortfolioFigures figures = good(rounded(margin));
    // The double 0.1 is a little above a tenth.
    CHECK(to_string(figures.initial_margin) == "0.100000000000000006");
    CHECK(figures.maintenance_margin == figures.initial_margin);
    CHECK(to_string(figures.mark_to_market) == "0.100000000000000005");
    margin.maintenance_margin = std::numeric_limits<double>::quiet_NaN();
    check_refused(rounded(margin), ErrorCode::out_of_range, "maintenance_margin");
    margin.initial_margin = 1e30;
    check_refused(rounded(margin), ErrorCode::decimal_overflow, "initial_margin");
}

TEST_CASE("unit_delta", "[portfolio]") {
    RiskUnit unit = sample_unit();
    const UnitDelta delta = unit_delta(unit);
    CHECK(delta.gross > std::abs(delta.net));
    // What has been averaged already does not move with the spot.
    unit.futures.clear();
    unit.expiries[0].forward = 201;
    unit.expiries[0].forward_fixed = 1809;
    CHECK(unit_delta(unit).net == Approx((delta.net - 1.5) / 10));
}

TEST_CASE("binding_name", "[portfolio]") {
    CHECK(binding_name(Binding::none) == "none");
    CHECK(binding_name(Binding::scenario) == "scenario");
    CHECK(binding_name(Binding::basis_contingency) == "basis_contingency");
    CHECK(binding_name(Binding::minimum_delta) == "minimum_delta");
    CHECK(binding_name(Binding::short_options) == "short_options");
    CHECK(binding_name(Binding::isolated) == "isolated");
    CHECK(binding_name(Binding::max_loss) == "max_loss");
}
