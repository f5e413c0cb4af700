#include "core/risk/gap_risk.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/pricing/band_exit.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using clearmargin::tests::error_of;

namespace {

Diffusion diffusion_of(const JsonReader& in) { return {double_of(in, "mu"), double_of(in, "vol"), double_of(in, "T")}; }

void run_first_passage(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto p = first_passage_probability(double_of(in, "S"), double_of(in, "B"), diffusion_of(in));
    REQUIRE(p.ok());
    check_double(test, "p", p.value());
}

void run_one_touch(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto value =
        one_touch_at_expiry(double_of(in, "S"), double_of(in, "B"), double_of(in, "cash"), double_of(in, "r"),
                            double_of(in, "q"), double_of(in, "vol"), double_of(in, "T"));
    REQUIRE(value.ok());
    const bool knock_in = in.member("knock_in").value().boolean().value();
    check_double(test, "price", knock_in ? value.value().touched : value.value().untouched);
}

void run_two_sided(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto p = band_exit_probability(double_of(in, "S"), double_of(in, "L"), double_of(in, "U"), diffusion_of(in));
    REQUIRE(p.ok());
    check_double(test, "p", p.value());
}

void run_quantile(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto side = text_of(in, "side") == "down" ? PriceSide::down : PriceSide::up;
    const auto barrier = first_passage_quantile(double_of(in, "alpha"), side, diffusion_of(in));
    REQUIRE(barrier.ok());
    check_double(test, "log_barrier", barrier.value());
}

void run_discrete(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto looks = static_cast<std::uint32_t>(double_of(in, "monitor_steps"));
    const auto barrier = barrier_looked_at(double_of(in, "S"), double_of(in, "B"), diffusion_of(in), looks);
    REQUIRE(barrier.ok());
    check_double(test, "shifted_barrier", barrier.value());
    check_double(test, "p", first_passage_probability(double_of(in, "S"), barrier.value(), diffusion_of(in)).value());
}

void run_shortfall(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto gap =
        gap_shortfall(double_of(in, "S"), double_of(in, "bankruptcy"), double_of(in, "slope"), diffusion_of(in));
    REQUIRE(gap.ok());
    REQUIRE(gap.value().mean_deficit.has_value());
    check_double(test, "expected_deficit", gap.value().expected_deficit);
    check_double(test, "p_insolvent_at_T", gap.value().insolvent_at_end);
    check_double(test, "cvar_deficit", *gap.value().mean_deficit);
    check_double(test, "p_touch", gap.value().insolvent_on_the_way);
}

const Diffusion hour{0, 0.8, 1.0 / 8760};

}  // namespace

TEST_CASE("math-barrier vectors", "[risk][vectors]") {
    run_margin_vectors("math-barrier.json", {{"first_passage_gbm", run_first_passage},
                                             {"onetouch_cash_at_expiry", run_one_touch},
                                             {"first_passage_two_sided", run_two_sided},
                                             {"first_passage_quantile", run_quantile},
                                             {"first_passage_discrete_bgk", run_discrete},
                                             {"gap_shortfall", run_shortfall}});
}

TEST_CASE("gap_shortfall", "[risk]") {
    SECTION("of a short account lies above") {
        const GapShortfall gap = gap_shortfall(100, 102, -10, hour).value();
        CHECK(gap.expected_deficit > 0);
        CHECK(gap.insolvent_at_end < 0.5);
        CHECK(gap.insolvent_on_the_way == first_passage_probability(100, 102, hour).value());
        CHECK(*gap.mean_deficit == gap.expected_deficit / gap.insolvent_at_end);
    }
    SECTION("of an account that is under water now") {
        const GapShortfall gap = gap_shortfall(100, 102, 10, hour).value();
        CHECK(gap.insolvent_on_the_way == 1);
        CHECK(gap.expected_deficit >= 20);
    }
    SECTION("names no mean deficit where nothing can happen") {
        const GapShortfall gap = gap_shortfall(100, 90, 10, {0, 0, 1}).value();
        CHECK(gap.expected_deficit == 0);
        CHECK(gap.insolvent_at_end == 0);
        CHECK_FALSE(gap.mean_deficit.has_value());
    }
    SECTION("follows the drift alone without volatility") {
        const GapShortfall gap = gap_shortfall(100, 90, 10, {-0.5, 0, 1}).value();
        CHECK(gap.insolvent_at_end == 1);
        CHECK(gap.expected_deficit == Approx(10 * (90 - 100 * std::exp(-0.5))));
    }
    SECTION("refuses") {
        CHECK(error_of(gap_shortfall(0, 90, 1, hour)).code == ErrorCode::price_not_positive);
        CHECK(error_of(gap_shortfall(100, 0, 1, hour)).where == "bankruptcy");
        CHECK(error_of(gap_shortfall(100, 90, 0, hour)).where == "slope");
        CHECK(error_of(gap_shortfall(100, 90, std::numeric_limits<double>::quiet_NaN(), hour)).where == "slope");
        CHECK(error_of(gap_shortfall(100, 90, 1, {0, 1, -1})).where == "years");
    }
}

TEST_CASE("gap_risk", "[risk]") {
    const GapRisk risk = gap_risk({100, 95, 93}, hour, 1.0 / 365).value();
    SECTION("tells the three apart") {
        CHECK(risk.trigger == first_passage_probability(100, 95, {0, 0.8, 1.0 / 365}).value());
        CHECK(risk.insolvent_now == first_passage_probability(100, 93, hour).value());
        CHECK(risk.gap == first_passage_probability(95, 93, hour).value());
        CHECK(risk.gap > risk.insolvent_now);
    }
    SECTION("is 0 without a liquidation price, and in part without a bankruptcy price") {
        const GapRisk none = gap_risk({100, std::nullopt, 93}, hour, 1).value();
        CHECK((none.trigger == 0 && none.insolvent_now == 0 && none.gap == 0));
        const GapRisk part = gap_risk({100, 95, std::nullopt}, hour, 1).value();
        CHECK(part.trigger > 0);
        CHECK(part.gap == 0);
    }
    SECTION("goes to 0 with the lag") { CHECK(gap_risk({100, 95, 93}, {0, 0.8, 1e-12}, 1).value().gap == 0); }
    SECTION("refuses") {
        CHECK(error_of(gap_risk({0, 95, 93}, hour, 1)).where == "spot");
        CHECK(error_of(gap_risk({100, 0, 93}, hour, 1)).where == "liquidation");
        CHECK(error_of(gap_risk({100, 95, -1}, hour, 1)).where == "bankruptcy");
        CHECK(error_of(gap_risk({100, 95, 93}, hour, -1)).where == "horizon_years");
        CHECK(error_of(gap_risk({100, 95, 93}, {0, 51, 1}, 1)).where == "volatility");
    }
}

TEST_CASE("gap_buffer", "[risk]") {
    SECTION("puts the liquidation where the gap has the probability asked for") {
        for (const double slope : {2.0, -2.0}) {
            CAPTURE(slope);
            const GapBuffer buffer = gap_buffer(91, 90, slope, 10, 0.001, hour).value();
            CHECK(first_passage_probability(buffer.liquidation_price, 90, hour).value() == Approx(0.001).epsilon(1e-9));
        }
    }
    SECTION("asks for what is missing, and for nothing where nothing is") {
        const GapBuffer buffer = gap_buffer(90.5, 90, 2, 10, 0.001, hour).value();
        CHECK(buffer.add_on == Approx(2 * (buffer.liquidation_price - 90.5) / 10));
        CHECK(gap_buffer(99, 90, 2, 10, 0.001, hour).value().add_on == 0);
    }
    SECTION("refuses") {
        CHECK(error_of(gap_buffer(0, 90, 2, 10, 0.1, hour)).where == "liquidation");
        CHECK(error_of(gap_buffer(91, 0, 2, 10, 0.1, hour)).where == "bankruptcy");
        CHECK(error_of(gap_buffer(91, 90, 0, 10, 0.1, hour)).where == "slope");
        CHECK(error_of(gap_buffer(91, 90, 2, 0, 0.1, hour)).where == "maintenance_margin");
        CHECK(error_of(gap_buffer(91, 90, 2, 10, 1, hour)).where == "alpha");
    }
}

TEST_CASE("mean_return_given_fall", "[risk]") {
    CHECK(mean_return_given_fall(1, 0.04, 0.01).value() == Approx(-0.04 * 2.665214220345806).epsilon(1e-9));
    CHECK(mean_return_given_fall(0, 0.04, 0.01).value() == 0);
    CHECK(mean_return_given_fall(-0.5, 0.04, 0.01).value() > 0);
    CHECK(error_of(mean_return_given_fall(1.1, 0.04, 0.01)).where == "correlation");
    CHECK(error_of(mean_return_given_fall(1, -0.04, 0.01)).where == "deviation");
    CHECK(error_of(mean_return_given_fall(1, 0.04, 0)).where == "share");
}
