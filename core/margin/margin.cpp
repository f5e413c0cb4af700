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

Status add_liquidations(const Account& account, const MarginParams& params, const Pool& pool, PoolResult& to) {
    const PoolEquation equation(account, params, pool);
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        if (!depends_on(account, equation, asset)) continue;
        TRY(liquidation_of_asset(account, params, equation, to.figures, asset, to.liquidations.emplace_back()));
    }
    return {};
}

Status add_pool(const Account& account, const MarginParams& params, const Pool& pool, MarginResult& to) {
    PoolEvaluation evaluation;
    TRY(evaluate_pool(account, params, pool, evaluation));
    const std::size_t place = to.pools.size();
    for (std::size_t i = 0; i < pool.positions.size(); ++i) {
        PositionResult& position = to.positions[pool.positions[i]];
        position = evaluation.positions[i];
        position.pool = place;
    }
    for (std::size_t i = 0; i < pool.collateral.size(); ++i) {
        to.collateral[pool.collateral[i]] = {place, evaluation.collateral[i]};
    }
    PoolResult& result = to.pools.emplace_back();
    result.scope = pool.scope;
    result.figures = evaluation.figures;
    result.inputs = std::move(evaluation.inputs);
    return add_liquidations(account, params, pool, result);
}

}  // namespace

Result<MarginResult> compute_margin_result(const Account& account, const MarginParams& params) {
    TRY(validate_account(account, params));
    MarginResult out;
    out.positions.resize(account.positions.size());
    out.collateral.resize(account.collateral.size());
    for (const Pool& pool : pools_of(account, params.mode)) TRY(add_pool(account, params, pool, out));
    return out;
}

}  // namespace clearmargin
