#include "light-client/ethereum/light_client_json.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/json_patch.hpp"
#include "tests/support/ethereum/test_chain.hpp"
#include "tests/support/json_build.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

Json::Member number(std::string name, std::uint64_t value) { return entry(std::move(name), std::to_string(value)); }

template <class Items>
Json hex_list(const Items& items) {
    std::vector<Json> out;
    for (const auto& item : items) out.emplace_back(to_hex(item));
    return array(std::move(out));
}

Json json_of(const ExecutionPayloadHeader& execution, HeaderForm form) {
    Json out = object(
        {entry("parent_hash", to_hex(execution.parent_hash)), entry("fee_recipient", to_hex(execution.fee_recipient)),
         entry("state_root", to_hex(execution.state_root)), entry("receipts_root", to_hex(execution.receipts_root)),
         entry("logs_bloom", to_hex(execution.logs_bloom)), entry("prev_randao", to_hex(execution.prev_randao)),
         number("block_number", execution.block_number), number("gas_limit", execution.gas_limit),
         number("gas_used", execution.gas_used), number("timestamp", execution.timestamp),
         entry("extra_data", to_hex(execution.extra_data)),
         entry("base_fee_per_gas", to_decimal(execution.base_fee_per_gas)),
         entry("block_hash", to_hex(execution.block_hash)),
         entry("transactions_root", to_hex(execution.transactions_root)),
         entry("withdrawals_root", to_hex(execution.withdrawals_root))});
    if (form == HeaderForm::deneb) {
        set(out, "blob_gas_used", Json(std::to_string(execution.blob_gas_used)));
        set(out, "excess_blob_gas", Json(std::to_string(execution.excess_blob_gas)));
    }
    return out;
}

Json json_of(const LightClientHeader& header) {
    const BeaconBlockHeader& beacon = header.beacon;
    Json out =
        object({entry("beacon", object({number("slot", beacon.slot), number("proposer_index", beacon.proposer_index),
                                        entry("parent_root", to_hex(beacon.parent_root)),
                                        entry("state_root", to_hex(beacon.state_root)),
                                        entry("body_root", to_hex(beacon.body_root))}))});
    if (header.form == HeaderForm::altair) return out;
    if (header.form == HeaderForm::gloas) {
        set(out, "execution_block_hash", Json(to_hex(header.execution_block_hash)));
    } else {
        set(out, "execution", json_of(header.execution, header.form));
    }
    set(out, "execution_branch", hex_list(header.execution_branch));
    return out;
}

Json json_of(const SyncCommittee& committee) {
    return object(
        {entry("pubkeys", hex_list(committee.pubkeys)), entry("aggregate_pubkey", to_hex(committee.aggregate_pubkey))});
}

Json versioned(Fork fork, Json data) {
    return object({entry("version", std::string(fork_name(fork))), entry("data", std::move(data))});
}

Json json_of(const LightClientBootstrap& bootstrap, Fork fork) {
    return versioned(
        fork, object({entry("header", json_of(bootstrap.header)),
                      entry("current_sync_committee", json_of(bootstrap.current_sync_committee)),
                      entry("current_sync_committee_branch", hex_list(bootstrap.current_sync_committee_branch))}));
}

Json json_of(const LightClientUpdate& update, Fork fork, UpdateKind kind) {
    const SyncAggregate& aggregate = update.sync_aggregate;
    Json data = object({entry("attested_header", json_of(update.attested_header)),
                        entry("sync_aggregate",
                              object({entry("sync_committee_bits", to_hex(aggregate.sync_committee_bits)),
                                      entry("sync_committee_signature", to_hex(aggregate.sync_committee_signature))})),
                        number("signature_slot", update.signature_slot)});
    if (kind == UpdateKind::update) {
        set(data, "next_sync_committee", json_of(update.next_sync_committee));
        set(data, "next_sync_committee_branch", hex_list(update.next_sync_committee_branch));
    }
    if (kind != UpdateKind::optimistic_update) {
        set(data, "finalized_header", json_of(update.finalized_header));
        set(data, "finality_branch", hex_list(update.finality_branch));
    }
    return versioned(fork, std::move(data));
}

}  // namespace

TEST_CASE("read_bootstrap, read_update", "[ethereum]") {
    const Fork fork = GENERATE(Fork::altair, Fork::bellatrix, Fork::capella, Fork::deneb, Fork::electra, Fork::gloas);
    const TestChain chain(fork);
    const LightClientBootstrap bootstrap = chain.bootstrap(10);
    const LightClientUpdate update = chain.update({.attested_slot = 30, .finalized_slot = 20});

    const Json bootstrap_json = json_of(bootstrap, fork);
    const auto read_back = decode_bootstrap(JsonReader(bootstrap_json), chain.params);
    REQUIRE(read_back.ok());
    CHECK(read_back.value() == bootstrap);

    const Json whole = json_of(update, fork, UpdateKind::update);
    const auto as_update = decode_update(JsonReader(whole), chain.params);
    REQUIRE(as_update.ok());
    CHECK(as_update.value() == update);

    // Of what a kind does not have, nothing is read though it stands there.
    const Json finality = json_of(update, fork, UpdateKind::finality_update);
    for (const Json* document : {&finality, &whole}) {
        const auto read = decode_finality_update(JsonReader(*document), chain.params);
        REQUIRE(read.ok());
        CHECK(read.value().finalized_header == update.finalized_header);
        CHECK(is_default(read.value().next_sync_committee));
    }
    const Json optimistic = json_of(update, fork, UpdateKind::optimistic_update);
    for (const Json* document : {&optimistic, &whole}) {
        const auto read = decode_optimistic_update(JsonReader(*document), chain.params);
        REQUIRE(read.ok());
        CHECK(read.value().attested_header == update.attested_header);
        CHECK(is_default(read.value().finalized_header));
        CHECK(is_default(read.value().next_sync_committee));
    }
    CHECK(error_of(decode_update(JsonReader(finality), chain.params)).where == "data.next_sync_committee");
    CHECK(error_of(decode_finality_update(JsonReader(optimistic), chain.params)).where == "data.finalized_header");
}

TEST_CASE("read_update refuses lists and bits of another length", "[ethereum]") {
    const TestChain chain(Fork::electra);
    const LightClientUpdate update = chain.update({.attested_slot = 30, .finalized_slot = 20});
    Json document = json_of(update, Fork::electra, UpdateKind::update);
    REQUIRE(decode_update(JsonReader(document), chain.params).ok());
    SECTION("lists") {
        const std::string list = GENERATE("next_sync_committee/pubkeys", "next_sync_committee_branch",
                                          "finality_branch", "attested_header/execution_branch");
        std::string where = "data." + list;
        std::replace(where.begin(), where.end(), '/', '.');
        auto& items = *place_at(document, "/data/" + list).get_if<Json::Array>();
        items.push_back(items.back());
        const Error more = error_of(decode_update(JsonReader(document), chain.params));
        CHECK(more.code == ErrorCode::too_many_items);
        CHECK(more.where == where);
        items.resize(items.size() - 2);
        const Error fewer = error_of(decode_update(JsonReader(document), chain.params));
        CHECK(fewer.code == ErrorCode::wrong_length);
        CHECK(fewer.where == where);
    }
    SECTION("bits") {
        place_at(document, "/data/sync_aggregate/sync_committee_bits") = Json(std::string("0xffffff"));
        CHECK(error_of(decode_update(JsonReader(document), chain.params)) ==
              Error{ErrorCode::wrong_length, "data.sync_aggregate.sync_committee_bits", "expected 4 bytes, got 3"});
    }
}
