#include "core/risk/path_simulation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/risk/gap_risk.hpp"
#include "core/risk/value_at_risk.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

SimulationPlan one_asset() {
    return {{{100, 0, 0.8, {}}}, CorrelationMatrix::independent(1), 0, 1.0 / 365, 32'768, 32, 42};
}

bool holds(const Estimate& estimate, double truth) {
    return std::fabs(estimate.value - truth) <= 4 * estimate.standard_error + 1e-12;
}

}  // namespace

TEST_CASE("simulate_paths", "[risk]") {
    const SimulationPlan plan = one_asset();
    const SimulatedAccount account = linear_account(-950, {10});
    const SimulationResult result = simulate_paths(plan, account).value();

    SECTION("lands where the closed forms are") {
        const GapShortfall exact = gap_shortfall(100, 95, 10, {0, 0.8, 1.0 / 365}).value();
        CHECK(holds(result.insolvent_at_end, exact.insolvent_at_end));
        CHECK(holds(result.deficit_at_end, exact.expected_deficit));
        // The shift of the barrier leaves an error of its own, of higher order in the step.
        CHECK(std::fabs(result.insolvent_on_the_way.value - exact.insolvent_on_the_way) <=
              4 * result.insolvent_on_the_way.standard_error + 0.002);
        CHECK(result.insolvent_on_the_way.value > result.insolvent_at_end.value);
    }
    SECTION("says what it did") {
        CHECK(result.paths == 32'768);
        CHECK(result.steps == 32);
        CHECK(result.seed == 42);
        CHECK(result.losses.size() == 32'768);
        CHECK(result.insolvent_at_end.low < result.insolvent_at_end.value);
        CHECK(result.insolvent_at_end.high - result.insolvent_at_end.low ==
              Approx(2 * 1.959963984540054 * result.insolvent_at_end.standard_error));
    }
    SECTION("gives the same bits for a seed, and others for another") {
        SimulationPlan other = plan;
        other.paths = 1000;
        const auto first = simulate_paths(other, account).value();
        CHECK(first.losses == simulate_paths(other, account).value().losses);
        CHECK(std::equal(first.losses.begin(), first.losses.end(), result.losses.begin()));
        other.seed = 43;
        CHECK(first.losses != simulate_paths(other, account).value().losses);
        // A pinned number: every platform has to give it.
        CHECK(result.losses[0] == 0x1.3ee7c812857p+2);
    }
    SECTION("has the value at risk of the closed form") {
        const auto loss =
            historical_tail_loss(result.losses, Decimal::from_units(Decimal::one_units / 100 * 99)).value().loss;
        const double exact = 10 * (100 - 100 * std::exp(-2.3263478740408408 * 0.8 / std::sqrt(365.0) - 0.32 / 365));
        CHECK(loss.value_at_risk == Approx(exact).epsilon(0.03));
    }
    SECTION("keeps the mean where prices jump, whether one by one or together") {
        for (const double common : {0.0, 0.5, 1.0}) {
            CAPTURE(common);
            SimulationPlan jumping = plan;
            jumping.assets = {{100, 0, 0.5, {50, -0.05, 0.05}}, {10, 0, 0.5, {20, 0.02, 0.1}}};
            jumping.correlation = CorrelationMatrix::make({{1, 0.6}, {0.6, 1}}).value();
            jumping.common_jump = common;
            jumping.years = 0.1;
            jumping.steps = 8;
            const auto jumped = simulate_paths(jumping, linear_account(0, {1, 10})).value();
            double sum = 0;
            double squares = 0;
            for (const double loss : jumped.losses) {
                sum += loss;
                squares += loss * loss;
            }
            const double n = static_cast<double>(jumped.losses.size());
            CHECK(std::fabs(sum / n) < 4 * std::sqrt(squares / n / n));
        }
    }
    SECTION("has deeper tails where all jump together") {
        SimulationPlan jumping = plan;
        jumping.assets = {{100, 0, 0.3, {20, -0.2, 0.02}}, {100, 0, 0.3, {20, -0.2, 0.02}}};
        jumping.correlation = CorrelationMatrix::independent(2);
        const auto sum = linear_account(-160, {1, 1});
        const auto apart = simulate_paths(jumping, sum).value();
        jumping.common_jump = 1;
        const auto together = simulate_paths(jumping, sum).value();
        CHECK(together.insolvent_at_end.value > 2 * apart.insolvent_at_end.value);
    }
    SECTION("counts an account that is under water now") {
        const auto under_water = simulate_paths(plan, linear_account(-1001, {10})).value();
        CHECK(under_water.insolvent_on_the_way.value == 1);
    }
    SECTION("revalues in full") {
        SimulatedAccount short_gamma;
        short_gamma.equity = [](std::span<const double> prices) { return 100 - (prices[0] - 100) * (prices[0] - 100); };
        short_gamma.slopes = [](std::span<const double> prices, std::span<double> out) {
            out[0] = -2 * (prices[0] - 100);
        };
        const auto both_sides = simulate_paths(plan, short_gamma).value();
        CHECK(both_sides.insolvent_at_end.value > 0.01);
        CHECK(both_sides.insolvent_on_the_way.value > both_sides.insolvent_at_end.value);
    }
}

TEST_CASE("simulate_paths refuses", "[risk]") {
    const auto refused = [](const SimulationPlan& plan, ErrorCode code) {
        const Error error = error_of(simulate_paths(plan, linear_account(0, {1})));
        CHECK(error.code == code);
        return error.where;
    };
    SimulationPlan plan = one_asset();
    plan.paths = 100;
    REQUIRE(simulate_paths(plan, linear_account(0, {1})).ok());

    SECTION("assets") {
        plan.assets[0].price = 0;
        CHECK(refused(plan, ErrorCode::price_not_positive) == "assets[0].price");
        plan = one_asset();
        plan.assets[0].drift = std::numeric_limits<double>::quiet_NaN();
        CHECK(refused(plan, ErrorCode::out_of_range) == "assets[0].drift");
        plan = one_asset();
        plan.assets[0].volatility = 51;
        CHECK(refused(plan, ErrorCode::out_of_range) == "assets[0].volatility");
        plan = one_asset();
        plan.assets[0].jumps.per_year = -1;
        CHECK(refused(plan, ErrorCode::out_of_range) == "assets[0].jumps.per_year");
    }
    SECTION("a correlation of another size") {
        plan.correlation = CorrelationMatrix::independent(2);
        CHECK(refused(plan, ErrorCode::bad_correlation_shape) == "correlation");
    }
    SECTION("how finely") {
        plan.common_jump = 1.5;
        CHECK(refused(plan, ErrorCode::out_of_range) == "common_jump");
        plan = one_asset();
        plan.years = -1;
        CHECK(refused(plan, ErrorCode::out_of_range) == "assets[0].years");
        plan = one_asset();
        plan.steps = 0;
        CHECK(refused(plan, ErrorCode::out_of_range) == "steps");
        plan = one_asset();
        plan.paths = 101;
        CHECK(refused(plan, ErrorCode::out_of_range) == "paths");
        plan.paths = 2;
        CHECK(refused(plan, ErrorCode::out_of_range) == "paths");
        plan.paths = 4'000'002;
        plan.steps = 1;
        CHECK(refused(plan, ErrorCode::too_many_items) == "paths");
    }
    SECTION("an equity that is no number") {
        SimulatedAccount account = linear_account(0, {1});
        account.equity = [](std::span<const double>) { return std::numeric_limits<double>::quiet_NaN(); };
        CHECK(error_of(simulate_paths(plan, account)).code == ErrorCode::bad_series);
    }
}
