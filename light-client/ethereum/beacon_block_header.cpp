#include "light-client/ethereum/beacon_block_header.hpp"

#include "core/merkle/merkleize.hpp"

namespace clearmargin::ethereum {

Bytes32 hash_tree_root(const BeaconBlockHeader& header) noexcept {
    return merkleize({clearmargin::hash_tree_root(header.slot), clearmargin::hash_tree_root(header.proposer_index),
                      header.parent_root, header.state_root, header.body_root});
}

}  // namespace clearmargin::ethereum
