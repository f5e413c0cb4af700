#include "core/risk/chain_failure_loss.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

TEST_CASE("tail_loss_with_chain_failures", "[risk]") {
    const ReturnMoments market{0, 100};
    const std::vector<ChainAtRisk> chains{{5000, 0.02}, {3000, 0.1}};

    SECTION("is the market's alone without chains") {
        const TailLoss loss = tail_loss_with_chain_failures(market, {}, 1, 0, 0.99).value();
        const TailLoss exact = normal_tail_loss(100, {0, 1}, 1, 0.99).value();
        CHECK(loss.value_at_risk == Approx(exact.value_at_risk).epsilon(1e-9));
        CHECK(loss.expected_shortfall == Approx(exact.expected_shortfall).epsilon(1e-9));
    }
    SECTION("grows with each chain, and with a common cause") {
        const TailLoss none = tail_loss_with_chain_failures(market, {}, 1, 0, 0.99).value();
        const TailLoss some = tail_loss_with_chain_failures(market, chains, 1, 0, 0.99).value();
        const TailLoss more = tail_loss_with_chain_failures(market, chains, 1, 0.05, 0.99).value();
        CHECK(some.value_at_risk > none.value_at_risk);
        CHECK(more.value_at_risk > some.value_at_risk);
        CHECK(more.expected_shortfall >= more.value_at_risk);
    }
    SECTION("is exact where only chains can be lost") {
        // P(first) = 2%, P(second) = 10% within the year; the worst 1% are losses of 5000 or 8000.
        const double first = 1 - std::exp(-0.02);
        const double second = 1 - std::exp(-0.1);
        const TailLoss loss = tail_loss_with_chain_failures({0, 0}, chains, 1, 0, 0.99).value();
        CHECK(loss.value_at_risk == Approx(5000).epsilon(1e-12));
        CHECK(loss.expected_shortfall == Approx(5000 + 3000 * first * second / 0.01).epsilon(1e-9));
    }
    SECTION("takes twelve chains and refuses a thirteenth") {
        CHECK(tail_loss_with_chain_failures(market, std::vector<ChainAtRisk>(12, {100, 0.1}), 1, 0, 0.99).ok());
        const Error error =
            error_of(tail_loss_with_chain_failures(market, std::vector<ChainAtRisk>(13, {100, 0.1}), 1, 0, 0.99));
        CHECK(error.code == ErrorCode::too_many_items);
        CHECK(error.where == "chains");
    }
    SECTION("refuses") {
        const auto refused = [&](const ReturnMoments& moments, const ChainAtRisk& chain, double years, double common,
                                 double confidence) {
            const Error error = error_of(
                tail_loss_with_chain_failures(moments, std::vector<ChainAtRisk>{chain}, years, common, confidence));
            CHECK(error.code == ErrorCode::out_of_range);
            return error.where;
        };
        CHECK(refused({std::numeric_limits<double>::quiet_NaN(), 1}, {1, 1}, 1, 0, 0.99) == "market.mean");
        CHECK(refused({0, -1}, {1, 1}, 1, 0, 0.99) == "market.deviation");
        CHECK(refused({0, 1}, {-1, 1}, 1, 0, 0.99) == "chains[0].loss");
        CHECK(refused({0, 1}, {1, -1}, 1, 0, 0.99) == "chains[0].hazard_per_year");
        CHECK(refused({0, 1}, {1, 1}, -1, 0, 0.99) == "years");
        CHECK(refused({0, 1}, {1, 1}, 1, 2, 0.99) == "common_cause");
        CHECK(refused({0, 1}, {1, 1}, 1, 0, 0.5) == "confidence");
        CHECK(refused({0, 1}, {1, 1}, 1, 0, 1) == "confidence");
    }
}
