#include "core/planner/rescue.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/error_of.hpp"

using namespace clearmargin;
using clearmargin::tests::error_of;

namespace {

Decimal hundredths(int count) { return Decimal::from_units(Int128{count} * (Decimal::one_units / 100)); }

RescueNeed need_of(int liquidation_price) {
    RescueNeed need;
    need.mark_price = 3000;
    need.liquidation_price = liquidation_price;
    need.volatility = hundredths(110);
    need.amount = 5000;
    need.liquidation_loss = 4000;
    return need;
}

std::vector<RescuePath> priced_paths() {
    std::vector<RescuePath> paths = usual_rescue_paths();
    paths[0].fixed_cost = 12;
    paths[1].fixed_cost = 4;
    paths[2].fixed_cost = 9;
    paths[3].cost_rate = hundredths(1);
    return paths;
}

}  // namespace

TEST_CASE("rank_rescue", "[planner]") {
    std::vector<RescuePath> paths = priced_paths();

    SECTION("adds failed attempts to the cost") {
        paths[3].success_probability = hundredths(90);
        paths[3].retry_cost = 100;
        const auto ranking = rank_rescue(need_of(2000), paths).value();
        for (const RankedPath& path : ranking.paths) {
            if (path.path == 3) CHECK(path.expected_cost == Decimal(60));
        }
    }
    SECTION("breaks ties by latency, then by name") {
        for (RescuePath& path : paths) path.fixed_cost = path.cost_rate = 0;
        paths[1].latency_seconds = 1020;
        RescueNeed calm = need_of(2000);
        calm.liquidation_price.reset();
        const auto ranking = rank_rescue(calm, paths).value();
        REQUIRE(ranking.paths.size() == 4);
        CHECK(ranking.paths[0].path == 3);
        CHECK(ranking.paths[1].path == 1);
        CHECK(ranking.paths[2].path == 0);
        CHECK(ranking.paths[3].path == 2);
        CHECK(ranking.paths[0].p_liquidation == Decimal(0));
    }
    SECTION("puts paths without the capacity last, and compares nothing with them") {
        paths[1].capacity = 4999;
        const auto ranking = rank_rescue(need_of(2985), paths).value();
        CHECK(ranking.paths.back().path == 1);
        CHECK_FALSE(ranking.paths.back().has_capacity);
        CHECK_FALSE(ranking.paths.back().is_efficient);
        paths[1].capacity = 5000;
        CHECK(rank_rescue(need_of(2985), paths).value().paths.front().path == 1);
    }
    SECTION("marks what no other path beats in cost and risk") {
        const auto ranking = rank_rescue(need_of(2985), paths).value();
        for (const RankedPath& path : ranking.paths) {
            CAPTURE(path.path);
            CHECK(path.is_efficient == (path.path == 1 || path.path == 3));
        }
    }
    SECTION("says to act on the venue first where no transfer lands in time") {
        CHECK_FALSE(rank_rescue(need_of(2985), paths).value().act_on_venue_first);
        CHECK(rank_rescue(need_of(3000), paths).value().act_on_venue_first);
        paths[1].capacity = 1;
        paths[0].capacity = 1;
        CHECK(rank_rescue(need_of(2985), paths).value().act_on_venue_first);
    }
    SECTION("ranks nothing where there is nothing") { CHECK(rank_rescue(need_of(2985), {}).value().paths.empty()); }
}

TEST_CASE("rank_rescue refuses", "[planner]") {
    using enum ErrorCode;
    struct Case {
        ErrorCode code;
        const char* where;
        std::function<void(RescueNeed&, std::vector<RescuePath>&)> spoil;
    };
    const std::vector<Case> cases{
        {price_not_positive, "mark_price", [](auto& need, auto&) { need.mark_price = 0; }},
        {price_not_positive, "liquidation_price", [](auto& need, auto&) { need.liquidation_price = -1; }},
        {out_of_range, "volatility", [](auto& need, auto&) { need.volatility = 51; }},
        {out_of_range, "drift", [](auto& need, auto&) { need.drift = 2000; }},
        {out_of_range, "amount", [](auto& need, auto&) { need.amount = -1; }},
        {out_of_range, "liquidation_loss", [](auto& need, auto&) { need.liquidation_loss = -1; }},
        {out_of_range, "paths[1].latency_seconds", [](auto&, auto& paths) { paths[1].latency_seconds = -1; }},
        {out_of_range, "paths[1].fixed_cost", [](auto&, auto& paths) { paths[1].fixed_cost = -1; }},
        {out_of_range, "paths[1].cost_rate", [](auto&, auto& paths) { paths[1].cost_rate = -1; }},
        {out_of_range, "paths[1].retry_cost", [](auto&, auto& paths) { paths[1].retry_cost = -1; }},
        {out_of_range, "paths[1].capacity", [](auto&, auto& paths) { paths[1].capacity = -1; }},
        {out_of_range, "paths[1].success_probability", [](auto&, auto& paths) { paths[1].success_probability = 2; }},
        {out_of_range, "paths[1].success_probability", [](auto&, auto& paths) { paths[1].success_probability = -1; }},
        {duplicate_id, "paths[1].name", [](auto&, auto& paths) { paths[1].name = paths[0].name; }},
        {too_many_items, "paths", [](auto&, auto& paths) { paths.resize(65); }},
        {decimal_overflow, "paths[0]", [](auto&, auto& paths) { paths[0].fixed_cost = decimal_max; }},
    };
    for (const Case& one : cases) {
        RescueNeed need = need_of(2985);
        std::vector<RescuePath> paths = priced_paths();
        REQUIRE(rank_rescue(need, paths).ok());
        one.spoil(need, paths);
        const Error error = error_of(rank_rescue(need, paths));
        CAPTURE(one.where);
        CHECK(error.code == one.code);
        CHECK(error.where == one.where);
    }
}
