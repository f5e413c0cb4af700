#pragma once

#include "core/asset/caip.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::fuzz {

/// A network of the minimal preset, so that inputs are short, in which each fork has epochs of its own.
inline const ethereum::NetworkParams& network() {
    using ethereum::Fork;
    static const ethereum::NetworkParams params = [] {
        ethereum::NetworkParams made;
        made.name = "fuzz";
        made.chain = parse_chain_id("eip155:1").value();
        made.genesis_time = 1000;
        made.preset = ethereum::minimal_preset;
        for (auto fork = std::uint8_t{0}; fork <= static_cast<std::uint8_t>(Fork::gloas); ++fork) {
            made.forks.push_back({static_cast<Fork>(fork), std::uint64_t{8} * fork, {{fork}}});
        }
        return made;
    }();
    return params;
}

}  // namespace clearmargin::fuzz
