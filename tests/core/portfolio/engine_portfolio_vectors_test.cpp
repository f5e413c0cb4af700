#include <catch2/catch.hpp>

#include "core/portfolio/paradex_scan.hpp"
#include "core/portfolio/span_scan.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using namespace clearmargin::portfolio_tests;

namespace {

/// The case's book on an underlying at `price`, each option with an expiry of its own.
RiskUnit book_of(const JsonReader& in, double price) {
    RiskUnit unit;
    unit.spot = price;
    for (const JsonReader& line : in.member("book").value().elements(100).value()) {
        const double quantity = double_of(line, "qty");
        if (text_of(line, "kind") != "option") {
            unit.futures.push_back({quantity, price, 0, 0, 1});
            continue;
        }
        OptionExpiry expiry;
        expiry.years = double_of(line, "dte") / 365;
        expiry.forward = price;
        unit.options.push_back(
            {right_of(line), unit.expiries.size(), double_of(line, "strike"), double_of(line, "iv"), quantity});
        unit.expiries.push_back(expiry);
    }
    return unit;
}

void check_list(const MarginCase& test, std::string_view name, std::span<const double> got) {
    const auto expected = test.out().member(name).value().elements(100).value();
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(i);
        check_double(test, std::string(expected[i].string().value()), name, got[i]);
    }
}

void run_paradex_scan(const MarginCase& test) {
    const JsonReader in = test.in();
    ParadexScanParams params;
    for (const JsonReader& row : in.member("scenarios").value().elements(100).value()) {
        params.scenarios.push_back(
            {number_at(row, 0), word_at(row, 2) == "up" ? VolRule::up : VolRule::down, number_at(row, 1)});
    }
    params.vol.up = double_of(in, "vol_up");
    params.vol.down = double_of(in, "vol_down");
    params.vol.short_power = double_of(in, "short_power");
    params.vol.long_power = double_of(in, "long_power");
    params.vol.days_floor = double_of(in, "dte_floor");
    params.vol.min_up = double_of(in, "min_vol_shock_up");
    params.unhedged_rate = double_of(in, "unhedged");
    params.hedged_rate = double_of(in, "hedged");
    const ParadexScan scan = good(paradex_scan(book_of(in, double_of(in, "spot")), 0, params));
    check_list(test, "scenario_pnl", scan.margin.profits);
    // The venue numbers its scenarios from 1.
    CHECK(scan.margin.worst_scenario + 1 == static_cast<std::size_t>(double_of(test.out(), "worst_index")));
    CHECK(scan.margin.binding == Binding::scenario);
    check_double(test, "scan_risk", scan.scan_risk);
    check_double(test, "min_delta", scan.minimum_delta);
    check_double(test, "net_im", scan.margin.initial_margin);
    check_double(test, "net_mm", scan.margin.maintenance_margin);
}

void run_span_scan(const MarginCase& test) {
    const JsonReader in = test.in();
    SpanParams params = span_16_preset(double_of(in, "extreme_mult"), double_of(in, "extreme_cover"));
    params.price_scan_range = double_of(in, "price_scan_range");
    params.volatility_scan_range = double_of(in, "vol_scan_range_abs");
    params.lookahead_days = double_of(in, "lookahead_days");
    const PortfolioMargin margin = good(span_scan(book_of(in, double_of(in, "futures_price")), params));
    std::vector<double> losses;
    for (const double profit : margin.profits) losses.push_back(-profit);
    check_list(test, "loss", losses);
    check_double(test, "scan_risk", margin.maintenance_margin);
    CHECK(losses[margin.worst_scenario] == margin.maintenance_margin);
}

}  // namespace

TEST_CASE("engine-portfolio vectors", "[portfolio][vectors]") {
    run_margin_vectors("engine-portfolio.json", {{"paradex_scan", run_paradex_scan}, {"span_scan", run_span_scan}});
}
