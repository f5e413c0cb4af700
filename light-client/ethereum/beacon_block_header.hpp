#pragma once

#include <cstdint>

#include "core/bytes/fixed_bytes.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::ethereum {

/// Spec    consensus-specs@a08d8a6 phase0/beacon-chain.md#beaconblockheader
struct BeaconBlockHeader {
    Slot slot = 0;
    std::uint64_t proposer_index = 0;
    Bytes32 parent_root;
    Bytes32 state_root;
    Bytes32 body_root;

    friend bool operator==(const BeaconBlockHeader&, const BeaconBlockHeader&) = default;
};

/// The root by which the block is known.
[[nodiscard]] Bytes32 hash_tree_root(const BeaconBlockHeader& header) noexcept;

}  // namespace clearmargin::ethereum
