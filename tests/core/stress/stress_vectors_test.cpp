#include <catch2/catch.hpp>

#include "core/risk/breaker.hpp"
#include "core/risk/path_simulation.hpp"
#include "core/risk/risk_premium.hpp"
#include "core/stress/chain_failure.hpp"
#include "core/stress/historical_shock.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using clearmargin::tests::error_of;

namespace {

constexpr std::array<const char*, 4> chains = {"ethereum", "arbitrum", "solana", "polygon"};

void check_text(const MarginCase& test, const JsonReader& object, const char* name, Decimal got) {
    const std::string expected = text_of(object, name);
    CAPTURE(test.id, name, expected, to_string(got));
    CHECK(got == decimal_from_text(expected));
}

void run_bridge_failure(const MarginCase& test) {
    const JsonReader in = test.in();
    const JsonReader collateral = in.member("adjusted_collateral").value();
    std::vector<Decimal> counted;
    std::vector<const char*> names;
    for (const char* chain : chains) {
        if (!has(collateral, chain)) continue;
        counted.push_back(decimal_of(collateral, chain));
        names.push_back(chain);
    }
    const auto failures =
        chain_failures(counted, decimal_of(in, "pnl_and_debt"), decimal_of(in, "mm"), LiquidationTrigger::below);
    REQUIRE(failures.ok());
    check_boolean(test, "survives_any_single", failures.value().survives_any_single);
    const JsonReader expected = test.out().member("by_chain").value();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const JsonReader one = expected.member(names[i]).value();
        const ChainFailure& failure = failures.value().singles[i];
        check_text(test, one, "equity", failure.equity);
        check_text(test, one, "shortfall", failure.shortfall);
        CHECK(one.member("liquidatable").value().boolean().value() == failure.liquidatable);
    }
}

void run_dynamic_haircut(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto haircut =
        dynamic_haircut({decimal_of(in, "base"), decimal_of(in, "vol"), decimal_of(in, "ref_vol"),
                         decimal_of(in, "max_mult"), decimal_of(in, "health_coeff"), decimal_of(in, "bridge_health"),
                         decimal_of(in, "congestion_coeff"), decimal_of(in, "congestion")});
    REQUIRE(haircut.ok());
    check_decimal(test, "haircut", haircut.value());
}

void run_risk_premium(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto premium = risk_premium(decimal_of(in, "expected_shortfall"), decimal_of(in, "cost_of_capital"),
                                      decimal_of(in, "lag_s"), 0);
    REQUIRE(premium.ok());
    check_decimal(test, "per_year", premium.value().per_year);
    check_decimal(test, "per_lag", premium.value().per_lag);
}

void run_gap_two_assets(const MarginCase& test) {
    const JsonReader in = test.in();
    const double rho = double_of(in, "rho");
    SimulationPlan plan{
        {{double_of(in, "S1"), 0, double_of(in, "vol1"), {}}, {double_of(in, "S2"), 0, double_of(in, "vol2"), {}}},
        CorrelationMatrix::make({{1, rho}, {rho, 1}}).value(),
        0,
        double_of(in, "T"),
        static_cast<std::uint32_t>(double_of(test.out(), "mc_paths")),
        1,
        1};
    const auto result =
        simulate_paths(plan, linear_account(double_of(in, "const"), {double_of(in, "k1"), double_of(in, "k2")}));
    REQUIRE(result.ok());
    check_double(test, "p", result.value().insolvent_at_end.value);
    // Mirrored paths estimate at least as well as the plain ones that the case was made with.
    CHECK(result.value().insolvent_at_end.standard_error <= double_of(test.out(), "mc_std_error"));
}

void check_moves(const MarginCase& test, const JsonReader& expected, const HistoricalShock& shock, bool low) {
    for (const char* asset : {"BTC", "ETH", "SOL", "ALT_MEDIAN", "USDe"}) {
        const auto move = move_in(shock, asset);
        CAPTURE(test.id, asset, low);
        const bool stated = has(expected, asset);
        CHECK(stated == (move.has_value() && (!low || move->to_low.has_value())));
        if (!stated || !move) continue;
        const Decimal got = low ? *move->to_low : move->to_close;
        const auto difference = settle(absolute(CheckedDecimal(got) - decimal_of(expected, asset)));
        REQUIRE(difference.ok());
        CHECK(difference.value() <= test.absolute_tolerance);
    }
}

void run_shock_preset(const MarginCase& test) {
    const auto found = historical_shock(test.id);
    REQUIRE(found.ok());
    const HistoricalShock& shock = found.value();
    check_moves(test, test.out().member("close").value(), shock, false);
    if (has(test.out(), "low")) check_moves(test, test.out().member("low").value(), shock, true);
    if (has(test.in(), "from_close")) {
        CHECK(shock.from == text_of(test.in(), "from_close"));
        CHECK(shock.to == text_of(test.in(), "to_close"));
        CHECK(shock.low == text_of(test.in(), "low_day"));
    }
    if (!has(test.out(), "lows_usd")) return;
    const JsonReader lows = test.out().member("lows_usd").value();
    for (const char* asset : {"BTC", "ETH", "SOL", "USDe"}) {
        const auto move = move_in(shock, asset);
        REQUIRE((move && move->low_price));
        CHECK(*move->low_price == decimal_of(lows, asset));
    }
}

}  // namespace

TEST_CASE("engine-stress vectors", "[stress][vectors]") {
    run_margin_vectors("engine-stress.json", {{"bridge_failure", run_bridge_failure},
                                              {"dynamic_haircut", run_dynamic_haircut},
                                              {"gap_terminal_two_asset", run_gap_two_assets},
                                              {"risk_premium", run_risk_premium}});
}

TEST_CASE("historical-shocks vectors", "[stress][vectors]") {
    run_margin_vectors("historical-shocks.json", {{"shock_preset", run_shock_preset}});
}

TEST_CASE("chain_failures", "[stress]") {
    SECTION("takes two chains at once") {
        const auto failures =
            chain_failures(std::vector<Decimal>{100, 50, 20}, -10, 60, LiquidationTrigger::below).value();
        REQUIRE(failures.pairs.size() == 3);
        CHECK(failures.pairs[0].first == 0);
        CHECK(failures.pairs[0].second == std::size_t{1});
        CHECK(failures.pairs[0].equity == Decimal(10));
        CHECK(failures.pairs[0].shortfall == Decimal(50));
        CHECK(failures.pairs[2].equity == Decimal(90));
        CHECK_FALSE(failures.pairs[2].liquidatable);
        // The first chain alone is not enough: 170 - 10 - 100 = 60 is not below 60.
        CHECK(failures.survives_any_single);
        CHECK_FALSE(failures.survives_any_pair);
    }
    SECTION("follows the venue's trigger") {
        const auto failures =
            chain_failures(std::vector<Decimal>{100, 50, 20}, -10, 60, LiquidationTrigger::at_or_below).value();
        CHECK(failures.singles[0].liquidatable);
        CHECK(failures.singles[0].shortfall == Decimal(0));
    }
    SECTION("has nothing to lose without chains") {
        CHECK(chain_failures({}, 5, 1, LiquidationTrigger::below).value().survives_any_single);
    }
    SECTION("refuses") {
        const Error many = error_of(chain_failures(std::vector<Decimal>(65), 0, 0, LiquidationTrigger::below));
        CHECK(many.code == ErrorCode::too_many_items);
        CHECK(many.where == "counted");
        CHECK(error_of(chain_failures(std::vector<Decimal>{decimal_max, 1}, 0, 0, LiquidationTrigger::below)).code ==
              ErrorCode::decimal_overflow);
    }
}
