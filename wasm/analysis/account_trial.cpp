#include "wasm/analysis/account_trial.hpp"

#include <utility>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "core/margin/validate_account.hpp"

namespace clearmargin {

Status try_account(const MarginRequest& request, const MarginSnapshot& inputs, AccountTrial& to) {
    TRY(build_account(inputs, request.policy, request.now, request.evidence, to.engine));
    TRY(validate_account(to.engine.account, to.engine.params));
    for (Pool& pool : pools_of(to.engine.account, to.engine.params.mode)) {
        if (pool.scope.kind == PoolScope::Kind::isolated) continue;
        MarginResult result;
        TRY(evaluate_pool(to.engine.account, to.engine.params, pool, result));
        to.figures = result.pools.back().figures;
        to.inputs = std::move(result.pools.back().inputs);
        to.pool = std::move(pool);
        break;
    }
    return {};
}

Status evaluate_pools(const EngineAccount& engine, MarginResult& to) {
    for (const Pool& pool : pools_of(engine.account, engine.params.mode)) {
        TRY(evaluate_pool(engine.account, engine.params, pool, to));
    }
    return {};
}

Result<AssetIndex> asset_of(const Account& account, const AssetId& asset) {
    for (AssetIndex i = 0; i < account.assets.size(); ++i) {
        if (account.assets[i].id == asset.text && !account.assets[i].linked_to) return i;
    }
    return refuse(ErrorCode::missing_price, "asset", "an asset with a price of its own", asset.text);
}

Status liquidation_of(const MarginRequest& request, const MarginSnapshot& inputs, const AssetId& asset,
                      AssetLiquidation& to) {
    AccountTrial trial;
    TRY(try_account(request, inputs, trial));
    TRY(const AssetIndex index, asset_of(trial.engine.account, asset));
    if (!trial.pool) return {};
    return liquidation_in(trial.engine.account, trial.engine.params, *trial.pool, trial.figures, index, to);
}

}  // namespace clearmargin
