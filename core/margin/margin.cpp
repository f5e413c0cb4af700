#include "core/margin/margin.hpp"

#include <utility>
#include <vector>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/liquidation_price.hpp"
#include "core/margin/pool.hpp"
#include "core/margin/pool_equation.hpp"
#include "core/margin/validate_account.hpp"

namespace clearmargin {
namespace {

/// Whether a pool's margin changes when `asset` moves, and all that is linked to it along with it.
bool depends_on(const Account& account, const PoolEquation& equation, AssetIndex asset) {
    for (AssetIndex other = 0; other < account.assets.size(); ++other) {
        if ((other == asset || account.assets[other].linked_to == asset) && equation.depends_on(other)) return true;
    }
    return false;
}

Result<PoolResult> pool_result(const Account& account, const MarginParams& params, const Pool& pool,
                               PoolFigures figures) {
    PoolResult out{pool.scope, std::move(figures), {}};
    const PoolEquation equation(account, params, pool);
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        if (!depends_on(account, equation, asset)) continue;
        TRY(AssetLiquidation liquidation, liquidation_of_asset(account, params, equation, out.figures, asset));
        out.liquidations.push_back(std::move(liquidation));
    }
    return out;
}

CollateralResult collateral_result(const Account& account, std::size_t place, std::size_t pool,
                                   const CollateralLineValue& value) {
    CollateralResult out{pool, value, {}};
    out.inputs.insert(account.collateral[place].input);
    out.inputs.insert(account.assets[account.collateral[place].asset].price_input);
    return out;
}

}  // namespace

Result<MarginResult> compute_margin_result(const Account& account, const MarginParams& params) {
    TRY(validate_account(account, params));
    MarginResult out;
    out.positions.resize(account.positions.size());
    out.collateral.resize(account.collateral.size());
    for (const Pool& pool : pools_of(account, params.mode)) {
        TRY(PoolEvaluation evaluation, evaluate_pool(account, params, pool));
        const std::size_t place = out.pools.size();
        for (std::size_t i = 0; i < pool.positions.size(); ++i) {
            PositionResult& position = out.positions[pool.positions[i]];
            position = std::move(evaluation.positions[i]);
            position.pool = place;
        }
        for (std::size_t i = 0; i < pool.collateral.size(); ++i) {
            out.collateral[pool.collateral[i]] =
                collateral_result(account, pool.collateral[i], place, evaluation.collateral[i]);
        }
        TRY(PoolResult result, pool_result(account, params, pool, std::move(evaluation.figures)));
        out.pools.push_back(std::move(result));
    }
    return out;
}

}  // namespace clearmargin
