#include "light-client/ethereum/sync_committee_signature.hpp"

#include "core/bytes/hex.hpp"

namespace clearmargin::ethereum {
namespace {

/// The sum of the keys of those who signed (`participating`), or of those who did not; none where one is no point.
std::optional<bls::CurvePoint> sum_where(const SyncCommittee& committee, const SyncAggregate& aggregate,
                                         bool participating) noexcept {
    bls::CurvePoint sum;
    for (std::size_t i = 0; i < committee.pubkeys.size(); ++i) {
        if (has_participated(aggregate, i) != participating) continue;
        const auto point = bls::CurvePoint::decode(committee.pubkeys[i]);
        if (!point) return std::nullopt;
        sum = sum.plus(*point);
    }
    return sum;
}

std::optional<bls::CurvePoint> all_but_the_absent(const SyncCommittee& committee,
                                                  const SyncAggregate& aggregate) noexcept {
    const auto all = bls::CurvePoint::decode(committee.aggregate_pubkey);
    const auto absent = sum_where(committee, aggregate, false);
    if (!all || !absent) return std::nullopt;
    return all->minus(*absent);
}

}  // namespace

std::optional<bls::PublicKey> aggregate_each_validated(const SyncCommittee& committee,
                                                       const SyncAggregate& aggregate) noexcept {
    bls::CurvePoint sum;
    for (std::size_t i = 0; i < committee.pubkeys.size(); ++i) {
        if (!has_participated(aggregate, i)) continue;
        const auto key = bls::PublicKey::validate(committee.pubkeys[i]);
        if (!key) return std::nullopt;
        sum = sum.plus(key->point());
    }
    return bls::PublicKey::validate(sum);
}

std::optional<bls::PublicKey> aggregate_of_proven_committee(const SyncCommittee& committee,
                                                            const SyncAggregate& aggregate) noexcept {
    const bool most_signed = 2 * count_participants(aggregate) > committee_size(aggregate);
    const auto sum = most_signed ? all_but_the_absent(committee, aggregate) : sum_where(committee, aggregate, true);
    if (!sum) return std::nullopt;
    return bls::PublicKey::validate(*sum);
}

Result<bls::SignedMessage> signed_message(const SyncCommittee& committee, const SyncAggregate& aggregate,
                                          const Bytes32& signing_root) {
    const auto signature = bls::Signature::decode(aggregate.sync_committee_signature);
    if (!signature) {
        return refuse(ErrorCode::malformed_signature, "sync_aggregate.sync_committee_signature",
                      "the compressed form of a point of G2");
    }
    const auto key = aggregate_of_proven_committee(committee, aggregate);
    if (!key) {
        return refuse(ErrorCode::malformed_pubkey, "sync_aggregate.sync_committee_bits",
                      "participants whose keys add up to a valid key");
    }
    return bls::SignedMessage{*key, signing_root, *signature};
}

Status verify_signed_message(const bls::SignedMessage& message) {
    if (message.signature.verifies(message.key, message.message.view())) return {};
    return refuse(ErrorCode::invalid_signature, "sync_aggregate.sync_committee_signature",
                  "the participants' signature of " + to_hex(message.message));
}

Status verify_sync_aggregate(const SyncCommittee& committee, const SyncAggregate& aggregate,
                             const Bytes32& signing_root) {
    TRY(const auto message, signed_message(committee, aggregate, signing_root));
    return verify_signed_message(message);
}

}  // namespace clearmargin::ethereum
