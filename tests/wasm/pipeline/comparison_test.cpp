#include "wasm/pipeline/comparison.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace clearmargin;

namespace {

Figure usd(Decimal value) { return {value, "USD", {}, ""}; }
Figure none(std::string_view reason) { return {std::nullopt, "USD", {}, reason}; }

PositionRow position(std::string_view id, Decimal qty, Decimal mark) {
    PositionRow row;
    row.id = id;
    row.underlying = "eip155:1/slip44:60";
    row.margin_mode = "cross";
    row.qty = {qty, "contracts", {}, ""};
    row.mark = usd(mark);
    return row;
}

/// A report with a margin whose equity is that, and a long and a short position liquidated at 1500 and 2500.
struct Scene {
    explicit Scene(Figure equity) {
        MarginReport& margin = report.section.margin.emplace();
        margin.account.equity = equity;
        margin.account.initial_margin = usd(200);
        margin.account.maintenance_margin = usd(100);
        LiquidationRow& row = margin.liquidation.emplace_back();
        row.scope = "cross";
        row.underlying = "eip155:1/slip44:60";
        row.mark = usd(2000);
        row.liquidation_down = usd(1500);
        row.liquidation_up = usd(2500);
        margin.positions = {position("long", 1, 2000), position("short", -1, 2000)};
        limits.tolerance_relative = 0;
        limits.tolerance_absolute = 0;
    }
    Scene() : Scene(usd(1000)) {}
    const ComparisonRow& equity_against(Decimal theirs) {
        stated = {};
        stated.equity = theirs;
        return only_row(stated);
    }
    const ComparisonRow& price_against(const std::string& id, Decimal theirs) {
        stated = {};
        stated.liquidation_prices.push_back({id, theirs});
        return only_row(stated);
    }
    const ComparisonRow& only_row(const ReportedFigures& figures) {
        report.comparison.clear();
        compare(figures, limits, report);
        REQUIRE(report.comparison.size() == 1);
        return report.comparison[0];
    }
    MarginReport& margin() { return *report.section.margin; }

    Report report;
    Limits limits;
    ReportedFigures stated;  ///< rows point to its texts
};

Decimal tenth() { return Decimal::from_units(Decimal::one_units / 10); }

}  // namespace

TEST_CASE("compare", "[pipeline][comparison]") {
    SECTION("puts ours beside theirs, with the difference") {
        Scene scene;
        ReportedFigures figures;
        figures.equity = 1000;
        figures.initial_margin = 201;
        figures.maintenance_margin = 100;
        compare(figures, scene.limits, scene.report);
        REQUIRE(scene.report.comparison.size() == 3);
        CHECK(scene.report.comparison[0].figure == "equity");
        CHECK(scene.report.comparison[0].agrees);
        CHECK(scene.report.comparison[1].figure == "initial_margin");
        CHECK(scene.report.comparison[1].difference.value == Decimal(-1));
        CHECK_FALSE(scene.report.comparison[1].agrees);
        CHECK(scene.report.comparison[2].figure == "maintenance_margin");
        CHECK(scene.report.comparison[2].agrees);
    }
    SECTION("agrees up to the greater of two tolerances, and with their bounds") {
        Scene scene;
        scene.limits.tolerance_absolute = 50;
        CHECK(scene.equity_against(1050).agrees);
        CHECK(scene.equity_against(950).agrees);
        CHECK_FALSE(scene.equity_against(1051).agrees);
        CHECK_FALSE(scene.equity_against(949).agrees);
        scene.limits.tolerance_relative = tenth();
        CHECK_FALSE(scene.equity_against(1112).agrees);
        CHECK(scene.equity_against(1111).agrees);
        CHECK(scene.equity_against(910).agrees);
    }
    SECTION("never agrees where a figure is missing") {
        Scene scene(none("missing_price"));
        const ComparisonRow& row = scene.equity_against(0);
        CHECK_FALSE(row.agrees);
        CHECK_FALSE(row.difference.value.has_value());
        CHECK(row.difference.reason == "no_figure");
        CHECK(row.ours.reason == "missing_price");
    }
    SECTION("never agrees where the difference is too large to be told, or the tolerance") {
        Scene high(usd(decimal_max));
        CHECK_FALSE(high.equity_against(-1).agrees);
        CHECK(high.equity_against(-1).difference.reason == "no_figure");
        Scene low(usd(decimal_min));
        low.limits.tolerance_absolute = decimal_max;
        CHECK(low.equity_against(0).difference.value == decimal_min);
        CHECK_FALSE(low.equity_against(0).agrees);
        low.limits.tolerance_absolute = 0;
        low.limits.tolerance_relative = 1;
        CHECK(low.equity_against(decimal_min).difference.value == Decimal(0));
        CHECK_FALSE(low.equity_against(decimal_min).agrees);
    }
    SECTION("compares nothing where no margin could be computed") {
        Scene scene;
        scene.margin().error = refuse(ErrorCode::position_too_old, "positions[0].as_of", "a");
        ReportedFigures figures;
        figures.equity = 1000;
        compare(figures, scene.limits, scene.report);
        CHECK(scene.report.comparison.empty());
    }
}

TEST_CASE("compare, liquidation prices", "[pipeline][comparison]") {
    Scene scene;
    SECTION("on the side that the position loses on") {
        const ComparisonRow& row = scene.price_against("long", 1500);
        CHECK(row.figure == "liquidation_prices.");
        CHECK(row.position == "long");
        CHECK(row.agrees);
        CHECK(scene.price_against("short", 2500).agrees);
        CHECK_FALSE(scene.price_against("short", 1500).agrees);
    }
    SECTION("as prices of the contract, rounded toward now") {
        scene.margin().positions = {position("long", 1, 2002), position("short", -1, 2002)};
        scene.margin().liquidation[0].mark = usd(1999);
        const auto down = mul_div(Decimal(1500), Decimal(2002), Decimal(1999), Rounding::ceil);
        const auto up = mul_div(Decimal(2500), Decimal(2002), Decimal(1999), Rounding::floor);
        CHECK(scene.price_against("long", 1502).ours.value == down.value());
        CHECK(scene.price_against("short", 2503).ours.value == up.value());
    }
    SECTION("of an isolated position by its own line") {
        PositionRow& isolated = scene.margin().positions[0];
        isolated.margin_mode = "isolated";
        LiquidationRow own = scene.margin().liquidation[0];
        own.scope = "long";
        own.liquidation_down = usd(1700);
        scene.margin().liquidation.push_back(own);
        CHECK(scene.price_against("long", 1700).agrees);
    }
    SECTION("never agrees where there is no price, or none that a figure holds") {
        scene.margin().liquidation[0].liquidation_down = none("never");
        CHECK_FALSE(scene.price_against("long", 1500).agrees);
        CHECK(scene.price_against("long", 1500).ours.reason == "never");
        scene.margin().liquidation[0].liquidation_up = usd(decimal_max);
        scene.margin().positions[1].mark = usd(4000);
        CHECK_FALSE(scene.price_against("short", decimal_max).agrees);
        CHECK_FALSE(scene.price_against("short", decimal_max).ours.value.has_value());
        CHECK(scene.price_against("other", 1500).ours.reason == "no_such_position");
    }
}
