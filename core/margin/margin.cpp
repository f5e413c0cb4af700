#include "core/margin/margin.hpp"

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/pool_equation.hpp"
#include "core/margin/sampled_liquidation.hpp"
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

void add_sampled_liquidations(const Account& account, const MarginParams& params, const Pool& pool, PoolResult& to) {
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        if (account.assets[asset].linked_to || !touches(account, pool, asset)) continue;
        sampled_liquidation(account, params, pool, asset, to.liquidations.emplace_back());
    }
}

Status add_liquidations(const Account& account, const MarginParams& params, const Pool& pool, PoolResult& to) {
    if (to.is_model) {
        add_sampled_liquidations(account, params, pool, to);
        return {};
    }
    const PoolEquation equation(account, params, pool);
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        if (!depends_on(account, equation, asset)) continue;
        TRY(liquidation_of_asset(account, params, equation, to.figures, asset, to.liquidations.emplace_back()));
    }
    return {};
}

}  // namespace

Result<MarginResult> compute_margin_result(const Account& account, const MarginParams& params) {
    TRY(validate_account(account, params));
    MarginResult out;
    for (const Pool& pool : pools_of(account, params.mode)) {
        TRY(evaluate_pool(account, params, pool, out));
        TRY(add_liquidations(account, params, pool, out.pools.back()));
    }
    return out;
}

Status liquidation_in(const Account& account, const MarginParams& params, const Pool& pool, const PoolFigures& figures,
                      AssetIndex asset, AssetLiquidation& to) {
    if (needs_model(account, params, pool)) {
        sampled_liquidation(account, params, pool, asset, to);
        return {};
    }
    return liquidation_of_asset(account, params, PoolEquation(account, params, pool), figures, asset, to);
}

Result<JointShock> joint_shock_in(const Account& account, const MarginParams& params, const Pool& pool,
                                  const PoolFigures& figures) {
    if (needs_model(account, params, pool)) return sampled_joint_shock(account, params, pool);
    return joint_shock(account, params, PoolEquation(account, params, pool), figures);
}

}  // namespace clearmargin
