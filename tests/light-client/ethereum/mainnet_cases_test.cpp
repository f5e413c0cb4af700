#include <catch2/catch.hpp>
#include <cstdio>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/ethereum_light_client.hpp"
#include "light-client/ethereum/sync_committee_signature.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;
using clearmargin::verifiers::EthereumLightClient;

namespace {

void check_header(const LightClientHeader& header, const JsonReader& expected) {
    CHECK(header.beacon.slot == number(expected, "slot"));
    CHECK(to_hex(hash_tree_root(header.beacon)) == text(expected, "beacon_root"));
    if (!has(expected, "execution_block_hash")) return;
    CHECK(header.execution.block_number == number(expected, "execution_block_number"));
    CHECK(to_hex(header.execution.block_hash) == text(expected, "execution_block_hash"));
    CHECK(to_hex(header.execution.state_root) == text(expected, "execution_state_root"));
    CHECK(to_hex(header.execution.receipts_root) == text(expected, "execution_receipts_root"));
}

void check_store(const LightClientStore& store, const JsonReader& expected) {
    check_header(store.finalized_header, member(expected, "finalized_header"));
    check_header(store.optimistic_header, member(expected, "optimistic_header"));
    CHECK(store.next_sync_committee.has_value() == member(expected, "next_sync_committee_known").boolean().value());
}

/// The committee that has to have signed, out of a store that took the update or is about to.
const SyncCommittee& signers(const LightClientStore& store, const LightClientUpdate& update,
                             const NetworkParams& params) {
    const auto period = [&](Slot slot) { return compute_sync_committee_period_at_slot(slot, params); };
    const bool is_current = period(update.signature_slot) == period(store.finalized_header.beacon.slot);
    return is_current ? store.current_sync_committee : *store.next_sync_committee;
}

/// The block that the newest header of that kind proves, as the vectors have it.
void check_block(const ProvenHeader* header, const JsonReader& expected, EvidenceLevel level) {
    if (!has(expected, "execution_block_hash")) return;
    REQUIRE(header != nullptr);
    const auto& block = std::get<Proven<ExecutionBlock>>(header->block);
    CHECK(to_hex(block->hash) == text(expected, "execution_block_hash"));
    CHECK(to_hex(block->state_root) == text(expected, "execution_state_root"));
    CHECK(block->number == number(expected, "execution_block_number"));
    CHECK(block.evidence().level == level);
}

struct Counts {
    std::size_t cases = 0;
    std::size_t steps = 0;
};

void run_step(const CaseFile& vectors, EthereumLightClient& client, const JsonReader& step) {
    const std::string type = text(step, "type");
    if (type == "force_update") {
        const bool applied = client.force_update(vectors.time_of(number(step, "current_slot")));
        CHECK(applied == member(step, "expect_applied").boolean().value());
        if (has(step, "expect_after")) check_store(client.store(), member(step, "expect_after"));
        return;
    }
    const auto update = vectors.update(step);
    REQUIRE(update.ok());
    const LightClientStore before = client.store();
    const UnixSeconds now = vectors.time_of(vectors.max_signature_slot());
    const UpdateOutcome outcome = client.process({"update", update.value()}, now);
    if (text(step, "expect") == "reject") {
        REQUIRE(outcome.refused);
        CHECK(outcome.refused->code == ErrorCode::unknown_sync_committee_period);
        CHECK(outcome.refused->where == "update.data.signature_slot");
        CHECK(client.store() == before);
        return;
    }
    if (outcome.refused) FAIL(outcome.refused->where << ": " << outcome.refused->expected);
    CHECK(outcome.participation.participants == number(step, "participants"));
    CHECK(outcome.participation.signature_period == number(step, "signature_period"));
    // An update that was applied leaves none to fall back on.
    const bool applied = !client.store().best_valid_update;
    CHECK(applied == member(step, "applied_to_finalized").boolean().value());
    const JsonReader after = member(step, "expect_after");
    check_store(client.store(), after);
    if (!client.trust().was_forced) {
        check_block(client.newest_finalized(), member(after, "finalized_header"), EvidenceLevel::proven);
    }

    // The two ways to add up the signers' keys give the same key.
    const SyncAggregate& aggregate = update.value().sync_aggregate;
    const SyncCommittee& committee = signers(before, update.value(), vectors.params());
    const auto plain = aggregate_each_validated(committee, aggregate);
    const auto shortcut = aggregate_of_proven_committee(committee, aggregate);
    REQUIRE(plain);
    REQUIRE(shortcut);
    CHECK(plain->point().encode() == shortcut->point().encode());
}

void run_case(const std::filesystem::path& folder, CaseFile::Encoding encoding, Counts& counts) {
    CAPTURE(folder.filename().string());
    const CaseFile vectors(folder, encoding);
    const auto bootstrap = vectors.bootstrap();
    REQUIRE(bootstrap.ok());
    auto started = EthereumLightClient::start(vectors.params(), vectors.trusted_block_root(), bootstrap.value(),
                                              vectors.time_of(vectors.max_signature_slot()));
    if (!started.ok()) FAIL(started.error().where << ": " << started.error().expected);
    EthereumLightClient client = std::move(started).value();
    check_header(client.store().finalized_header, member(member(vectors.reader(), "bootstrap"), "expect_after"));
    const auto steps = vectors.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        CAPTURE(i);
        run_step(vectors, client, steps[i]);
    }
    ++counts.cases;
    counts.steps += steps.size() + 1;
}

}  // namespace

TEST_CASE("EthereumLightClient, chains of mainnet updates", "[ethereum][vectors]") {
    const auto folder = vectors_or_skip("ethereum");
    if (!folder) return;
    Counts counts;
    for (const auto encoding : {CaseFile::Encoding::json, CaseFile::Encoding::ssz}) {
        for (const char* name :
             {"mainnet-altair-290", "mainnet-capella-862", "mainnet-deneb-1347", "mainnet-deneb-1392",
              "mainnet-deneb-electra-1421", "mainnet-electra-1573", "mainnet-fulu-1823"}) {
            run_case(*folder / name, encoding, counts);
        }
    }
    CHECK(counts.cases == 14);
    std::printf("ethereum mainnet cases: %zu cases (JSON and SSZ), %zu steps\n", counts.cases, counts.steps);
}
