#include "core/portfolio/span_scan.hpp"

#include <limits>

#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

namespace {

SpanParams sample_params() {
    SpanParams params = span_16_preset();
    params.price_scan_range = 120;
    params.volatility_scan_range = 0.04;
    return params;
}

}  // namespace

TEST_CASE("span_scan", "[portfolio]") {
    const PortfolioMargin plain = good(span_scan(sample_unit(), sample_params()));
    CHECK(plain.binding == Binding::scenario);
    SECTION("requires at least the short option minimum") {
        SpanParams params = sample_params();
        params.short_option_minimum = 1000;
        const PortfolioMargin margin = good(span_scan(sample_unit(), params));
        CHECK(margin.maintenance_margin == 3000);
        CHECK(margin.binding == Binding::short_options);
    }
    SECTION("scales the initial margin alone") {
        SpanParams params = sample_params();
        params.initial_factor = 1.1;
        const PortfolioMargin margin = good(span_scan(sample_unit(), params));
        CHECK(margin.initial_margin == Approx(1.1 * plain.initial_margin));
        CHECK(margin.maintenance_margin == plain.maintenance_margin);
    }
    SECTION("takes an option that expires within the day to its intrinsic value") {
        RiskUnit unit = sample_unit();
        unit.futures.clear();
        unit.options = {{OptionRight::call, 0, 2000, 0.6, -1}};
        unit.expiries[0].years = 0.5 / 365;
        const PortfolioMargin margin = good(span_scan(unit, sample_params()));
        const double now = -margin.mark_to_market;
        CHECK(margin.profits[10] == Approx(now - 130));
        CHECK(margin.profits[10] == margin.profits[11]);
    }
    SECTION("requires nothing of nothing") {
        RiskUnit unit;
        unit.spot = 1;
        const PortfolioMargin margin = good(span_scan(unit, sample_params()));
        CHECK(margin.initial_margin == 0);
        CHECK(margin.binding == Binding::none);
    }
}

TEST_CASE("span_scan refuses parameters out of bounds", "[portfolio]") {
    struct Fault {
        const char* where;
        void (*make)(SpanParams&);
    };
    const auto fault = GENERATE(values<Fault>({
        {"price_scan_range", [](SpanParams& p) { p.price_scan_range = -1; }},
        {"price_scan_range", [](SpanParams& p) { p.price_scan_range = 1005; }},
        {"volatility_scan_range", [](SpanParams& p) { p.volatility_scan_range = 51; }},
        {"lookahead_days", [](SpanParams& p) { p.lookahead_days = std::numeric_limits<double>::quiet_NaN(); }},
        {"short_option_minimum", [](SpanParams& p) { p.short_option_minimum = -1; }},
        {"initial_factor", [](SpanParams& p) { p.initial_factor = 0.9; }},
        {"scenarios.price", [](SpanParams& p) { p.scenarios[3].price = 101; }},
        {"scenarios.volatility", [](SpanParams& p) { p.scenarios[3].volatility = -101; }},
        {"scenarios.cover", [](SpanParams& p) { p.scenarios[3].cover = -1; }},
    }));
    SpanParams params = sample_params();
    fault.make(params);
    check_refused(span_scan(sample_unit(), params), ErrorCode::out_of_range, fault.where);
}
