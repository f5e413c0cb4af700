#include "core/risk/lag.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

Decimal hundredths(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 100)); }

}  // namespace

TEST_CASE("latency_premium", "[risk]") {
    SECTION("is 0 without time or volatility") {
        CHECK(latency_premium(0, 0.6, 0.99, LagQuantile::terminal).value() == 0);
        CHECK(latency_premium(0.01, 0, 0.99, LagQuantile::path).value() == 0);
    }
    SECTION("refuses") {
        CHECK(error_of(latency_premium(-1, 0.6, 0.99, LagQuantile::terminal)).where == "years");
        CHECK(error_of(latency_premium(1, 51, 0.99, LagQuantile::terminal)).where == "volatility");
        CHECK(
            error_of(latency_premium(1, std::numeric_limits<double>::quiet_NaN(), 0.99, LagQuantile::terminal)).where ==
            "volatility");
        CHECK(error_of(latency_premium(1, 0.6, 0.5, LagQuantile::terminal)).where == "confidence");
        CHECK(error_of(latency_premium(1, 0.6, 1, LagQuantile::path)).where == "confidence");
        CHECK(error_of(latency_premium_with_jumps(1, 0.6, 0.4, {})).where == "confidence");
        CHECK(error_of(latency_premium_with_jumps(1, 0.6, 0.99, {-1, 0, 0})).where == "jumps.per_year");
    }
}

TEST_CASE("grown_latency_premium", "[risk]") {
    const double years = 0.001;
    const Decimal premium =
        decimal_of_double(latency_premium(years, 0.6, 0.99, LagQuantile::terminal).value(), Rounding::ceil).value();

    SECTION("is the premium of the grown volatility and lag") {
        const double exact = latency_premium(4 * years, 1.8, 0.99, LagQuantile::terminal).value();
        const Decimal grown = grown_latency_premium(premium, 3, 4, LatencyTerms{hundredths(99)}).value();
        CHECK(double_of_decimal(grown) == Approx(exact).epsilon(1e-12));
    }
    SECTION("is so for premiums of the path") {
        const double before = latency_premium(years, 0.6, 0.99, LagQuantile::path).value();
        const double exact = latency_premium(4 * years, 1.8, 0.99, LagQuantile::path).value();
        const Decimal of_path = decimal_of_double(before, Rounding::ceil).value();
        const Decimal grown = grown_latency_premium(of_path, 3, 4, {hundredths(99), LagQuantile::path}).value();
        CHECK(double_of_decimal(grown) == Approx(exact).epsilon(1e-12));
        CHECK(error_of(grown_latency_premium(of_path, 3, 4, {hundredths(50), LagQuantile::path})).where == "confidence");
    }
    SECTION("leaves it as it is where nothing grows, and where all or nothing is lost") {
        CHECK(grown_latency_premium(premium, 1, 1, LatencyTerms{hundredths(99)}).value() == premium);
        CHECK(grown_latency_premium(0, 9, 9, LatencyTerms{hundredths(99)}).value() == Decimal(0));
        CHECK(grown_latency_premium(1, 9, 9, LatencyTerms{hundredths(99)}).value() == Decimal(1));
    }
    SECTION("never exceeds 1") {
        CHECK(grown_latency_premium(hundredths(90), 1'000'000, 1, LatencyTerms{hundredths(99)}).value() <= Decimal(1));
    }
    SECTION("refuses") {
        CHECK(error_of(grown_latency_premium(2, 1, 1, LatencyTerms{hundredths(99)})).where == "premium");
        CHECK(error_of(grown_latency_premium(premium, -1, 1, LatencyTerms{hundredths(99)})).where == "volatility_multiple");
        CHECK(error_of(grown_latency_premium(premium, 1, 2'000'000, LatencyTerms{hundredths(99)})).where == "latency_multiple");
        CHECK(error_of(grown_latency_premium(premium, 1, 1, LatencyTerms{hundredths(50)})).where == "confidence");
    }
}

TEST_CASE("messaging_discount and quorum_failure refuse", "[risk]") {
    CHECK(error_of(messaging_discount(-1, 1, 1)).where == "hazard_per_year");
    CHECK(error_of(messaging_discount(1, -1, 1)).where == "window_seconds");
    CHECK(error_of(messaging_discount(1, 1, 1.1)).where == "loss_given_default");
    const std::vector<double> failures{0.1, 1.1};
    CHECK(error_of(quorum_failure(failures, 1, 0)).where == "failure_probabilities[1]");
    CHECK(error_of(quorum_failure(failures, 3, 0)).where == "required");
    CHECK(error_of(quorum_failure(failures, 1, -1)).where == "common_cause");
}
