#include <catch2/catch.hpp>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/liquidation_price.hpp"
#include "core/margin/margin.hpp"
#include "tests/core/margin/margin_vectors.hpp"
#include "tests/core/margin/vector_account.hpp"

using namespace clearmargin;
using namespace clearmargin::margin_tests;

namespace {

MarginParams unified() {
    MarginParams params;
    params.mode = MarginMode::unified;
    return params;
}

void check_certified(const PriceAnswer& answer) {
    if (answer.price) CHECK(answer.certificate.certified);
}

void run_engine_liq_price(const MarginCase& test) {
    const VectorAccount input = read_vector_account(test.in());
    const auto result = compute_margin_result(input.account, unified());
    REQUIRE(result.ok());
    REQUIRE(result.value().pools.size() == 1);
    const PoolResult& pool = result.value().pools.front();
    check_decimal(test, "equity", pool.figures.equity.value);
    check_decimal(test, "mm", pool.figures.maintenance_margin.value);
    check_boolean(test, "liquidatable", pool.figures.liquidatable);
    const AssetIndex target = input.assets.at(text_of(test.in(), "target"));
    for (const AssetLiquidation& liquidation : pool.liquidations) {
        if (liquidation.asset != target) continue;
        check_optional(test, "liq_down", liquidation.liquidation_down.price);
        check_optional(test, "liq_up", liquidation.liquidation_up.price);
        check_optional(test, "bankruptcy_down", liquidation.bankruptcy_down.price);
        check_optional(test, "bankruptcy_up", liquidation.bankruptcy_up.price);
        check_certified(liquidation.liquidation_down);
        check_certified(liquidation.liquidation_up);
        check_certified(liquidation.bankruptcy_down);
        check_certified(liquidation.bankruptcy_up);
        return;
    }
    FAIL_CHECK("no liquidation of the target");
}

void run_engine_joint_shock(const MarginCase& test) {
    const VectorAccount input = read_vector_account(test.in());
    const MarginParams params = unified();
    const Pool pool = pools_of(input.account, params.mode).front();
    MarginResult evaluation;
    REQUIRE(evaluate_pool(input.account, params, pool, evaluation).ok());
    const PoolEquation equation(input.account, params, pool);
    const auto shock = joint_shock(input.account, params, equation, evaluation.pools.back().figures);
    REQUIRE(shock.ok());
    check_optional(test, "shock_down", shock.value().down.price);
    check_optional(test, "shock_up", shock.value().up.price);
    check_certified(shock.value().down);
    check_certified(shock.value().up);
}

}  // namespace

TEST_CASE("engine-liquidation vectors", "[margin][vectors]") {
    run_margin_vectors("engine-liquidation.json",
                       {{"engine_liq_price", run_engine_liq_price}, {"engine_joint_shock", run_engine_joint_shock}});
}
