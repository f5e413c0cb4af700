#include <catch2/catch.hpp>
#include <cmath>

#include "core/portfolio/deribit_pm.hpp"
#include "core/venue/option_margin.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using namespace clearmargin::portfolio_tests;

namespace {

OptionRight kind_of(const JsonReader& in) {
    return text_of(in, "kind") == "call" ? OptionRight::call : OptionRight::put;
}

void run_deribit_linear(const MarginCase& test) {
    const JsonReader in = test.in();
    const OptionMargin margin =
        good(deribit_linear_margin(decimal_of(in, "size"), decimal_of(in, "index"), decimal_of(in, "im_base"),
                                   decimal_of(in, "mm_base"), decimal_of(in, "increment")));
    check_decimal(test, "im", margin.initial);
    check_decimal(test, "mm", margin.maintenance);
}

void run_deribit_option(const MarginCase& test) {
    const JsonReader in = test.in();
    const bool inverse = !in.member("linear").value().boolean().value();
    const OptionMargin margin = good(deribit_short_option_margin(kind_of(in), inverse, decimal_of(in, "underlying"),
                                                                 decimal_of(in, "strike"), decimal_of(in, "mark")));
    check_decimal(test, "im", margin.initial);
    check_decimal(test, "mm", margin.maintenance);
}

void run_vol_shock(const MarginCase& test) {
    const JsonReader in = test.in();
    const VolShock shock{double_of(in, "up"),
                         double_of(in, "down"),
                         double_of(in, "short_power"),
                         double_of(in, "long_power"),
                         0,
                         double_of(in, "min_up"),
                         0};
    check_double(test, "iv",
                 shocked_volatility(shock, double_of(in, "iv"), double_of(in, "dte"), text_of(in, "dir") == "up"));
}

void run_dampener(const MarginCase& test) {
    const JsonReader in = test.in();
    check_double(test, "pnl",
                 extended_dampened(double_of(in, "pnl"), double_of(in, "move"), double_of(in, "price_range"),
                                   double_of(in, "dampener")));
}

/// The buckets of a table whose futures do not care for volatility, one of each three.
void check_buckets(const MarginCase& test, std::string_view name, std::span<const double> got) {
    const auto expected = test.out().member(name).value().elements(100).value();
    REQUIRE(got.size() >= 3 * expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        for (std::size_t rule = 0; rule < 3; ++rule) {
            check_double(test, std::string(expected[i].string().value()), name, got[3 * i + rule]);
        }
    }
}

void run_pme_futures(const MarginCase& test) {
    const JsonReader in = test.in();
    DeribitPmParams params;
    params.price_range = double_of(in, "price_range");
    params.buckets_count = static_cast<unsigned>(double_of(in, "buckets"));
    params.pnl_offset = double_of(in, "pnl_offset");
    params.extended_dampener = double_of(in, "extended_dampener_usd");
    params.annualised_move_risk = double_of(in, "annualised_move_risk");
    params.min_annualised_move = double_of(in, "min_annualised_move");
    params.mm_factor = double_of(in, "mm_factor");
    const auto moves = in.member("extended_moves").value();
    for (std::size_t i = 0; i < moves.elements(100).value().size(); ++i) {
        params.extended_moves.push_back(number_at(moves, i));
    }
    RiskUnit unit;
    unit.spot = double_of(in, "index");
    for (const JsonReader& position : in.member("positions").value().elements(100).value()) {
        unit.futures.push_back(
            {double_of(position, "qty_base"), double_of(position, "mark"), double_of(position, "days") / 365, 0, 1});
    }
    const DeribitPm got = good(deribit_pm(unit, double_of(in, "other_margin"), params));
    check_buckets(test, "pre_vector", got.pre_vector);
    check_buckets(test, "vector", got.margin.profits);
    check_double(test, "worst", got.worst);
    check_double(test, "roll_shock", got.roll_shock);
    check_double(test, "risk_matrix_margin", got.risk_matrix_margin);
    check_double(test, "im", got.margin.initial_margin);
    check_double(test, "mm", got.margin.maintenance_margin);
    CHECK(double_of(test.out(), "delta_shock") == 0);
    CHECK_FALSE(got.delta_shock_missing);
    // The venue's answer has the extended table too: futures stay at the range's end, the dampener takes all of it.
    const std::size_t standard = 27;
    REQUIRE(got.margin.profits.size() == standard + 8);
    CHECK(got.pre_vector[standard] == got.pre_vector.front());
    CHECK(got.pre_vector.back() == got.pre_vector[standard - 1]);
    for (std::size_t i = standard; i < got.margin.profits.size(); ++i) CHECK(got.margin.profits[i] == 0);
}

}  // namespace

TEST_CASE("venue-deribit vectors", "[portfolio][vectors]") {
    run_margin_vectors("venue-deribit.json", {{"deribit_perp_linear", run_deribit_linear},
                                              {"deribit_short_option", run_deribit_option},
                                              {"vol_shock_term", run_vol_shock},
                                              {"deribit_pme_futures", run_pme_futures},
                                              {"extended_dampener", run_dampener}});
}

TEST_CASE("deribit_pm", "[portfolio]") {
    SECTION("agrees with the example of the venue's documentation") {
        // docs.deribit.com private/pme/simulate: a perpetual and a future of 28JUN24, asked on 17JUN24.
        RiskUnit unit;
        unit.spot = 65666.19;
        unit.futures.push_back({0.314538364, 65910.57, 0, 0, 1});
        unit.futures.push_back({-0.001187534, 67371.75, 10.67 / 365, 0, 1});
        const DeribitPm got = good(deribit_pm(unit, 0.06 + 0.000018212, deribit_pm_btc_preset()));
        CHECK(got.margin.profits.front() == Approx(-0.05968587238095239).epsilon(1e-13));
        CHECK(got.margin.profits[9] == Approx(-0.013056284583333334).epsilon(1e-13));
        CHECK(got.margin.profits.back() == 0);
        CHECK(got.margin.worst_scenario == 0);
        CHECK(got.worst == Approx(0.05968587238095239).epsilon(1e-13));
        CHECK(got.roll_shock == Approx(0.00315725898).epsilon(1e-13));
        // The venue rounds the worst to nine digits before it adds the rest.
        CHECK(std::fabs(got.risk_matrix_margin - 0.06284313098) < 1e-9);
        CHECK(std::fabs(got.margin.initial_margin - 0.122861343) < 1e-9);
        CHECK(std::fabs(got.margin.maintenance_margin - 0.050274504784) < 1e-9);
        CHECK(got.margin.binding == Binding::scenario);
    }
    SECTION("revalues options in coin over the price they then have") {
        RiskUnit unit = sample_unit();
        unit.futures.clear();
        unit.options = {{OptionRight::call, 0, 2200, 0.6, -3}};
        DeribitPmParams params = deribit_pm_eth_preset();
        const DeribitPm coin = good(deribit_pm(unit, 0, params));
        const double forward = 2010 * 1.18;
        // 30 days: the fade is 1, volatility up 40%
        const double after = black76_price({OptionRight::call, forward, 2200, 30.0 / 365, 0.6 * 1.4, 1});
        const double before = black76_price({OptionRight::call, 2010, 2200, 30.0 / 365, 0.6, 1});
        CHECK(coin.pre_vector[24] == Approx(-3 * (after / forward - before / 2010)));
        params.settlement = Settlement::quote;
        const DeribitPm quote = good(deribit_pm(unit, 0, params));
        CHECK(quote.pre_vector[24] == Approx(-3 * (after - before)));
        CHECK(quote.margin.mark_to_market == Approx(-3 * before));
        CHECK(coin.margin.mark_to_market == Approx(-3 * before / 2010));
    }
    SECTION("says where a delta shock is missing") {
        RiskUnit unit = sample_unit();
        DeribitPmParams params = deribit_pm_eth_preset();
        params.delta_total_liq_shock_threshold = 1;
        CHECK(good(deribit_pm(unit, 0, params)).delta_shock_missing);
        params.delta_total_liq_shock_threshold = 0;
        CHECK_FALSE(good(deribit_pm(unit, 0, params)).delta_shock_missing);
    }
}

TEST_CASE("deribit_pm refuses parameters out of bounds", "[portfolio]") {
    REQUIRE(deribit_pm(sample_unit(), 0, deribit_pm_eth_preset()).ok());
    struct Fault {
        const char* where;
        ErrorCode code;
        void (*make)(DeribitPmParams&);
    };
    const auto fault = GENERATE(values<Fault>({
        {"price_range", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.price_range = 1; }},
        {"price_range", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.price_range = 0; }},
        {"buckets_count", ErrorCode::mode_needs_field, [](DeribitPmParams& p) { p.buckets_count = 0; }},
        {"buckets_count", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.buckets_count = 65; }},
        {"vol.up", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.vol.up = -1; }},
        {"extended_table_factor", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.extended_table_factor = -1; }},
        {"extended_dampener", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.extended_dampener = -1; }},
        {"pnl_offset", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.pnl_offset = 1.1; }},
        {"annualised_move_risk", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.annualised_move_risk = -1; }},
        {"min_annualised_move", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.min_annualised_move = -1; }},
        {"mm_factor", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.mm_factor = 1.1; }},
        {"delta_total_liq_shock_threshold", ErrorCode::out_of_range,
         [](DeribitPmParams& p) { p.delta_total_liq_shock_threshold = -1; }},
        {"extended_moves[0]", ErrorCode::out_of_range, [](DeribitPmParams& p) { p.extended_moves[0] = -1; }},
        {"extended_moves", ErrorCode::too_many_items, [](DeribitPmParams& p) { p.extended_moves.resize(4097); }},
    }));
    DeribitPmParams params = deribit_pm_eth_preset();
    fault.make(params);
    check_refused(deribit_pm(sample_unit(), 0, params), fault.code, fault.where);
    check_refused(deribit_pm(sample_unit(), -1, deribit_pm_eth_preset()), ErrorCode::out_of_range, "other_margin");
}
