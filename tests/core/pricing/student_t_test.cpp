#include "core/pricing/student_t.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/pricing/normal.hpp"
#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("student_t", "[pricing]") {
    SECTION("is Cauchy's with one degree of freedom") {
        for (const double x : {0.0, 0.3, 1.0, 7.0, 1e6}) {
            CAPTURE(x);
            CHECK(student_t_upper_tail(x, 1) == Approx(std::atan2(1.0, x) / 3.14159265358979323846).epsilon(1e-12));
            CHECK(student_t_pdf(x, 1) == Approx(1 / (3.14159265358979323846 * (1 + x * x))).epsilon(1e-12));
        }
    }
    SECTION("has the closed form of two degrees of freedom") {
        for (const double x : {0.1, 1.0, 5.0, 40.0}) {
            CAPTURE(x);
            const double root = std::sqrt(2 + x * x);
            CHECK(student_t_upper_tail(x, 2) == Approx(1 / (root * (root + x))).epsilon(1e-12));
        }
    }
    SECTION("goes to the normal distribution") {
        CHECK(student_t_upper_tail(2, 1e6) == Approx(norm_cdf(-2)).epsilon(1e-5));
        CHECK(student_t_upper_quantile(0.01, 1e6).value() == Approx(-norm_quantile(0.01)).epsilon(1e-5));
    }
    SECTION("has a quantile that undoes its tail") {
        for (const double freedom : {0.5, 2.5, 4.0, 30.0, 5000.0}) {
            for (const double tail : {0.49, 0.1, 1e-3, 1e-9}) {
                CAPTURE(freedom, tail);
                const double x = student_t_upper_quantile(tail, freedom).value();
                CHECK(student_t_upper_tail(x, freedom) == Approx(tail).epsilon(1e-10));
            }
        }
    }
    SECTION("refuses") {
        CHECK(error_of(student_t_upper_quantile(0, 4)).where == "tail");
        CHECK(error_of(student_t_upper_quantile(0.5, 4)).code == ErrorCode::out_of_range);
        CHECK(error_of(student_t_upper_quantile(0.1, 0)).where == "freedom");
        CHECK(error_of(student_t_upper_quantile(0.1, 1e7)).where == "freedom");
        CHECK(error_of(student_t_upper_quantile(0.1, std::numeric_limits<double>::quiet_NaN())).where == "freedom");
    }
}
