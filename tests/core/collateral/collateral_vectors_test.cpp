#include <catch2/catch.hpp>
#include <map>
#include <numeric>

#include "core/collateral/collateral_tiers.hpp"
#include "core/collateral/collateral_value.hpp"
#include "core/risk/lag.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

std::vector<JsonReader> list_of(const JsonReader& object, std::string_view name) {
    return object.member(name).value().elements(1000).value();
}

MarginAsset asset_at(Decimal price) {
    MarginAsset asset;
    asset.price = asset.lower = asset.upper = price;
    return asset;
}

std::vector<CollateralLineValue> values_of(const std::vector<CollateralLine>& lines,
                                           const std::vector<MarginAsset>& assets,
                                           const std::vector<MarginChain>& chains) {
    std::vector<std::size_t> places(lines.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::vector<CollateralLineValue> values(lines.size());
    REQUIRE(collateral_values(lines, places, assets, chains, values).ok());
    return values;
}

/// The lines of a case, each with an asset of its own price.
void run_collateral_value(const MarginCase& test) {
    std::vector<CollateralLine> lines;
    std::vector<MarginAsset> assets;
    std::vector<MarginChain> chains;
    std::map<std::string, ChainIndex> places;
    if (has(test.in(), "chains")) {
        for (const auto& [name, value] : test.in().member("chains").value().members(100).value()) {
            places[std::string(name)] = chains.size();
            chains.push_back({std::string(name), decimal_of(value, "discount"), std::nullopt});
        }
    } else {
        chains.push_back({});
    }
    for (const JsonReader& element : list_of(test.in(), "lines")) {
        CollateralLine line;
        line.asset = assets.size();
        line.quantity = decimal_of(element, "qty");
        line.haircut.base = decimal_of(element, "base", decimal_of(element, "haircut", 0));
        line.haircut.latency = decimal_of(element, "latency", 0);
        if (has(element, "chain")) {
            const std::string chain = text_of(element, "chain");
            line.chain = places.at(chain);
            const JsonReader terms = test.in().member("chains").value().member(chain).value();
            line.haircut.chain = decimal_of(terms, "risk");
        }
        assets.push_back(asset_at(decimal_of(element, "price")));
        lines.push_back(line);
    }
    const auto values = values_of(lines, assets, chains);
    CheckedDecimal total = 0;
    const auto expected = list_of(test.out(), "lines");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        total = total + values[i].counted;
        CHECK(values[i].counted == decimal_from_text(*expected[i].json().get_if<std::string>()));
    }
    check_decimal(test, "total", total.value());
}

void run_tiered_collateral(const MarginCase& test) {
    std::vector<CollateralTiers::Row> rows;
    for (const JsonReader& row : list_of(test.in(), "tiers")) {
        rows.push_back(
            {has(row, "upto") ? std::optional(decimal_of(row, "upto")) : std::nullopt, decimal_of(row, "ratio")});
    }
    const auto unit =
        text_of(test.in(), "tier_unit") == "usd" ? CollateralTiers::Unit::usd : CollateralTiers::Unit::quantity;
    const auto tiers = CollateralTiers::make(unit, std::move(rows));
    REQUIRE(tiers.ok());
    MarginAsset asset = asset_at(decimal_of(test.in(), "price"));
    asset.tiers = tiers.value();
    CollateralLine line;
    line.quantity = decimal_of(test.in(), "qty");
    const std::vector<MarginAsset> assets{asset};
    const std::vector<MarginChain> chains(1);
    const auto values = values_of({line}, assets, chains);
    check_decimal(test, "value", values.front().counted);
}

void run_latency_premium(const MarginCase& test) {
    const JsonReader in = test.in();
    const Lag lag{double_of(in, "finality_s"), double_of(in, "message_s"), 0, double_of(in, "heartbeat_s")};
    const auto quantile = text_of(in, "mode") == "path" ? LagQuantile::path : LagQuantile::terminal;
    const auto premium = latency_premium(lag.years(), double_of(in, "vol"), double_of(in, "confidence"), quantile);
    REQUIRE(premium.ok());
    check_double(test, "L", premium.value());
    CHECK(lag.years() == Approx(double_of(test.out(), "tau_years")).epsilon(1e-14));
}

void run_latency_premium_jump(const MarginCase& test) {
    const JsonReader in = test.in();
    const Jumps jumps{double_of(in, "jump_intensity"), double_of(in, "jump_mean_log"), double_of(in, "jump_vol")};
    const auto premium = latency_premium_with_jumps(Lag{double_of(in, "tau_s"), 0, 0, 0}.years(), double_of(in, "vol"),
                                                    double_of(in, "confidence"), jumps);
    REQUIRE(premium.ok());
    check_double(test, "L", premium.value());
}

void run_messaging_discount(const MarginCase& test) {
    const JsonReader in = test.in();
    const auto discount =
        messaging_discount(double_of(in, "hazard_per_year"), double_of(in, "window_s"), double_of(in, "lgd"));
    REQUIRE(discount.ok());
    check_double(test, "D", discount.value());
}

void run_quorum_failure(const MarginCase& test) {
    const JsonReader in = test.in();
    std::vector<double> failures;
    for (const JsonReader& p : list_of(in, "failure_probs")) {
        failures.push_back(double_from_text(*p.json().get_if<std::string>()));
    }
    const auto failure =
        quorum_failure(failures, static_cast<std::size_t>(in.member("required").value().u64().value()), double_of(in, "common_cause"));
    REQUIRE(failure.ok());
    check_double(test, "p_fail", failure.value());
}

}  // namespace

TEST_CASE("engine-collateral vectors", "[collateral][vectors]") {
    run_margin_vectors("engine-collateral.json", {{"collateral_value", run_collateral_value},
                                                  {"flat_haircut_total", run_collateral_value},
                                                  {"tiered_collateral", run_tiered_collateral},
                                                  {"latency_premium", run_latency_premium},
                                                  {"latency_premium_jump", run_latency_premium_jump},
                                                  {"messaging_discount", run_messaging_discount},
                                                  {"quorum_failure", run_quorum_failure}});
}
