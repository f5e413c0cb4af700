#pragma once

#include <cstddef>
#include <vector>

#include "core/bytes/fixed_bytes.hpp"

namespace clearmargin::ethereum {

/// The validators that sign headers for one period of about 27 hours.
/// Spec    consensus-specs@a08d8a6 altair/beacon-chain.md#synccommittee
struct SyncCommittee {
    std::vector<Bytes48> pubkeys;  ///< SYNC_COMMITTEE_SIZE of them; one validator can be drawn more than once
    Bytes48 aggregate_pubkey;      ///< their sum

    friend bool operator==(const SyncCommittee&, const SyncCommittee&) = default;
};

/// Spec    consensus-specs@a08d8a6 altair/beacon-chain.md#syncaggregate
struct SyncAggregate {
    Bytes sync_committee_bits;  ///< SYNC_COMMITTEE_SIZE bits, the first one lowest
    Bytes96 sync_committee_signature;

    friend bool operator==(const SyncAggregate&, const SyncAggregate&) = default;
};

[[nodiscard]] Bytes32 hash_tree_root(const SyncCommittee& committee) noexcept;

/// Whether it is the container's default: all zeros, which stands for "not given".
[[nodiscard]] bool is_default(const SyncCommittee& committee) noexcept;

/// Whether the committee's member of that index signed.
[[nodiscard]] bool has_participated(const SyncAggregate& aggregate, std::size_t index) noexcept;

/// How many signed: sum(sync_committee_bits).
[[nodiscard]] std::size_t count_participants(const SyncAggregate& aggregate) noexcept;

/// How many could have signed: len(sync_committee_bits).
[[nodiscard]] std::size_t committee_size(const SyncAggregate& aggregate) noexcept;

/// Whether at least two thirds signed, compared without division.
[[nodiscard]] bool has_supermajority(const SyncAggregate& aggregate) noexcept;

}  // namespace clearmargin::ethereum
