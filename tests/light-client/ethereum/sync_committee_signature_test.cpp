#include "light-client/ethereum/sync_committee_signature.hpp"

#include <catch2/catch.hpp>

#include "tests/support/bls_signer.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/test_chain.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

SyncAggregate first(std::size_t participants) {
    SyncAggregate aggregate;
    aggregate.sync_committee_bits.assign(4, 0);
    for (std::size_t i = 0; i < participants; ++i) {
        aggregate.sync_committee_bits[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
    }
    return aggregate;
}

}  // namespace

TEST_CASE("aggregate_of_proven_committee", "[ethereum]") {
    const TestChain chain(Fork::electra);
    SyncCommittee committee = chain.committee(0);
    SECTION("gives the plain way's key for any number of participants") {
        const auto participants = GENERATE(range<std::size_t>(1, 33));
        const auto plain = aggregate_each_validated(committee, first(participants));
        const auto shortcut = aggregate_of_proven_committee(committee, first(participants));
        REQUIRE(plain);
        REQUIRE(shortcut);
        CHECK(plain->point().encode() == shortcut->point().encode());
        CHECK(count_participants(first(participants)) == participants);
        CHECK(has_supermajority(first(participants)) == (participants >= 22));
    }
    SECTION("has no key for nobody") {
        CHECK_FALSE(aggregate_each_validated(committee, first(0)));
        CHECK_FALSE(aggregate_of_proven_committee(committee, first(0)));
    }
    SECTION("counts a member drawn twice as often as it signed") {
        committee.pubkeys[30] = committee.pubkeys[31] = committee.pubkeys[0];
        bls::CurvePoint sum;
        for (const Bytes48& key : committee.pubkeys) sum = sum.plus(*bls::CurvePoint::decode(key));
        committee.aggregate_pubkey = sum.encode();
        const auto participants = GENERATE(std::size_t{10}, std::size_t{31}, std::size_t{32});
        CHECK(aggregate_each_validated(committee, first(participants))->point().encode() ==
              aggregate_of_proven_committee(committee, first(participants))->point().encode());
    }
    SECTION("refuses keys that are no points, where it looks at them, and sums outside the group") {
        SyncCommittee damaged = committee;
        damaged.pubkeys[31] = Bytes48();
        CHECK_FALSE(aggregate_of_proven_committee(damaged, first(31)));
        CHECK_FALSE(aggregate_each_validated(damaged, first(32)));
        damaged = committee;
        damaged.aggregate_pubkey = bls_point_outside_g1();
        CHECK_FALSE(aggregate_of_proven_committee(damaged, first(32)));
        damaged = committee;
        damaged.pubkeys[2] = bls_point_outside_g1();
        CHECK_FALSE(aggregate_of_proven_committee(damaged, first(5)));
        CHECK_FALSE(aggregate_each_validated(damaged, first(5)));
    }
    SECTION("takes the plain sum where at most half signed, so a false aggregate_pubkey is not looked at") {
        const Bytes48 honest = aggregate_of_proven_committee(committee, first(16))->point().encode();
        committee.aggregate_pubkey = Bytes48();
        CHECK(aggregate_of_proven_committee(committee, first(16))->point().encode() == honest);
        CHECK_FALSE(aggregate_of_proven_committee(committee, first(17)));
    }
}

TEST_CASE("verify_sync_aggregate", "[ethereum]") {
    const TestChain chain(Fork::electra);
    const SyncCommittee committee = chain.committee(0);
    Bytes32 signing_root;
    signing_root[0] = 9;
    SyncAggregate aggregate = first(2);
    // The first two secrets of period 0, added up.
    aggregate.sync_committee_signature = *bls_sign(bls_secret(1000 + 1001), signing_root.view());
    REQUIRE(verify_sync_aggregate(committee, aggregate, signing_root).ok());
    const auto refusal = [&] { return error_of(verify_sync_aggregate(committee, aggregate, signing_root)); };
    SECTION("refuses a signature that is no point, before it looks at the keys") {
        aggregate.sync_committee_signature = Bytes96();
        aggregate.sync_committee_bits[0] = 0;
        CHECK(refusal().code == ErrorCode::malformed_signature);
    }
    SECTION("refuses nobody's signature, also the point at infinity") {
        aggregate.sync_committee_bits[0] = 0;
        aggregate.sync_committee_signature = Bytes96();
        aggregate.sync_committee_signature[0] = 0xc0;
        CHECK(refusal().code == ErrorCode::malformed_pubkey);
        aggregate.sync_committee_bits[0] = 3;
        CHECK(refusal().code == ErrorCode::invalid_signature);
    }
    SECTION("refuses one participant more or less, or another") {
        aggregate.sync_committee_bits[0] = GENERATE(std::uint8_t{1}, std::uint8_t{7}, std::uint8_t{5});
        CHECK(refusal().code == ErrorCode::invalid_signature);
    }
}
