#include "core/margin/pool.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

using Kind = PoolScope::Kind;

bool is_empty(const Pool& pool) noexcept {
    return !pool.has_cash && pool.collateral.empty() && pool.wallets.empty() && pool.positions.empty();
}

/// Everything on the chains that `covers` picks, but isolated positions.
template <class Covers>
Pool shared_pool(const Account& account, PoolScope scope, Covers covers) {
    Pool pool{scope, false, {}, {}, {}};
    pool.has_cash = covers(account.cash_chain) && (!account.cash.is_zero() || account.cash_input.has_value());
    for (std::size_t i = 0; i < account.collateral.size(); ++i) {
        if (covers(account.collateral[i].chain)) pool.collateral.push_back(i);
    }
    for (std::size_t i = 0; i < account.wallets.size(); ++i) {
        if (covers(account.wallets[i].chain)) pool.wallets.push_back(i);
    }
    for (std::size_t i = 0; i < account.positions.size(); ++i) {
        if (covers(account.positions[i].chain) && !account.positions[i].isolated_margin) pool.positions.push_back(i);
    }
    return pool;
}

}  // namespace

std::vector<Pool> pools_of(const Account& account, MarginMode mode) {
    std::vector<Pool> pools;
    if (mode == MarginMode::unified) {
        pools.push_back(shared_pool(account, {Kind::unified, 0}, [](ChainIndex) { return true; }));
    } else {
        for (ChainIndex chain = 0; chain < account.chains.size(); ++chain) {
            pools.push_back(shared_pool(account, {Kind::chain, chain}, [&](ChainIndex i) { return i == chain; }));
        }
    }
    pools.erase(std::remove_if(pools.begin(), pools.end(), is_empty), pools.end());
    for (std::size_t i = 0; i < account.positions.size(); ++i) {
        if (account.positions[i].isolated_margin) pools.push_back({{Kind::isolated, i}, false, {}, {}, {i}});
    }
    return pools;
}

CheckedDecimal gain_weight_on(const Account& account, const Pool& pool, ChainIndex chain, Decimal weight) noexcept {
    const Decimal discount = account.chains[chain].discount;
    return pool.scope.kind == Kind::unified && discount != Decimal(1) ? mul_down(weight, discount) : weight;
}

}  // namespace clearmargin
