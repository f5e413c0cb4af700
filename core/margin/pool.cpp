#include "core/margin/pool.hpp"

namespace clearmargin {
namespace {

using Kind = PoolScope::Kind;

bool covers(const PoolScope& scope, ChainIndex chain) noexcept {
    return scope.kind == Kind::unified || scope.index == chain;
}

/// Adds a pool of everything on the chains of `scope` but isolated positions, unless there is nothing.
void add_shared_pool(const Account& account, PoolScope scope, std::vector<Pool>& pools) {
    Pool& pool = pools.emplace_back();
    pool.scope = scope;
    pool.has_cash = covers(scope, account.cash_chain) && (!account.cash.is_zero() || account.cash_input.has_value());
    for (std::size_t i = 0; i < account.collateral.size(); ++i) {
        if (covers(scope, account.collateral[i].chain)) pool.collateral.push_back(i);
    }
    for (std::size_t i = 0; i < account.wallets.size(); ++i) {
        if (covers(scope, account.wallets[i].chain)) pool.wallets.push_back(i);
    }
    for (std::size_t i = 0; i < account.positions.size(); ++i) {
        const MarginPosition& position = account.positions[i];
        if (covers(scope, position.chain) && !position.isolated_margin) pool.positions.push_back(i);
    }
    const bool is_empty = pool.collateral.empty() && pool.wallets.empty() && pool.positions.empty();
    if (is_empty && !pool.has_cash) pools.pop_back();
}

}  // namespace

std::vector<Pool> pools_of(const Account& account, MarginMode mode) {
    std::vector<Pool> pools;
    const std::size_t shared = mode == MarginMode::unified ? 1 : account.chains.size();
    for (ChainIndex i = 0; i < shared; ++i) {
        add_shared_pool(account, {mode == MarginMode::unified ? Kind::unified : Kind::chain, i}, pools);
    }
    for (std::size_t i = 0; i < account.positions.size(); ++i) {
        if (!account.positions[i].isolated_margin) continue;
        Pool& pool = pools.emplace_back();
        pool.scope = {Kind::isolated, i};
        pool.positions.push_back(i);
    }
    return pools;
}

CheckedDecimal gain_weight_on(const Account& account, const Pool& pool, ChainIndex chain, Decimal weight) noexcept {
    const Decimal discount = account.chains[chain].discount;
    return pool.scope.kind == Kind::unified && discount != Decimal(1) ? mul_down(weight, discount) : weight;
}

}  // namespace clearmargin
