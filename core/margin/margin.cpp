#include "core/margin/margin.hpp"

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

}  // namespace clearmargin
