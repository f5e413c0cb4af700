#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/portfolio/portfolio_model.hpp"
#include "tests/core/margin/random_account.hpp"
#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;
using margin_tests::Random;

namespace {

constexpr double spot = 2000;

double between(Random& random, double low, double high) {
    return low + (high - low) * static_cast<double>(random.below(1'000'001)) / 1'000'000;
}

/// The same market for every account: expiries, and a volatility and mark for each instrument.
RiskUnit random_market(Random& random) {
    RiskUnit unit;
    unit.spot = spot;
    for (std::size_t i = 0, count = 1 + random.below(4); i < count; ++i) {
        OptionExpiry expiry;
        expiry.years = random.chance(10) ? 0 : between(random, 0.0001, 1.5);
        expiry.forward = between(random, 1900, 2200);
        expiry.rate = between(random, -0.1, 0.4);
        expiry.confidence = between(random, 0.2, 1);
        unit.expiries.push_back(expiry);
    }
    for (std::size_t i = 0, count = 1 + random.below(12); i < count; ++i) {
        const OptionRight right = random.chance(50) ? OptionRight::call : OptionRight::put;
        unit.options.push_back({right, random.below(unit.expiries.size()), std::floor(between(random, 4, 80)) * 50,
                                between(random, 0.1, 2), 0});
    }
    unit.futures.push_back({0, between(random, 1900, 2200), 0, 0, 1});
    unit.held.push_back({0, spot, 1, true, 0.02, 0.01});
    return netted(unit);
}

RiskPortfolio random_account(Random& random, const RiskUnit& market) {
    RiskPortfolio out;
    out.units.push_back(market);
    RiskUnit& unit = out.units.front();
    for (OptionPosition& option : unit.options) option.quantity = between(random, -10, 10);
    unit.futures[0].quantity = between(random, -10, 10);
    unit.futures[0].unrealized = between(random, -1000, 1000);
    unit.held[0].quantity = random.chance(50) ? between(random, 0, 5) : 0;
    return out;
}

RiskPortfolio together(const RiskPortfolio& a, const RiskPortfolio& b) {
    RiskPortfolio out = a;
    RiskUnit& unit = out.units.front();
    const RiskUnit& other = b.units.front();
    for (std::size_t i = 0; i < unit.options.size(); ++i) unit.options[i].quantity += other.options[i].quantity;
    unit.futures[0].quantity += other.futures[0].quantity;
    unit.futures[0].unrealized += other.futures[0].unrealized;
    unit.held[0].quantity += other.held[0].quantity;
    return out;
}

/// Without what is not meant to scale: Deribit's dampener is an amount for each account.
PortfolioModel scaling_model(std::string_view name) {
    PortfolioModel model = good(portfolio_preset(name));
    if (auto* deribit = std::get_if<DeribitPmParams>(&model)) deribit->extended_dampener = 0;
    if (auto* span = std::get_if<SpanParams>(&model)) {
        span->price_scan_range = 300;
        span->volatility_scan_range = 0.1;
        span->short_option_minimum = 20;
    }
    return model;
}

}  // namespace

TEST_CASE("two accounts together never need more than each by itself", "[portfolio][property]") {
    // Derive's standard margin takes the better of two rules for each expiry, which need not hold this.
    for (const std::string_view name : portfolio_preset_names()) {
        if (name.starts_with("derive-srm")) continue;
        CAPTURE(name);
        const PortfolioModel model = scaling_model(name);
        for (std::uint64_t seed = 0, most = margin_tests::property_accounts(300); seed < most; ++seed) {
            CAPTURE(seed);
            Random random(seed);
            const RiskUnit market = random_market(random);
            const RiskPortfolio a = random_account(random, market);
            const RiskPortfolio b = random_account(random, market);
            const PortfolioMargin alone_a = good(portfolio_margin(a, model));
            const PortfolioMargin alone_b = good(portfolio_margin(b, model));
            const PortfolioMargin both = good(portfolio_margin(together(a, b), model));
            const double scale = 1 + alone_a.initial_margin + alone_b.initial_margin;
            CHECK(both.initial_margin <= alone_a.initial_margin + alone_b.initial_margin + 1e-9 * scale);
            CHECK(both.maintenance_margin <= alone_a.maintenance_margin + alone_b.maintenance_margin + 1e-9 * scale);
        }
    }
}

TEST_CASE("portfolio margins of random accounts are numbers", "[portfolio][property]") {
    for (const std::string_view name : portfolio_preset_names()) {
        CAPTURE(name);
        const PortfolioModel model = scaling_model(name);
        for (std::uint64_t seed = 1000, most = 1000 + margin_tests::property_accounts(300); seed < most; ++seed) {
            CAPTURE(seed);
            Random random(seed);
            const PortfolioMargin margin = good(portfolio_margin(random_account(random, random_market(random)), model));
            CHECK(rounded(margin).ok());
            CHECK(margin.initial_margin >= margin.maintenance_margin);
            CHECK(std::all_of(margin.profits.begin(), margin.profits.end(), [](double p) { return std::isfinite(p); }));
        }
    }
}
