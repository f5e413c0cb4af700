#pragma once

#include <span>

#include "core/risk/value_at_risk.hpp"

namespace clearmargin {

/// A chain that may fail, and what is lost with it.
struct ChainAtRisk {
    double loss = 0;             ///< USD of collateral on it
    double hazard_per_year = 0;  ///< of a failure of its messages or its bridge
};

inline constexpr std::size_t max_chains_at_risk = 12;

/// Tail of a normal market loss and the chains' failures together, summed exactly over every set of chains that may
/// fail: each by itself with 1 - e^(-hazard years), all of them at once with probability `common_cause`.
///
/// Units   market: mean and deviation of the loss over `years`, USD
/// Fails   too_many_items above 12 chains ("chains"); out_of_range ("chains[1].loss", "common_cause", "confidence")
/// Source  docs/margin-model.md#gap-risk
[[nodiscard]] Result<TailLoss> tail_loss_with_chain_failures(const ReturnMoments& market,
                                                             std::span<const ChainAtRisk> chains, double years,
                                                             double common_cause, double confidence);

}  // namespace clearmargin
