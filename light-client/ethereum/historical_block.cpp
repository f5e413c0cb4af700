#include "light-client/ethereum/historical_block.hpp"

#include "core/merkle/merkle_branch.hpp"

namespace clearmargin::ethereum {
namespace {

/// BeaconBlock.body.execution_payload.block_hash: the payload has 16 leaves in Capella, 32 from Deneb on.
constexpr GeneralizedIndex block_hash_gindex_capella = 3228;
constexpr GeneralizedIndex block_hash_gindex_deneb = 6444;

bool is_at(const Bytes32& leaf, std::span<const Bytes32> branch, GeneralizedIndex gindex, const Bytes32& root) {
    return is_valid_merkle_branch(leaf, branch, floorlog2(gindex), get_subtree_index(gindex), root);
}

}  // namespace

Status verify_execution_block_of(const Bytes32& beacon_root, const Bytes32& block_hash, Fork fork,
                                 std::span<const Bytes32> branch) {
    if (fork < Fork::capella || fork >= Fork::gloas) {
        return refuse(ErrorCode::unsupported_fork, "", "a fork from Capella to Fulu");
    }
    const GeneralizedIndex gindex = fork == Fork::capella ? block_hash_gindex_capella : block_hash_gindex_deneb;
    if (is_at(block_hash, branch, gindex, beacon_root)) return {};
    return refuse(ErrorCode::invalid_execution_branch, "", "a branch from the block hash to the beacon block's root");
}

Status verify_historical_block(const Bytes32& block_summary_root, std::uint64_t slot, const Bytes32& beacon_root,
                               std::span<const Bytes32> branch) {
    const GeneralizedIndex gindex = SLOTS_PER_HISTORICAL_ROOT + slot % SLOTS_PER_HISTORICAL_ROOT;
    if (is_at(beacon_root, branch, gindex, block_summary_root)) return {};
    return refuse(ErrorCode::invalid_history_branch, "", "a branch from the beacon block's root to the summary's");
}

}  // namespace clearmargin::ethereum
