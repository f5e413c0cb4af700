#include "light-client/ethereum/sync_committee.hpp"

#include <algorithm>
#include <bit>

#include "core/crypto/sha256.hpp"
#include "core/merkle/merkleize.hpp"

namespace clearmargin::ethereum {
namespace {

Bytes32 hash_tree_root_of_pubkey(const Bytes48& pubkey) noexcept {
    FixedBytes<64> chunks;
    std::copy(pubkey.begin(), pubkey.end(), chunks.bytes.begin());
    return sha256(chunks.view());
}

}  // namespace

Bytes32 hash_tree_root(const SyncCommittee& committee) noexcept {
    std::vector<Bytes32> roots(committee.pubkeys.size());
    std::transform(committee.pubkeys.begin(), committee.pubkeys.end(), roots.begin(), hash_tree_root_of_pubkey);
    return sha256_pair(merkleize(std::move(roots)), hash_tree_root_of_pubkey(committee.aggregate_pubkey));
}

bool is_default(const SyncCommittee& committee) noexcept {
    return is_zero(committee.aggregate_pubkey) &&
           std::all_of(committee.pubkeys.begin(), committee.pubkeys.end(), is_zero<48>);
}

bool has_participated(const SyncAggregate& aggregate, std::size_t index) noexcept {
    return ((unsigned{aggregate.sync_committee_bits[index / 8]} >> (index % 8)) & 1U) != 0;
}

std::size_t count_participants(const SyncAggregate& aggregate) noexcept {
    std::size_t count = 0;
    for (const std::uint8_t byte : aggregate.sync_committee_bits)
        count += static_cast<std::size_t>(std::popcount(byte));
    return count;
}

std::size_t committee_size(const SyncAggregate& aggregate) noexcept { return 8 * aggregate.sync_committee_bits.size(); }

bool has_supermajority(const SyncAggregate& aggregate) noexcept {
    return 3 * count_participants(aggregate) >= 2 * committee_size(aggregate);
}

}  // namespace clearmargin::ethereum
