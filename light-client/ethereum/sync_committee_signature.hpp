#pragma once

#include <optional>

#include "core/crypto/bls12_381.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/sync_committee.hpp"

namespace clearmargin::ethereum {

/// The sum of the participants' keys, every key through KeyValidate: the specification's way, for any committee.
/// None where a key or the sum is no valid key, or nobody signed.
/// Shape   as many bits as keys
/// Spec    draft-irtf-cfrg-bls-signature-04#3.3.4 FastAggregateVerify, AggregatePKs
[[nodiscard]] std::optional<bls::PublicKey> aggregate_each_validated(const SyncCommittee& committee,
                                                                     const SyncAggregate& aggregate) noexcept;

/// The same sum, for a committee whose root a trusted state holds. It takes the cheaper way: either it adds up the keys
/// of those who signed, or it takes those of the absent off `aggregate_pubkey`; and it leaves out KeyValidate of each
/// key, checking the sum's instead.
/// Port    For such a committee this accepts exactly what the specification accepts:
///         - `aggregate_pubkey` is the sum of `pubkeys`: the state transition computed both (get_next_sync_committee,
///           eth_aggregate_pubkeys), and both lie under the committee's root. Taking off the absent leaves the sum of
///           the participants, as addition of points is commutative and has inverses.
///         - each key is on the curve, in G1 and not infinity: a validator enters the state only by a deposit whose
///           signature verified under its key, which includes KeyValidate. So the check of each cannot fail.
///         - were the state dishonest in either respect, its committee of 512 would have to have been signed in by the
///           dishonest: who can do that can name 512 keys of their own, and gains nothing by a false sum. A key outside
///           G1 still gets nowhere: the sum is checked, and outside G1 it is refused.
[[nodiscard]] std::optional<bls::PublicKey> aggregate_of_proven_committee(const SyncCommittee& committee,
                                                                          const SyncAggregate& aggregate) noexcept;

/// What is left to verify of an aggregate, out of a committee whose root a trusted state holds: one key, one message,
/// one signature. Fails   malformed_signature, malformed_pubkey; where: "sync_aggregate..." Spec
/// consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#validate_light_client_update, the last assert
[[nodiscard]] Result<bls::SignedMessage> signed_message(const SyncCommittee& committee, const SyncAggregate& aggregate,
                                                        const Bytes32& signing_root);

/// Fails   invalid_signature; where: "sync_aggregate..."
[[nodiscard]] Status verify_signed_message(const bls::SignedMessage& message);

/// Both: whether the aggregate's signature is its participants' one of that root.
[[nodiscard]] Status verify_sync_aggregate(const SyncCommittee& committee, const SyncAggregate& aggregate,
                                           const Bytes32& signing_root);

}  // namespace clearmargin::ethereum
