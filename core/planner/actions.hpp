#pragma once

#include <optional>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What must be added for equity to reach target x maintenance margin.
struct TopUp {
    Decimal shortage;                 ///< USD, rounded up
    std::optional<Decimal> quantity;  ///< of the asset, rounded up; absent where it counts nothing
};
/// Source  docs/margin-model.md#actions
[[nodiscard]] Result<TopUp> top_up_amount(Decimal equity, Decimal maintenance_margin, Decimal target, Decimal price,
                                          Decimal haircut, Decimal discount);

/// How much of one position must be closed. `restores` is false where closing costs more than it releases, or where
/// even closing all of it is not enough.
struct PartialClose {
    std::optional<Decimal> quantity;  ///< rounded up
    bool restores = false;
};
/// Units  close_cost: fee and slippage as a ratio of what is closed
[[nodiscard]] Result<PartialClose> partial_close(Decimal equity, Decimal quantity, Decimal price,
                                                 Decimal maintenance_rate, Decimal target, Decimal close_cost);

/// The largest order on one side that the free equity carries, rounded down; 0 where there is none free.
[[nodiscard]] Result<Decimal> max_order_size(Decimal equity, Decimal initial_margin_used, Decimal price,
                                             Decimal initial_rate, Decimal fee, Decimal open_loss_per_unit);

/// The most of one asset that can leave: min(quantity, free / (P (1 - H) D)), rounded down; 0 below the initial margin.
[[nodiscard]] Result<Decimal> max_withdraw(Decimal quantity, Decimal equity, Decimal initial_margin, Decimal price,
                                           Decimal haircut, Decimal discount);

/// Place in a queue of positions that may be closed against a bankrupt one, as venues of the first family have it: the
/// PnL ratio times leverage for a gain, divided by it for a loss. A rank needs the venue's distribution.
[[nodiscard]] Result<Decimal> adl_score_cex(Decimal profit_ratio, Decimal effective_leverage);

/// The same as Hyperliquid has it: (mark / entry) (notional / account value); a short uses entry / mark.
/// Units  notional: negative for a short
[[nodiscard]] Result<Decimal> adl_score_hyperliquid(Decimal mark, Decimal entry, Decimal notional,
                                                    Decimal account_value);

}  // namespace clearmargin
