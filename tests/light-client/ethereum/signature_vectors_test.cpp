#include <catch2/catch.hpp>
#include <cstdio>

#include "light-client/ethereum/light_client_json.hpp"
#include "light-client/ethereum/signing.hpp"
#include "light-client/ethereum/sync_committee_signature.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

SyncCommittee read_committee(const JsonReader& from) {
    SyncCommittee committee;
    for (const JsonReader& key : member(from, "pubkeys").elements(512).value()) {
        committee.pubkeys.push_back(key.fixed_bytes<48>().value());
    }
    committee.aggregate_pubkey = member(from, "aggregate_pubkey").fixed_bytes<48>().value();
    return committee;
}

/// The plain way, the shortcut, and a signature with one bit changed.
void check_signature(const SyncCommittee& committee, const SyncAggregate& aggregate, const Bytes32& signing_root) {
    std::vector<Bytes48> participants;
    for (std::size_t i = 0; i < committee.pubkeys.size(); ++i) {
        if (has_participated(aggregate, i)) participants.push_back(committee.pubkeys[i]);
    }
    CHECK(bls::fast_aggregate_verify(participants, signing_root.view(), aggregate.sync_committee_signature));
    CHECK(verify_sync_aggregate(committee, aggregate, signing_root).ok());
    Bytes32 other = signing_root;
    other[31] ^= 1U;
    CHECK_FALSE(bls::fast_aggregate_verify(participants, other.view(), aggregate.sync_committee_signature));
    CHECK_FALSE(verify_sync_aggregate(committee, aggregate, other).ok());
}

}  // namespace

TEST_CASE("verify_sync_aggregate, mainnet signatures without a store", "[ethereum][vectors]") {
    const auto root = vectors_or_skip("ethereum");
    if (!root) return;
    const NetworkParams params = network_of_name("mainnet").value();
    SECTION("accepts mainnet-bellatrix-713, with its committee's root, domain and signing root") {
        const Json document = read_json(*root / "mainnet-bellatrix-713/case.json");
        const JsonReader reader(document);
        const SyncCommittee committee = read_committee(member(reader, "sync_committee"));
        CHECK(hash_tree_root(committee) == hash(reader, "sync_committee_root"));
        const auto update = decode_optimistic_update(member(reader, "optimistic_update"), params);
        REQUIRE(update.ok());
        CHECK(update.value().signature_slot == number(reader, "signature_slot"));
        const Domain domain = compute_sync_committee_domain(update.value().signature_slot, params);
        CHECK(domain == hash(reader, "domain"));
        const Bytes32 signing_root = compute_signing_root(update.value().attested_header.beacon, domain);
        CHECK(signing_root == hash(reader, "signing_root"));
        CHECK(hash_tree_root(update.value().attested_header.beacon) == hash(reader, "beacon_root"));
        CHECK(count_participants(update.value().sync_aggregate) == number(reader, "participants"));
        check_signature(committee, update.value().sync_aggregate, signing_root);
    }
    SECTION("accepts el-state-proofs/optimistic_12889937, older than the bootstrap whose committee signed it") {
        const CaseFile vectors(*root / "mainnet-electra-1573", CaseFile::Encoding::json);
        const Json document = read_json(*root / "el-state-proofs/optimistic_12889937.json");
        const auto update = decode_optimistic_update(JsonReader(document), params);
        REQUIRE(update.ok());
        CHECK(validate_light_client_header(update.value().attested_header, params, "").ok());
        const Domain domain = compute_sync_committee_domain(update.value().signature_slot, params);
        check_signature(vectors.bootstrap().value().current_sync_committee, update.value().sync_aggregate,
                        compute_signing_root(update.value().attested_header.beacon, domain));
    }
}
