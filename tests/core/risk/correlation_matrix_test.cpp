#include "core/risk/correlation_matrix.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("CorrelationMatrix", "[risk]") {
    const auto matrix = CorrelationMatrix::make({{1, 0.5, 0.2}, {0.5, 1, -0.3}, {0.2, -0.3, 1}});
    REQUIRE(matrix.ok());

    SECTION("is the product of its factor") {
        const std::vector<double> x{0.3, -2, 1.5};
        double sum = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) sum += x[i] * x[j] * matrix.value().at(i, j);
        }
        CHECK(matrix.value().variance_of_sum(x) == Approx(sum).epsilon(1e-13));
    }
    SECTION("correlates") {
        std::vector<double> out(3);
        matrix.value().correlate(std::vector<double>{1, 0, 0}, out);
        CHECK(out == std::vector<double>{1, 0.5, 0.2});
    }
    SECTION("accepts what is only semidefinite") {
        const auto ones = CorrelationMatrix::make({{1, 1, -1}, {1, 1, -1}, {-1, -1, 1}});
        REQUIRE(ones.ok());
        CHECK(ones.value().variance_of_sum(std::vector<double>{1, 1, 2}) == 0);
    }
    SECTION("knows assets that move as one, and those that do not") {
        CHECK(CorrelationMatrix::all_as_one(3).variance_of_sum(std::vector<double>{1, 2, 3}) == 36);
        CHECK(CorrelationMatrix::independent(3).variance_of_sum(std::vector<double>{1, 2, 3}) == 14);
        CHECK(CorrelationMatrix::all_as_one(2).at(0, 1) == 1);
        CHECK(CorrelationMatrix::independent(2).at(0, 1) == 0);
    }
    SECTION("refuses shapes") {
        const auto refused = [](const std::vector<std::vector<double>>& rows) {
            const Error error = error_of(CorrelationMatrix::make(rows));
            CHECK(error.code == ErrorCode::bad_correlation_shape);
            return error.where;
        };
        CHECK(refused({{1, 0}, {0}}) == "[1]");
        CHECK(refused({{1, 0, 0}, {0, 1, 0}}) == "[0]");
        CHECK(refused({{1, 0}, {0, 0.9}}) == "[1][1]");
        CHECK(refused({{1, 0.1}, {0.2, 1}}) == "[1][0]");
        CHECK(refused({{1, std::numeric_limits<double>::quiet_NaN()}, {std::numeric_limits<double>::quiet_NaN(), 1}}) ==
              "[1][0]");
    }
    SECTION("refuses correlations that cannot be together, and repairs none") {
        const auto refused = [](const std::vector<std::vector<double>>& rows) {
            return error_of(CorrelationMatrix::make(rows)).code == ErrorCode::correlation_not_positive_semidefinite;
        };
        CHECK(refused({{1, 1.1}, {1.1, 1}}));
        CHECK(refused({{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}}));
        CHECK(refused({{1, 1, 0.5}, {1, 1, 0.4}, {0.5, 0.4, 1}}));
    }
}
