#pragma once

#include <cstddef>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"

namespace clearmargin {

/// The parts of an account that stand and fall together, as places in its lists.
struct Pool {
    PoolScope scope;
    bool has_cash = false;
    std::vector<std::size_t> collateral;
    std::vector<std::size_t> wallets;
    std::vector<std::size_t> positions;
};

/// The pools of `account`: one over all chains, or one for each chain that has anything, then the isolated positions.
[[nodiscard]] std::vector<Pool> pools_of(const Account& account, MarginMode mode);

/// How much of a gain made on `chain` counts: `weight`, and in a pool over all chains also the messaging discount.
/// Rounds  down
[[nodiscard]] CheckedDecimal gain_weight_on(const Account& account, const Pool& pool, ChainIndex chain,
                                            Decimal weight) noexcept;

}  // namespace clearmargin
