#include "core/risk/volatility_estimate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/risk/returns.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using clearmargin::tests::error_of;

namespace {

std::vector<double> returns_of(const JsonReader& in, std::string_view name) {
    const auto returns = log_returns(doubles_of(in, name));
    REQUIRE(returns.ok());
    return returns.value();
}

Garch11 garch_of(const JsonReader& in) {
    return {double_of(in, "omega"), double_of(in, "alpha"), double_of(in, "beta")};
}

void run_ewma(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto variance = ewma_variance(returns_of(in, "closes"), double_of(in, "lambda"),
                                        static_cast<std::size_t>(double_of(in, "init")));
    REQUIRE(variance.ok());
    check_double(test, "daily_variance", variance.value());
    check_double(test, "annual_vol", annual_volatility(variance.value(), double_of(in, "periods_per_year")));
}

void run_garch_path(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto path = garch11_path(garch_of(in), double_of(in, "v0"), doubles_of(in, "returns"));
    REQUIRE(path.ok());
    const auto expected = test.out().member("vol").value().elements(100).value();
    REQUIRE(expected.size() == path.value().size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        check_double(test, std::string(expected[i].string().value()), "vol", std::sqrt(path.value()[i]));
    }
}

void run_garch_forecast(const MarginCase& test) {
    const JsonReader in = test.in();
    const Garch11 params = garch_of(in);
    const auto path = garch11_path(params, double_of(in, "v0"), returns_of(in, "closes"));
    REQUIRE(path.ok());
    const double next = path.value().back();
    check_double(test, "next_variance", next);
    check_double(test, "long_run_variance", garch11_long_run_variance(params).value());
    const auto horizons = doubles_of(in, "horizons");
    const auto expected = test.out().member("cumulative_variance").value().elements(100).value();
    REQUIRE(expected.size() == horizons.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto cumulative = garch11_cumulative_variance(params, next, static_cast<std::size_t>(horizons[i]));
        REQUIRE(cumulative.ok());
        check_double(test, std::string(expected[i].string().value()), "cumulative_variance", cumulative.value());
    }
}

void run_realised(const MarginCase& test) {
    const auto variance = realised_variance(returns_of(test.in(), "closes"));
    REQUIRE(variance.ok());
    check_double(test, "daily", std::sqrt(variance.value()));
    check_double(test, "annual", annual_volatility(variance.value(), double_of(test.in(), "periods_per_year")));
}

void run_correlation(const MarginCase& test) {
    const auto relation = relation_of_returns(returns_of(test.in(), "x"), returns_of(test.in(), "y"));
    REQUIRE(relation.ok());
    check_double(test, "rho", relation.value().correlation);
    check_double(test, "beta_y_on_x", relation.value().beta);
}

template <class T>
std::string refused(const Result<T>& result, ErrorCode code) {
    const Error error = error_of(result);
    CHECK(error.code == code);
    return error.where;
}

}  // namespace

TEST_CASE("math-vol vectors", "[risk][vectors]") {
    run_margin_vectors("math-vol.json", {{"ewma_vol", run_ewma},
                                         {"garch11_path", run_garch_path},
                                         {"garch11_forecast", run_garch_forecast},
                                         {"realised_vol", run_realised},
                                         {"correlation_beta", run_correlation}});
}

TEST_CASE("returns", "[risk]") {
    using enum ErrorCode;
    CHECK(simple_returns(std::vector<double>{10, 11}).value().front() == Approx(0.1));
    CHECK(log_returns(std::vector<double>{10, 11}).value().front() == Approx(std::log(1.1)));
    CHECK(refused(log_returns(std::vector<double>{10}), bad_series) == "closes");
    CHECK(refused(log_returns(std::vector<double>{10, std::numeric_limits<double>::quiet_NaN()}), bad_series) ==
          "closes[1]");
    CHECK(refused(simple_returns(std::vector<double>{10, 0}), price_not_positive) == "closes[1]");
}

TEST_CASE("volatility estimates refuse", "[risk]") {
    using enum ErrorCode;
    const std::vector<double> returns{0.01, -0.02, 0.03};
    CHECK(refused(ewma_variance({}, 0.94), bad_series) == "returns");
    CHECK(refused(ewma_variance(returns, 0.94, 4), bad_series) == "returns");
    CHECK(refused(ewma_variance(std::vector<double>{0.01, std::numeric_limits<double>::infinity()}, 0.94),
                  bad_series) == "returns[1]");
    CHECK(refused(ewma_variance(returns, 1.1), out_of_range) == "lambda");
    CHECK(refused(realised_variance(std::vector<double>{0.1}), bad_series) == "returns");
    CHECK(refused(garch11_path({-1, 0, 0}, 0, returns), out_of_range) == "omega");
    CHECK(refused(garch11_path({0, -1, 0}, 0, returns), out_of_range) == "alpha");
    CHECK(refused(garch11_path({0, 0, std::numeric_limits<double>::quiet_NaN()}, 0, returns), out_of_range) == "beta");
    CHECK(refused(garch11_path({0, 0, 0}, -1, returns), out_of_range) == "initial");
    CHECK(refused(garch11_path({0, 0, 0}, 0, {}), bad_series) == "returns");
    CHECK(refused(garch11_long_run_variance({0.1, 0.5, 0.5}), out_of_range) == "beta");
    CHECK(refused(garch11_cumulative_variance({0.1, 0.6, 0.5}, 0.1, 3), out_of_range) == "beta");
    CHECK(refused(garch11_cumulative_variance({0.1, 0.1, 0.5}, -0.1, 3), out_of_range) == "next");
    CHECK(refused(relation_of_returns(returns, std::vector<double>{0.1, 0.2}), bad_series) == "second");
    CHECK(refused(relation_of_returns(std::vector<double>{0.1}, returns), bad_series) == "first");
    CHECK(refused(relation_of_returns(std::vector<double>{0.5, 0.5, 0.5}, returns), bad_series) == "first");
    CHECK(refused(relation_of_returns(returns, std::vector<double>{0.5, 0.5, 0.5}), bad_series) == "second");
}
