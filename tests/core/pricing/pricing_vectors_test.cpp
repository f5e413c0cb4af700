#include <catch2/catch.hpp>
#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/normal.hpp"
#include "core/pricing/option_price.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

/// Checks those members of `out` that the case states.
void check_given(const MarginCase& test, std::initializer_list<std::pair<const char*, double>> got) {
    for (const auto& [name, value] : got) {
        if (has(test.out(), name)) check_double(test, name, value);
    }
}

OptionRight right_of(const JsonReader& in) {
    return in.member("call").value().boolean().value() ? OptionRight::call : OptionRight::put;
}

void run_norm_cdf(const MarginCase& test) {
    const double x = double_of(test.in(), "x");
    check_given(test, {{"cdf", norm_cdf(x)}, {"pdf", norm_pdf(x)}, {"sf", norm_cdf(-x)}});
}

void run_norm_quantile(const MarginCase& test) {
    const std::string text = text_of(test.in(), "p");
    const double p = double_from_text(text);
    // Near the middle p as a double says too little: the distance is taken from the decimal.
    const bool middle = std::fabs(p - 0.5) < 0.2;
    const double distance =
        middle ? static_cast<double>((decimal_from_text(text).units() - Decimal::one_units / 2)) * 1e-18 : 0;
    check_double(test, "x", middle ? norm_quantile_from_middle(distance) : norm_quantile(p));
}

void run_bivariate(const MarginCase& test) {
    const JsonReader in = test.in();
    check_double(test, "p", bivariate_norm_cdf(double_of(in, "a"), double_of(in, "b"), double_of(in, "rho")));
}

void run_bsm(const MarginCase& test) {
    const JsonReader in = test.in();
    const BsmGreeks greeks =
        black_scholes_merton({right_of(in), double_of(in, "S"), double_of(in, "K"), double_of(in, "T"),
                              double_of(in, "vol"), double_of(in, "r"), double_of(in, "q")});
    check_given(test, {{"price", greeks.price},
                       {"delta", greeks.delta},
                       {"gamma", greeks.gamma},
                       {"vega", greeks.vega},
                       {"theta", greeks.theta},
                       {"rho", greeks.rho},
                       {"rho_q", greeks.rho_yield}});
}

Black76Input black76_input(const JsonReader& in) {
    return {right_of(in),       double_of(in, "F"),      double_of(in, "K"),
            double_of(in, "T"), double_of(in, "vol", 0), double_of(in, "df", 1)};
}

void run_black76(const MarginCase& test) {
    const Black76Greeks greeks = black76(black76_input(test.in()));
    check_given(test, {{"price", greeks.price},
                       {"delta", greeks.delta},
                       {"gamma", greeks.gamma},
                       {"vega", greeks.vega},
                       {"theta", greeks.theta},
                       {"vanna", greeks.vanna},
                       {"volga", greeks.volga},
                       {"rho", greeks.rho}});
    CHECK(black76_price(black76_input(test.in())) == greeks.price);
}

void run_inverse_option(const MarginCase& test) {
    const InverseOption option = inverse_option(black76_input(test.in()), double_of(test.in(), "S"));
    check_given(test, {{"price_coin", option.price_coin},
                       {"price_usd", option.price_usd},
                       {"delta_bs", option.delta},
                       {"delta_premium_adjusted", option.delta_premium_adjusted}});
}

void run_implied_vol(const MarginCase& test) {
    const auto volatility = implied_volatility(black76_input(test.in()), double_of(test.in(), "price"));
    REQUIRE(volatility.ok());
    check_double(test, "vol", volatility.value());
}

void run_svi(const MarginCase& test) {
    const JsonReader in = test.in();
    const double w = svi_total_variance(
        {double_of(in, "a"), double_of(in, "b"), double_of(in, "rho"), double_of(in, "m"), double_of(in, "sigma")},
        double_of(in, "k"));
    check_given(test, {{"w", w}, {"vol", std::sqrt(w / double_of(in, "T"))}});
}

}  // namespace

TEST_CASE("math-normal vectors", "[pricing][vectors]") {
    run_margin_vectors(
        "math-normal.json",
        {{"norm_cdf", run_norm_cdf}, {"norm_quantile", run_norm_quantile}, {"bivariate_norm_cdf", run_bivariate}});
}

TEST_CASE("math-options vectors", "[pricing][vectors]") {
    run_margin_vectors("math-options.json", {{"bsm", run_bsm},
                                             {"black76", run_black76},
                                             {"inverse_option", run_inverse_option},
                                             {"implied_vol", run_implied_vol},
                                             {"svi_total_variance", run_svi}});
}

TEST_CASE("elementary functions", "[pricing]") {
    SECTION("stay within a few units in the last place of the platform's own") {
        for (double x = -700; x < 700; x += 0.37) {
            CAPTURE(x);
            CHECK(std::fabs(exp_of(x) / std::exp(x) - 1) < 4.5e-16);
        }
        for (double x = 1e-300; x < 1e300; x *= 1.83) {
            CAPTURE(x);
            CHECK(std::fabs(log_of(x) - std::log(x)) <= 4.5e-16 * std::fabs(std::log(x)));
        }
    }
    SECTION("hold at the ends") {
        CHECK(exp_of(-800) == 0);
        CHECK(std::isinf(exp_of(710)));
        CHECK(exp_of(0) == 1);
        CHECK(log_of(1) == 0);
        CHECK(std::isinf(log_of(0)));
        CHECK(std::isnan(log_of(-1)));
        CHECK(std::fabs(exp_minus_one(1e-12) - 1.0000000000005e-12) < 1e-27);
    }
}
