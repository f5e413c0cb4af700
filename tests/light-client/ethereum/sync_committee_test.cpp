#include "light-client/ethereum/sync_committee.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;
using namespace clearmargin::ethereum;

TEST_CASE("has_supermajority", "[ethereum]") {
    // Of 24, two thirds are a whole number.
    SyncAggregate aggregate;
    aggregate.sync_committee_bits = {0xff, 0xff, 0x00};
    REQUIRE(count_participants(aggregate) == 16);
    CHECK(has_supermajority(aggregate));
    aggregate.sync_committee_bits = {0xff, 0x7f, 0x00};
    CHECK_FALSE(has_supermajority(aggregate));
}

TEST_CASE("is_default, of a sync committee", "[ethereum]") {
    SyncCommittee committee;
    committee.pubkeys.resize(32);
    CHECK(is_default(committee));
    SyncCommittee other = committee;
    other.aggregate_pubkey[47] = 1;
    CHECK_FALSE(is_default(other));
    other = committee;
    other.pubkeys[31][0] = 1;
    CHECK_FALSE(is_default(other));
}
