#include <catch2/catch.hpp>

#include "core/planner/actions.hpp"
#include "core/planner/rescue.hpp"
#include "tests/core/margin/margin_vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

template <class T>
T good(Result<T> result) {
    REQUIRE(result.ok());
    return std::move(result).value();
}

void run_top_up(const MarginCase& test) {
    const JsonReader in = test.in();
    const TopUp got =
        good(top_up_amount(decimal_of(in, "equity"), decimal_of(in, "mm"), decimal_of(in, "target_ratio"),
                           decimal_of(in, "price"), decimal_of(in, "haircut"), decimal_of(in, "discount")));
    check_decimal(test, "shortage", got.shortage);
    check_optional(test, "qty", got.quantity);
}

void run_partial_close(const MarginCase& test) {
    const JsonReader in = test.in();
    const PartialClose got =
        good(partial_close(decimal_of(in, "equity"), decimal_of(in, "qty"), decimal_of(in, "price"),
                           decimal_of(in, "mmr"), decimal_of(in, "target_ratio"), decimal_of(in, "close_cost")));
    check_optional(test, "close_qty", got.quantity);
    check_boolean(test, "restores", got.restores);
}

void run_max_order(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(test, "qty",
                  good(max_order_size(decimal_of(in, "equity"), decimal_of(in, "im_used"), decimal_of(in, "price"),
                                      decimal_of(in, "im_fraction"), decimal_of(in, "fee"),
                                      decimal_of(in, "open_loss_per_unit"))));
}

void run_adl_cex(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(test, "score",
                  good(adl_score_cex(decimal_of(in, "pnl_ratio"), decimal_of(in, "effective_leverage"))));
}

void run_adl_hyperliquid(const MarginCase& test) {
    const JsonReader in = test.in();
    check_decimal(test, "score",
                  good(adl_score_hyperliquid(decimal_of(in, "mark"), decimal_of(in, "entry"),
                                             decimal_of(in, "notional"), decimal_of(in, "account_value"))));
}

void run_rescue_rank(const MarginCase& test) {
    const JsonReader in = test.in();
    RescueNeed need;
    need.mark_price = decimal_of(in, "mark");
    need.liquidation_price = decimal_of(in, "liq_price");
    need.volatility = decimal_of(in, "vol");
    need.amount = decimal_of(in, "amount_usd");
    need.liquidation_loss = decimal_of(in, "liquidation_loss_usd");
    std::vector<RescuePath> paths;
    for (const JsonReader& path : in.member("paths").value().elements(100).value()) {
        RescuePath& added = paths.emplace_back();
        added.name = text_of(path, "name");
        added.latency_seconds = decimal_of(path, "latency_s");
        added.fixed_cost = decimal_of(path, "fixed_cost_usd");
        added.cost_rate = decimal_of(path, "bps_cost");
    }
    const RescueRanking ranking = good(rank_rescue(need, paths));
    const auto order = test.out().member("order").value().elements(100).value();
    const JsonReader risks = test.out().member("p_liquidation").value();
    const JsonReader costs = test.out().member("expected_cost").value();
    REQUIRE(order.size() == ranking.paths.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const RankedPath& ranked = ranking.paths[i];
        const std::string& name = paths[ranked.path].name;
        CHECK(order[i].string().value() == name);
        check_double(test, text_of(risks, name), "p_liquidation", double_from_text(to_string(ranked.p_liquidation)));
        check_double(test, text_of(costs, name), "expected_cost", double_from_text(to_string(ranked.expected_cost)));
    }
}

}  // namespace

TEST_CASE("engine-actions vectors", "[planner][vectors]") {
    run_margin_vectors("engine-actions.json", {{"topup_amount", run_top_up},
                                               {"partial_close", run_partial_close},
                                               {"max_order_size", run_max_order},
                                               {"adl_score_cex", run_adl_cex},
                                               {"adl_score_hyperliquid", run_adl_hyperliquid},
                                               {"rescue_rank", run_rescue_rank}});
}
