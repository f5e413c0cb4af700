#pragma once

#include <optional>

#include "core/margin/liquidation_price.hpp"
#include "core/margin/pool.hpp"
#include "wasm/margin/account_of.hpp"
#include "wasm/margin/margin_request.hpp"

namespace clearmargin {

/// An account with some inputs, tried out: what stands together on it, isolated positions apart.
struct AccountTrial {
    EngineAccount engine;
    std::optional<Pool> pool;  ///< absent where there is neither collateral nor a cross position
    PoolFigures figures;       ///< of the pool
    PoolInputs inputs;

    /// Whether it carries its initial margin.
    [[nodiscard]] bool carries() const noexcept {
        return !figures.liquidatable && figures.initial_margin.value <= figures.initial_equity.value;
    }
};

/// Makes an empty `to` of `inputs` under the policy and evidence of `request`.
/// Fails   as build_account, validate_account and evaluate_pool
[[nodiscard]] Status try_account(const MarginRequest& request, const MarginSnapshot& inputs, AccountTrial& to);

/// The figures of all pools, without liquidation prices. Fails as evaluate_pool.
[[nodiscard]] Status evaluate_pools(const EngineAccount& engine, MarginResult& to);

/// Where a move of `asset`, which has a price of its own, liquidates the pool; never where there is no pool.
/// Fails   as try_account; missing_price ("asset"); decimal_overflow
[[nodiscard]] Status liquidation_of(const MarginRequest& request, const MarginSnapshot& inputs, const AssetId& asset,
                                    AssetLiquidation& to);

/// The place of that asset in the account. Fails missing_price ("asset").
[[nodiscard]] Result<AssetIndex> asset_of(const Account& account, const AssetId& asset);

}  // namespace clearmargin
