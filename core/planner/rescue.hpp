#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What brings the account back above its target, and what kind of help it is.
struct RescuePath {
    enum class Kind : unsigned char {
        transfer,  ///< collateral that has to arrive first
        on_venue,  ///< a close, hedge or repayment where the position is
    };
    std::string name;
    Kind kind = Kind::transfer;
    Decimal latency_seconds;
    Decimal fixed_cost;               ///< USD
    Decimal cost_rate;                ///< of the amount: 0.0005 is 5 basis points
    Decimal success_probability = 1;  ///< that it arrives at all
    Decimal retry_cost;               ///< USD, where it does not
    std::optional<Decimal> capacity;  ///< USD at most
};

/// What the rescue is for.
struct RescueNeed {
    Decimal mark_price;
    std::optional<Decimal> liquidation_price;  ///< absent where no price of this asset liquidates
    Decimal volatility;                        ///< per year
    Decimal drift;                             ///< per year
    Decimal amount;                            ///< USD to bring
    Decimal liquidation_loss;                  ///< USD lost if the liquidation comes first
};

struct RankedPath {
    std::size_t path = 0;      ///< place in the list given
    Decimal p_liquidation;     ///< that the liquidation price is touched before it lands, rounded up
    Decimal expected_cost;     ///< USD, rounded up
    bool has_capacity = true;  ///< for the whole amount
    bool is_efficient = true;  ///< no other path with capacity is better in one of cost and risk and no worse in both
};

struct RescueRanking {
    std::vector<RankedPath> paths;  ///< those with capacity first; by expected cost, then latency, then name
    /// Every transfer is likelier than not to come too late: act on the venue first.
    bool act_on_venue_first = false;
};

/// Ranks ways to save an account by what they are expected to cost: fixed + rate x amount + p x loss + (1 - success) x
/// retry cost, with p the probability of a first passage to the liquidation price within the latency. No single best is
/// named without its p.
///
/// Rounds  up
/// Fails   too_many_items above 64 paths; price_not_positive ("mark_price", "liquidation_price"); out_of_range for a
///         negative cost, amount, loss, latency or capacity, a probability outside [0, 1] or a volatility outside
///         [0, 50], with the path's place ("paths[1].latency_seconds"); duplicate_id for two paths of one name;
///         decimal_overflow
/// Source  docs/margin-model.md#rescue
[[nodiscard]] Result<RescueRanking> rank_rescue(const RescueNeed& need, std::span<const RescuePath> paths);

/// Ways of moving collateral with lags that are ours to guess, for a user to edit: lock-and-mint 1020 s, intent 45 s,
/// HTLC 4500 s, a close on the venue 2 s. Costs are not set.
[[nodiscard]] std::vector<RescuePath> usual_rescue_paths();

}  // namespace clearmargin
