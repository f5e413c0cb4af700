#pragma once

#include <string>
#include <vector>

#include "core/margin/margin.hpp"
#include "core/risk/lag.hpp"

namespace clearmargin {

/// How one asset moves. A stablecoin that loses its peg is such a move.
struct PriceMove {
    AssetIndex asset = 0;
    Decimal move;        ///< of the price as a ratio of it: -0.3 is -30%
    Decimal basis_move;  ///< of mark / index, added to it
};

/// What happens to an account, all of it at once.
struct StressScenario {
    std::string name;
    std::vector<PriceMove> moves;           ///< what is linked to an asset moves with it, unless it has its own move
    std::vector<ChainIndex> failed_chains;  ///< collateral there counts nothing; positions there keep today's mark
    Decimal volatility_multiple = 1;        ///< of options' and of what latency premiums were computed with
    Decimal latency_multiple = 1;
};

/// Makes `account` what it is after `scenario`; a refusal leaves it as it was. A mark of its own keeps its distance to
/// the index in proportion. An option is valued as of `now`; a volatility ends at 50.
///
/// Units   latency: what the account's latency premiums were computed by
/// Rounds  what is owned down, what is owed up
/// Fails   unknown_reference ("moves[1].asset", "failed_chains[0]"); duplicate_id for a second move of an asset;
///         out_of_range for a move of -1 and below, which leaves no price, or a multiple outside [0, 10^6];
///         decimal_overflow
/// Source  docs/margin-model.md#stress
[[nodiscard]] Status apply_scenario(Account& account, const StressScenario& scenario,
                                    const LatencyTerms& latency,
                                    UnixSeconds now);

/// What became of an account in a scenario.
struct StressResult {
    std::string name;
    MarginResult margin;
    std::optional<std::size_t> weakest;  ///< place of the pool with the least buffer; the first to break
};

/// The figures of the account in each scenario, in order.
/// Fails   as validate_account, apply_scenario (under "scenarios[2]") and compute_margin_result; too_many_items above
///         4096 scenarios
[[nodiscard]] Result<std::vector<StressResult>> stress_account(const Account& account, const MarginParams& params,
                                                               const std::vector<StressScenario>& scenarios,
                                                               const LatencyTerms& latency);

}  // namespace clearmargin
