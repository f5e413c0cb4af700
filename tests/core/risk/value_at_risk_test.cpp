#include "core/risk/value_at_risk.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/core/margin/margin_vectors.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;
using clearmargin::tests::error_of;

namespace {

void check_tail(const MarginCase& test, const TailLoss& loss) {
    check_double(test, "var", loss.value_at_risk);
    check_double(test, "es", loss.expected_shortfall);
}

void run_parametric(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto loss = normal_tail_loss(double_of(in, "value"), {double_of(in, "mu"), double_of(in, "sigma")},
                                       double_of(in, "T"), double_of(in, "confidence"));
    REQUIRE(loss.ok());
    check_tail(test, loss.value());
}

void run_student_t(const MarginCase& test) {
    const JsonReader in = test.in();
    const double nu = double_of(in, "nu");
    const double sigma = double_of(in, "sigma");
    const auto loss = student_t_tail_loss(double_of(in, "value"), sigma, nu, double_of(in, "confidence"));
    REQUIRE(loss.ok());
    check_tail(test, loss.value());
    check_double(test, "t_quantile",
                 loss.value().value_at_risk / (double_of(in, "value") * sigma * std::sqrt((nu - 2) / nu)));
}

void run_historical(const MarginCase& test) {
    const auto loss = historical_tail_loss(doubles_of(test.in(), "losses"), decimal_of(test.in(), "confidence"));
    REQUIRE(loss.ok());
    check_tail(test, loss.value().loss);
}

void run_historical_portfolio(const MarginCase& test) {
    const JsonReader closes = test.in().member("closes").value();
    const JsonReader exposures = test.in().member("exposures").value();
    std::vector<double> held;
    std::vector<std::vector<double>> series;
    for (const char* asset : {"BTC", "ETH"}) {
        if (!has(exposures, asset)) continue;
        held.push_back(double_of(exposures, asset));
        series.push_back(doubles_of(closes, asset));
    }
    const auto losses = historical_losses(held, series);
    REQUIRE(losses.ok());
    check_double(test, "observations", static_cast<double>(losses.value().size()));
    const auto loss = historical_tail_loss(losses.value(), decimal_of(test.in(), "confidence"));
    REQUIRE(loss.ok());
    check_tail(test, loss.value().loss);
}

void run_delta_normal(const MarginCase& test) {
    const JsonReader in = test.in();
    std::vector<std::vector<double>> rows;
    for (const JsonReader& row : in.member("corr").value().elements(100).value()) {
        rows.emplace_back();
        for (const JsonReader& entry : row.elements(100).value()) {
            rows.back().push_back(double_from_text(entry.string().value()));
        }
    }
    const auto correlation = CorrelationMatrix::make(rows);
    REQUIRE(correlation.ok());
    const auto loss = delta_normal_loss(doubles_of(in, "exposures"), doubles_of(in, "annual_vols"), correlation.value(),
                                        double_of(in, "days"), double_of(in, "confidence"));
    REQUIRE(loss.ok());
    check_tail(test, loss.value().loss);
    const auto expected = test.out().member("component_var").value().elements(100).value();
    REQUIRE(expected.size() == loss.value().components.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        check_double(test, std::string(expected[i].string().value()), "component_var", loss.value().components[i]);
    }
}

void run_cornish_fisher(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto z =
        cornish_fisher_quantile(double_of(in, "skew"), double_of(in, "excess_kurtosis"), double_of(in, "confidence"));
    REQUIRE(z.ok());
    check_double(test, "z", z.value());
}

template <class T>
std::string refused(const Result<T>& result, ErrorCode code = ErrorCode::out_of_range) {
    const Error error = error_of(result);
    CHECK(error.code == code);
    return error.where;
}

Decimal hundredths(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 100)); }

}  // namespace

TEST_CASE("math-var vectors", "[risk][vectors]") {
    run_margin_vectors("math-var.json", {{"parametric_var", run_parametric},
                                         {"student_t_var", run_student_t},
                                         {"historical_var", run_historical},
                                         {"historical_var_portfolio", run_historical_portfolio},
                                         {"delta_normal_var", run_delta_normal},
                                         {"cornish_fisher", run_cornish_fisher}});
}

TEST_CASE("tail losses of a distribution", "[risk]") {
    SECTION("are those of a short too") {
        CHECK(normal_tail_loss(-100, {0, 0.04}, 1, 0.99).value().value_at_risk ==
              normal_tail_loss(100, {0, 0.04}, 1, 0.99).value().value_at_risk);
        CHECK(normal_tail_loss(-100, {0.01, 0.04}, 1, 0.99).value().value_at_risk >
              normal_tail_loss(100, {0.01, 0.04}, 1, 0.99).value().value_at_risk);
    }
    SECTION("are Cornish and Fisher's without skew and kurtosis") {
        CHECK(cornish_fisher_quantile(0, 0, 0.99).value() == Approx(-2.3263478740408408).epsilon(1e-13));
    }
    SECTION("refuse") {
        CHECK(refused(normal_tail_loss(std::numeric_limits<double>::quiet_NaN(), {0, 1}, 1, 0.99)) == "value");
        CHECK(refused(normal_tail_loss(1, {std::numeric_limits<double>::quiet_NaN(), 1}, 1, 0.99)) == "mean");
        CHECK(refused(normal_tail_loss(1, {0, -1}, 1, 0.99)) == "deviation");
        CHECK(refused(normal_tail_loss(1, {0, 1}, -1, 0.99)) == "periods");
        CHECK(refused(normal_tail_loss(1, {0, 1}, 1, 0.5)) == "confidence");
        CHECK(refused(normal_tail_loss(1, {0, 1}, 1, 1)) == "confidence");
        CHECK(refused(student_t_tail_loss(std::numeric_limits<double>::quiet_NaN(), 1, 4, 0.99)) == "value");
        CHECK(refused(student_t_tail_loss(1, -1, 4, 0.99)) == "deviation");
        CHECK(refused(student_t_tail_loss(1, 1, 2, 0.99)) == "freedom");
        CHECK(refused(student_t_tail_loss(1, 1, std::numeric_limits<double>::quiet_NaN(), 0.99)) == "freedom");
        CHECK(refused(student_t_tail_loss(1, 1, 1e7, 0.99)) == "freedom");
        CHECK(refused(student_t_tail_loss(1, 1, 4, 0.3)) == "confidence");
        CHECK(refused(cornish_fisher_quantile(std::numeric_limits<double>::quiet_NaN(), 0, 0.99)) == "skew");
        CHECK(refused(cornish_fisher_quantile(0, std::numeric_limits<double>::quiet_NaN(), 0.99)) == "excess_kurtosis");
        CHECK(refused(cornish_fisher_quantile(0, 0, 1)) == "confidence");
    }
}

TEST_CASE("historical_tail_loss", "[risk]") {
    std::vector<double> losses(20);
    for (std::size_t i = 0; i < losses.size(); ++i) losses[i] = static_cast<double>(i);
    SECTION("counts its tail exactly") {
        // In binary (1 - 0.95) x 20 is above 1, and the second largest would be taken.
        const auto loss = historical_tail_loss(losses, hundredths(95)).value();
        CHECK(loss.tail_observations == Decimal(1));
        CHECK(loss.loss.value_at_risk == 19);
        CHECK(loss.loss.expected_shortfall == 19);
    }
    SECTION("says when the history is too short for more than its worst loss") {
        const auto loss = historical_tail_loss(losses, hundredths(99)).value();
        CHECK(loss.tail_observations < Decimal(1));
        CHECK(loss.loss.value_at_risk == 19);
    }
    SECTION("refuses") {
        CHECK(refused(historical_tail_loss(std::vector<double>{1}, hundredths(95)), ErrorCode::bad_series) == "losses");
        losses[3] = std::numeric_limits<double>::infinity();
        CHECK(refused(historical_tail_loss(losses, hundredths(95)), ErrorCode::bad_series) == "losses[3]");
        losses[3] = 3;
        CHECK(refused(historical_tail_loss(losses, hundredths(50))) == "confidence");
        CHECK(refused(historical_tail_loss(losses, 1)) == "confidence");
    }
}

TEST_CASE("historical_losses", "[risk]") {
    const std::vector<double> exposures{100, -50};
    const std::vector<std::vector<double>> closes{{10, 11, 9.9}, {4, 4, 5}};
    SECTION("adds up what each position lost") {
        const auto losses = historical_losses(exposures, closes).value();
        REQUIRE(losses.size() == 2);
        CHECK(losses[0] == Approx(-10));
        CHECK(losses[1] == Approx(10 + 12.5));
    }
    SECTION("refuses") {
        CHECK(refused(historical_losses(std::vector<double>{1}, closes), ErrorCode::bad_series) == "closes");
        CHECK(refused(historical_losses(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}, closes)) ==
              "exposures[1]");
        CHECK(refused(historical_losses(exposures, std::vector<std::vector<double>>{{1, 2}, {1, 2, 3}}),
                      ErrorCode::bad_series) == "closes[1]");
        CHECK(refused(historical_losses(exposures, std::vector<std::vector<double>>{{1}, {1}}),
                      ErrorCode::bad_series) == "closes[0].closes");
        CHECK(refused(historical_losses(exposures, std::vector<std::vector<double>>{{1, 0}, {1, 2}}),
                      ErrorCode::price_not_positive) == "closes[0].closes[1]");
    }
}

TEST_CASE("delta_normal_loss", "[risk]") {
    const std::vector<double> exposures{60'000, -40'000};
    const std::vector<double> volatilities{0.6, 0.8};
    const auto correlation = CorrelationMatrix::make({{1, 0.85}, {0.85, 1}}).value();
    SECTION("has components that add up to it") {
        const auto loss = delta_normal_loss(exposures, volatilities, correlation, 1, 0.99).value();
        CHECK(loss.components[0] + loss.components[1] == Approx(loss.loss.value_at_risk).epsilon(1e-12));
    }
    SECTION("has none where nothing moves") {
        const auto loss = delta_normal_loss(std::vector<double>{0, 0}, volatilities, correlation, 1, 0.99).value();
        CHECK(loss.loss.value_at_risk == 0);
        CHECK(loss.components == std::vector<double>{0, 0});
    }
    SECTION("refuses") {
        CHECK(refused(delta_normal_loss(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}, volatilities,
                                        correlation, 1, 0.99)) == "exposures[1]");
        CHECK(refused(delta_normal_loss(exposures, std::vector<double>{1}, correlation, 1, 0.99),
                      ErrorCode::bad_correlation_shape) == "volatilities");
        CHECK(refused(delta_normal_loss(exposures, std::vector<double>{1, 51}, correlation, 1, 0.99)) ==
              "volatilities[1]");
        CHECK(refused(delta_normal_loss(exposures, volatilities, CorrelationMatrix::independent(3), 1, 0.99),
                      ErrorCode::bad_correlation_shape) == "correlation");
        CHECK(refused(delta_normal_loss(exposures, volatilities, correlation, -1, 0.99)) == "days");
        CHECK(refused(delta_normal_loss(exposures, volatilities, correlation, 1, 0.2)) == "confidence");
    }
}
