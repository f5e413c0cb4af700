// As the lag goes to nothing, so do the premium for it and the chance that a liquidation comes too late.
#include <catch2/catch.hpp>

#include "core/risk/gap_risk.hpp"
#include "core/risk/lag.hpp"
#include "tests/core/margin/random_account.hpp"

using namespace clearmargin;
using margin_tests::property_accounts;
using margin_tests::Random;

namespace {

double between(Random& random, double from, double to) {
    return from + (to - from) * static_cast<double>(random.below(1'000'000)) / 1'000'000;
}

}  // namespace

TEST_CASE("a shorter lag never costs more, and none costs nothing", "[risk][property]") {
    for (std::uint64_t seed = 0, count = property_accounts(5'000); seed < count; ++seed) {
        Random random(seed + 9);
        const double volatility = between(random, 0, 5);
        const double confidence = between(random, 0.501, 0.999);
        const LagQuantile quantile = random.chance(50) ? LagQuantile::path : LagQuantile::terminal;
        const double spot = between(random, 1, 100'000);
        const double liquidation = spot * between(random, 0.2, 0.99);
        const GapPrices prices{spot, liquidation, liquidation * between(random, 0.5, 0.999)};
        CAPTURE(seed, volatility, confidence);
        double premium = 1;
        double gap = 1;
        for (double years = 1; years > 1e-14; years /= 4) {
            const double next_premium = latency_premium(years, volatility, confidence, quantile).value();
            const double next_gap = gap_risk(prices, {0, volatility, years}, 1).value().gap;
            if (!(next_premium >= 0 && next_premium <= premium && next_gap >= 0 && next_gap <= gap)) FAIL(years);
            premium = next_premium;
            gap = next_gap;
        }
        if (!(premium < 1e-5 && gap < 1e-12)) FAIL(premium << ", " << gap);
        if (latency_premium(0, volatility, confidence, quantile).value() != 0) FAIL("at no time");
    }
    SUCCEED();
}
