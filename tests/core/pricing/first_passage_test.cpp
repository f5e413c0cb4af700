#include "core/pricing/first_passage.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/pricing/band_exit.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class T>
void check_refused(const Result<T>& result, ErrorCode code, const char* where) {
    const Error error = error_of(result);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

}  // namespace

TEST_CASE("first_passage_probability", "[pricing]") {
    const Diffusion day{0, 0.8, 1.0 / 365};
    const double down = first_passage_probability(3000, 2850, day).value();
    REQUIRE((down > 0 && down < 1));

    SECTION("is 1 at the barrier and falls with its distance") {
        CHECK(first_passage_probability(3000, 3000, day).value() == 1);
        double last = 1;
        for (double barrier = 2990; barrier > 1000; barrier -= 10) {
            const double p = first_passage_probability(3000, barrier, day).value();
            CHECK(p < last);
            last = p;
        }
    }
    SECTION("rises with time and volatility") {
        CHECK(first_passage_probability(3000, 2850, {0, 0.8, 2.0 / 365}).value() > down);
        CHECK(first_passage_probability(3000, 2850, {0, 0.9, 1.0 / 365}).value() > down);
    }
    SECTION("follows the drift alone without volatility") {
        CHECK(first_passage_probability(100, 90, {-0.2, 0, 1}).value() == 1);
        CHECK(first_passage_probability(100, 90, {-0.05, 0, 1}).value() == 0);
        CHECK(first_passage_probability(100, 110, {0.2, 0, 1}).value() == 1);
        CHECK(first_passage_probability(100, 110, {0.05, 0, 1}).value() == 0);
    }
    SECTION("is 0 without time") { CHECK(first_passage_probability(100, 90, {0, 1, 0}).value() == 0); }
    SECTION("stays a probability where its weight would overflow") {
        CHECK(first_passage_probability(100, 50, {-5, 0.01, 1}).value() == 1);
        CHECK(first_passage_probability(100, 50, {5, 0.01, 1}).value() == 0);
    }
    SECTION("is little of a barrier far away for a long time, and no more than 1") {
        const double p = first_passage_probability(100, 1, {0, 50, 1000}).value();
        CHECK((p >= 0 && p <= 1));
    }
    SECTION("refuses prices") {
        check_refused(first_passage_probability(0, 90, day), ErrorCode::price_not_positive, "spot");
        check_refused(first_passage_probability(100, -1, day), ErrorCode::price_not_positive, "barrier");
        check_refused(first_passage_probability(not_a_number, 90, day), ErrorCode::out_of_range, "spot");
        check_refused(first_passage_probability(100, 1e40, day), ErrorCode::out_of_range, "barrier");
    }
    SECTION("refuses diffusions") {
        check_refused(first_passage_probability(100, 90, {1001, 1, 1}), ErrorCode::out_of_range, "drift");
        check_refused(first_passage_probability(100, 90, {not_a_number, 1, 1}), ErrorCode::out_of_range, "drift");
        check_refused(first_passage_probability(100, 90, {0, 51, 1}), ErrorCode::out_of_range, "volatility");
        check_refused(first_passage_probability(100, 90, {0, -0.1, 1}), ErrorCode::out_of_range, "volatility");
        check_refused(first_passage_probability(100, 90, {0, 1, -1}), ErrorCode::out_of_range, "years");
        check_refused(first_passage_probability(100, 90, {0, 1, not_a_number}), ErrorCode::out_of_range, "years");
    }
}

TEST_CASE("first_passage_quantile", "[pricing]") {
    const Diffusion hour{0, 0.6, 1.0 / 8760};
    SECTION("is undone by the probability") {
        for (const double alpha : {1e-9, 0.001, 0.3, 0.9}) {
            CAPTURE(alpha);
            const double down = first_passage_quantile(alpha, PriceSide::down, hour).value();
            const double up = first_passage_quantile(alpha, PriceSide::up, hour).value();
            CHECK(down < 0);
            CHECK(up > 0);
            CHECK(first_passage_probability(100, 100 * std::exp(down), hour).value() == Approx(alpha).epsilon(1e-9));
            CHECK(first_passage_probability(100, 100 * std::exp(up), hour).value() == Approx(alpha).epsilon(1e-9));
        }
    }
    SECTION("refuses") {
        check_refused(first_passage_quantile(0, PriceSide::down, hour), ErrorCode::out_of_range, "alpha");
        check_refused(first_passage_quantile(1, PriceSide::down, hour), ErrorCode::out_of_range, "alpha");
        check_refused(first_passage_quantile(not_a_number, PriceSide::up, hour), ErrorCode::out_of_range, "alpha");
        check_refused(first_passage_quantile(0.1, PriceSide::up, {0, 0, 1}), ErrorCode::out_of_range, "volatility");
        check_refused(first_passage_quantile(0.1, PriceSide::up, {0, 1, 0}), ErrorCode::out_of_range, "years");
        check_refused(first_passage_quantile(0.1, PriceSide::up, {0, 99, 1}), ErrorCode::out_of_range, "volatility");
        // A drift that carries the price to any barrier there is.
        check_refused(first_passage_quantile(0.1, PriceSide::up, {1000, 1e-18, 1}), ErrorCode::no_convergence, "alpha");
    }
}

TEST_CASE("barrier_looked_at and one_touch_at_expiry", "[pricing]") {
    const Diffusion day{0, 0.6, 1.0 / 365};
    SECTION("move the barrier away from the spot, less with more looks") {
        CHECK(barrier_looked_at(100, 90, day, 24).value() < 90);
        CHECK(barrier_looked_at(100, 110, day, 24).value() > 110);
        CHECK(barrier_looked_at(100, 90, day, 1000).value() > barrier_looked_at(100, 90, day, 24).value());
    }
    SECTION("add up to the discounted cash") {
        const OneTouchValue value = one_touch_at_expiry(105, 100, 15, 0.1, 0, 0.2, 0.5).value();
        CHECK(value.touched + value.untouched == Approx(15 * std::exp(-0.05)).epsilon(1e-14));
    }
    SECTION("refuse") {
        check_refused(barrier_looked_at(100, 90, day, 0), ErrorCode::out_of_range, "looks");
        check_refused(barrier_looked_at(0, 90, day, 1), ErrorCode::price_not_positive, "spot");
        check_refused(barrier_looked_at(100, 0, day, 1), ErrorCode::price_not_positive, "barrier");
        check_refused(barrier_looked_at(100, 90, {0, 60, 1}, 1), ErrorCode::out_of_range, "volatility");
        check_refused(one_touch_at_expiry(105, 100, not_a_number, 0, 0, 0.2, 1), ErrorCode::out_of_range, "cash");
        check_refused(one_touch_at_expiry(105, 100, 1, 2000, 0, 0.2, 1), ErrorCode::out_of_range, "rate");
        check_refused(one_touch_at_expiry(105, 100, 1, 0, -2000, 0.2, 1), ErrorCode::out_of_range, "yield");
    }
}

TEST_CASE("band_exit_probability", "[pricing]") {
    const Diffusion days{0, 0.7, 0.05};
    SECTION("is that of one barrier where the other is out of reach") {
        const double one = first_passage_probability(100, 90, {0, 0.6, 1.0 / 365}).value();
        CHECK(band_exit_probability(100, 90, 10'000, {0, 0.6, 1.0 / 365}).value() == Approx(one).margin(1e-13));
    }
    SECTION("is at least either barrier's and at most their sum") {
        const double both = band_exit_probability(100, 90, 115, days).value();
        const double lower = first_passage_probability(100, 90, days).value();
        const double upper = first_passage_probability(100, 115, days).value();
        CHECK(both >= std::fmax(lower, upper));
        CHECK(both <= lower + upper);
    }
    SECTION("is 1 at the ends, outside, and for a band too narrow to stay in") {
        CHECK(band_exit_probability(90, 90, 110, days).value() == 1);
        CHECK(band_exit_probability(120, 90, 110, days).value() == 1);
        CHECK(band_exit_probability(100, 99.9, 100.1, days).value() == 1);
    }
    SECTION("follows the drift alone without volatility") {
        CHECK(band_exit_probability(100, 90, 110, {0.2, 0, 1}).value() == 1);
        CHECK(band_exit_probability(100, 90, 110, {0.05, 0, 1}).value() == 0);
    }
    SECTION("stays a probability under a strong drift") {
        CHECK(band_exit_probability(100, 50, 200, {5, 0.02, 1}).value() == Approx(1));
        const double p = band_exit_probability(100, 50, 200, {0.5, 0.02, 1}).value();
        CHECK((p >= 0 && p < 1e-10));
    }
    SECTION("refuses") {
        check_refused(band_exit_probability(100, 110, 110, days), ErrorCode::out_of_range, "upper");
        check_refused(band_exit_probability(0, 90, 110, days), ErrorCode::price_not_positive, "spot");
        check_refused(band_exit_probability(100, 0, 110, days), ErrorCode::price_not_positive, "lower");
        check_refused(band_exit_probability(100, 90, -1, days), ErrorCode::price_not_positive, "upper");
        check_refused(band_exit_probability(100, 90, 110, {0, 0.7, -1}), ErrorCode::out_of_range, "years");
    }
}
