#pragma once

#include <optional>

#include "core/asset/caip.hpp"

namespace clearmargin {

/// Which contracts on the parent chain anchor an Arbitrum (Nitro) chain. It comes from the user's policy.
struct ArbitrumChain {
    ChainId chain;
    ChainId parent;
    std::optional<Address> outbox;         ///< Outbox: roots of confirmed assertions
    std::optional<Address> rollup;         ///< RollupProxy with BoLD assertions
    std::optional<Address> legacy_rollup;  ///< RollupProxy with numbered nodes, from before BoLD
    bool is_any_trust = false;             ///< a committee keeps the data, and may confirm at once
};

}  // namespace clearmargin
