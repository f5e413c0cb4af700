#include "tests/support/ethereum/container_roots.hpp"

#include "core/crypto/sha256.hpp"
#include "core/merkle/merkle_branch.hpp"
#include "core/merkle/merkleize.hpp"

namespace clearmargin::tests {
namespace {

using namespace ethereum;

Bytes32 root_of(const SyncAggregate& aggregate) {
    return merkleize({hash_tree_root_of_bytes(aggregate.sync_committee_bits),
                      hash_tree_root_of_bytes(aggregate.sync_committee_signature.view())});
}

/// The root of the tree that `leaf` at `gindex` and the last nodes of `branch` make.
Bytes32 root_of_branch(Bytes32 leaf, std::span<const Bytes32> branch, GeneralizedIndex gindex) {
    const auto nodes = branch.last(floorlog2(gindex));
    std::uint64_t index = get_subtree_index(gindex);
    for (const Bytes32& sibling : nodes) {
        leaf = (index & 1U) != 0 ? sha256_pair(sibling, leaf) : sha256_pair(leaf, sibling);
        index >>= 1U;
    }
    return leaf;
}

}  // namespace

Bytes32 root_of(const LightClientHeader& header) {
    const Bytes32 beacon = hash_tree_root(header.beacon);
    const Bytes32 branch = merkleize(header.execution_branch);
    switch (header.form) {
        case HeaderForm::altair:
            return merkleize({beacon});
        case HeaderForm::capella:
            return merkleize({beacon, hash_tree_root_capella(header.execution), branch});
        case HeaderForm::deneb:
            return merkleize({beacon, hash_tree_root_deneb(header.execution), branch});
        case HeaderForm::gloas:
            return merkleize({beacon, header.execution_block_hash, branch});
    }
    return {};
}

Bytes32 root_of(const LightClientBootstrap& bootstrap) {
    return merkleize({root_of(bootstrap.header), hash_tree_root(bootstrap.current_sync_committee),
                      merkleize(bootstrap.current_sync_committee_branch)});
}

Bytes32 root_of(const LightClientUpdate& update, UpdateKind kind) {
    std::vector<Bytes32> roots = {root_of(update.attested_header)};
    if (kind == UpdateKind::update) {
        roots.push_back(hash_tree_root(update.next_sync_committee));
        roots.push_back(merkleize(update.next_sync_committee_branch));
    }
    if (kind != UpdateKind::optimistic_update) {
        roots.push_back(root_of(update.finalized_header));
        roots.push_back(merkleize(update.finality_branch));
    }
    roots.push_back(root_of(update.sync_aggregate));
    roots.push_back(clearmargin::hash_tree_root(update.signature_slot));
    return merkleize(std::move(roots));
}

Bytes32 get_lc_execution_root(const LightClientHeader& header, const NetworkParams& params) {
    const Fork fork = fork_at_slot(header.beacon.slot, params);
    if (fork < Fork::capella) return {};
    if (fork >= Fork::gloas) return header.execution_block_hash;
    if (header.form != HeaderForm::gloas) {
        return fork >= Fork::deneb ? hash_tree_root_deneb(header.execution) : hash_tree_root_capella(header.execution);
    }
    const GeneralizedIndex block_hash_gindex = fork >= Fork::deneb ? 44 : 28;
    const std::span<const Bytes32> branch = header.execution_branch;
    constexpr std::size_t payload_depth = 4;
    return root_of_branch(header.execution_block_hash, branch.first(branch.size() - payload_depth), block_hash_gindex);
}

}  // namespace clearmargin::tests
