#include <catch2/catch.hpp>
#include <map>

#include "core/portfolio/derive_srm.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using namespace clearmargin::portfolio_tests;

namespace {

constexpr double seconds_per_year = 31'536'000;

/// The set of the venue's tests, as the vectors' README has it.
DeriveSrmParams srm_test_params() {
    DeriveSrmParams out;
    out.perp = {.initial = 0.065, .maintenance = 0.05};
    out.option = {.most_spot = 0.15,
                  .least_spot = 0.10,
                  .maintenance_call_spot = 0.075,
                  .maintenance_put_spot = 0.075,
                  .maintenance_put_mark = 0.075,
                  .unpaired_initial = 1.2,
                  .unpaired_maintenance = 1.1,
                  .put_initial_over_maintenance = 1.05};
    out.base = {.margin_factor = 0.1, .initial_scale = 1};
    out.oracle = {.perp_threshold = 0.4, .option_threshold = 0.4, .base_threshold = 0.4, .factor = 0.4};
    out.depeg = {.threshold = 0.98, .factor = 1.2};
    return out;
}

RiskUnit unit_of(const JsonReader& market) {
    RiskUnit unit;
    unit.spot = double_of(market, "spot");
    unit.confidence = double_of(market, "sconf");
    if (double_of(market, "perp") != 0) {
        unit.futures.push_back({double_of(market, "perp"), double_of(market, "pp"), 0, double_of(market, "upnl"),
                                double_of(market, "pconf")});
    }
    if (double_of(market, "base") != 0) unit.held.push_back({double_of(market, "base"), unit.spot, 1, false, 0, 0});
    std::map<std::string, std::size_t> expiries;
    for (const JsonReader& option : market.member("opts").value().elements(100).value()) {
        const auto [at, is_new] = expiries.try_emplace(text_of(option, "sec"), unit.expiries.size());
        if (is_new) {
            OptionExpiry expiry;
            expiry.years = double_of(option, "sec") / seconds_per_year;
            expiry.forward = double_of(option, "F");
            unit.expiries.push_back(expiry);
        }
        OptionExpiry& expiry = unit.expiries[at->second];
        expiry.confidence = std::min({expiry.confidence, double_of(option, "fconf"), double_of(option, "vconf")});
        unit.options.push_back(
            {right_of(option), at->second, double_of(option, "K"), double_of(option, "vol"), double_of(option, "q")});
    }
    return unit;
}

void run_srm(const MarginCase& test) {
    REQUIRE(text_of(test.in(), "params") == "srm-test");
    const JsonReader account = test.in().member("account").value();
    RiskPortfolio portfolio;
    portfolio.cash = double_of(account, "cash");
    portfolio.stable_price = double_of(account, "stable");
    for (const JsonReader& market : account.member("markets").value().elements(10).value()) {
        portfolio.units.push_back(unit_of(market));
    }
    const DeriveSrmMargin got = good(derive_srm_margin(portfolio, srm_test_params()));
    check_double(test, "im", got.net_initial);
    check_double(test, "mm", got.net_maintenance);
    check_double(test, "mtm", got.margin.mark_to_market);
}

}  // namespace

TEST_CASE("venue-derive-srm vectors", "[portfolio][vectors]") {
    run_margin_vectors("venue-derive-srm.json", {{"derive_srm", run_srm}});
}

TEST_CASE("derive_srm_margin", "[portfolio]") {
    RiskPortfolio portfolio;
    portfolio.cash = 1000;
    portfolio.units.push_back(sample_unit());
    const DeriveSrmParams params = srm_test_params();
    const DeriveSrmMargin got = good(derive_srm_margin(portfolio, params));
    CHECK(got.margin.initial_margin == Approx(got.margin.mark_to_market - got.net_initial));
    CHECK(got.margin.initial_margin > got.margin.maintenance_margin);

    SECTION("names the rule of the costliest expiry") {
        CHECK(got.margin.binding == Binding::isolated);
        portfolio.units.front().options.push_back({OptionRight::call, 0, 2210, 0.6, 3});
        CHECK(good(derive_srm_margin(portfolio, params)).margin.binding == Binding::max_loss);
        portfolio.units.front().options.clear();
        CHECK(good(derive_srm_margin(portfolio, params)).margin.binding == Binding::none);
    }
    SECTION("charges a coin below its peg for the initial margin alone") {
        portfolio.stable_price = 0.9;
        const DeriveSrmMargin below = good(derive_srm_margin(portfolio, params));
        // 1.5 perpetuals and 3 short calls at 0.08 x 1.2 of spot
        CHECK(got.net_initial - below.net_initial == Approx(4.5 * 0.08 * 1.2 * 2000));
        CHECK(got.net_maintenance == Approx(below.net_maintenance));
    }
    SECTION("charges doubtful feeds from below their threshold") {
        portfolio.units.front().confidence = 0.4;
        CHECK(good(derive_srm_margin(portfolio, params)).net_initial == Approx(got.net_initial));
        portfolio.units.front().confidence = 0.39;
        const DeriveSrmMargin doubtful = good(derive_srm_margin(portfolio, params));
        CHECK(got.net_initial - doubtful.net_initial == Approx((4.5 + 1) * 0.61 * 0.4 * 2000));
    }
    SECTION("scales what collateral counts for the initial margin") {
        DeriveSrmParams scaled = params;
        scaled.base.initial_scale = 0.5;
        CHECK(got.net_initial - good(derive_srm_margin(portfolio, scaled)).net_initial == Approx(0.5 * 0.1 * 2000));
    }
}

TEST_CASE("derive_srm_margin refuses parameters out of bounds", "[portfolio]") {
    RiskPortfolio portfolio;
    portfolio.units.push_back(sample_unit());
    REQUIRE(derive_srm_margin(portfolio, derive_srm_eth_preset()).ok());
    struct Fault {
        const char* where;
        void (*make)(DeriveSrmParams&);
    };
    const auto fault = GENERATE(values<Fault>({
        {"perp.initial", [](DeriveSrmParams& p) { p.perp.initial = 1.1; }},
        {"perp.maintenance", [](DeriveSrmParams& p) { p.perp.maintenance = -0.1; }},
        {"option.most_spot", [](DeriveSrmParams& p) { p.option.most_spot = 1.3; }},
        {"option.least_spot", [](DeriveSrmParams& p) { p.option.least_spot = -1; }},
        {"option.maintenance_call_spot", [](DeriveSrmParams& p) { p.option.maintenance_call_spot = 2; }},
        {"option.maintenance_put_spot", [](DeriveSrmParams& p) { p.option.maintenance_put_spot = 2; }},
        {"option.maintenance_put_mark", [](DeriveSrmParams& p) { p.option.maintenance_put_mark = 2; }},
        {"option.unpaired_initial", [](DeriveSrmParams& p) { p.option.unpaired_initial = 0.9; }},
        {"option.unpaired_maintenance", [](DeriveSrmParams& p) { p.option.unpaired_maintenance = 3.1; }},
        {"option.put_initial_over_maintenance", [](DeriveSrmParams& p) { p.option.put_initial_over_maintenance = 0; }},
        {"base.margin_factor", [](DeriveSrmParams& p) { p.base.margin_factor = 1.5; }},
        {"base.initial_scale", [](DeriveSrmParams& p) { p.base.initial_scale = 1.5; }},
        {"oracle.perp_threshold", [](DeriveSrmParams& p) { p.oracle.perp_threshold = 2; }},
        {"oracle.option_threshold", [](DeriveSrmParams& p) { p.oracle.option_threshold = 2; }},
        {"oracle.base_threshold", [](DeriveSrmParams& p) { p.oracle.base_threshold = 2; }},
        {"oracle.factor", [](DeriveSrmParams& p) { p.oracle.factor = 2; }},
        {"depeg.threshold", [](DeriveSrmParams& p) { p.depeg.threshold = 2; }},
        {"depeg.factor", [](DeriveSrmParams& p) { p.depeg.factor = 4; }},
    }));
    DeriveSrmParams params = derive_srm_eth_preset();
    fault.make(params);
    check_refused(derive_srm_margin(portfolio, params), ErrorCode::out_of_range, fault.where);
}
