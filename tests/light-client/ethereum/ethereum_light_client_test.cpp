#include "light-client/ethereum/ethereum_light_client.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "light-client/ethereum/store_json.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/test_chain.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;
using clearmargin::verifiers::EthereumLightClient;

namespace {

constexpr Slot checkpoint = 10;

UnixSeconds time_of(const TestChain& chain, Slot slot) { return compute_time_at_slot(slot, chain.params); }

EthereumLightClient started(const TestChain& chain) {
    auto client = EthereumLightClient::start(chain.params, chain.root(checkpoint), chain.bootstrap(checkpoint),
                                             time_of(chain, 200));
    REQUIRE(client.ok());
    return std::move(client).value();
}

UpdateOutcome process(EthereumLightClient& client, const TestChain& chain, const UpdateOf& of) {
    return client.process({"updates[0]", chain.update(of)}, time_of(chain, 200));
}

const Proven<ExecutionBlock>& block_of(const ProvenHeader* header) {
    REQUIRE(header != nullptr);
    REQUIRE(std::holds_alternative<Proven<ExecutionBlock>>(header->block));
    return std::get<Proven<ExecutionBlock>>(header->block);
}

std::vector<Slot> slots_of(const EthereumLightClient& client, bool finalized) {
    std::vector<Slot> slots;
    for (const ProvenHeader& header : client.headers()) {
        if (header.finalized == finalized) slots.push_back(header.slot);
    }
    return slots;
}

}  // namespace

TEST_CASE("EthereumLightClient::start", "[ethereum]") {
    const TestChain chain(Fork::electra);
    SECTION("takes the checkpoint's own block for final") {
        const EthereumLightClient client = started(chain);
        const auto& block = block_of(client.newest_finalized());
        const LightClientHeader header = chain.block(checkpoint);
        CHECK(*block == ExecutionBlock{chain.params.chain, header.execution.block_number, header.execution.block_hash,
                                       header.execution.state_root, header.execution.receipts_root,
                                       time_of(chain, checkpoint)});
        CHECK(block.evidence().level == EvidenceLevel::proven);
        const EvidenceSource& source = block.evidence().sources.at(0);
        CHECK(source.rests_on == "Ethereum's sync committee");
        CHECK(source.chain == "eip155:1337");
        CHECK(source.block == header.execution.block_number);
        CHECK(source.block_hash == to_hex(header.execution.block_hash));
        CHECK(source.as_of == time_of(chain, checkpoint));
        const std::string root = to_hex(chain.root(checkpoint));
        CHECK(source.path ==
              std::vector<std::string>{"checkpoint " + root + " in slot 10, taken on trust",
                                       "beacon block " + root + " in slot 10, final",
                                       "execution block " + std::to_string(source.block) + " " + source.block_hash});
    }
    SECTION("refuses a checkpoint whose slot is still to come, but not the current one") {
        const auto start_at = [&](Slot slot) {
            return EthereumLightClient::start(chain.params, chain.root(checkpoint), chain.bootstrap(checkpoint),
                                              time_of(chain, slot));
        };
        CHECK(start_at(checkpoint).ok());
        const Error error = error_of(start_at(checkpoint - 1));
        CHECK(error.code == ErrorCode::header_in_future);
        CHECK(error.where == "header.beacon.slot");
    }
    SECTION("refuses an execution block whose time is not its slot's") {
        TestChain late = chain;
        late.params.genesis_time += 1;
        const auto client = EthereumLightClient::start(late.params, chain.root(checkpoint), chain.bootstrap(checkpoint),
                                                       time_of(chain, 200));
        CHECK(error_of(client).code == ErrorCode::wrong_block_timestamp);
        CHECK(error_of(client).where == "header.execution.timestamp");
    }
    SECTION("starts before Capella too, where a header proves no block") {
        const TestChain old(Fork::bellatrix);
        EthereumLightClient client = started(old);
        CHECK(client.headers().empty());
        const UpdateOutcome outcome = process(client, old, {.attested_slot = 30, .finalized_slot = 20});
        CHECK_FALSE(outcome.refused);
        REQUIRE(outcome.unproven);
        CHECK(outcome.unproven->code == ErrorCode::no_execution_block);
        CHECK(outcome.unproven->where == "updates[0].data.attested_header.execution");
        CHECK(client.store().finalized_header.beacon.slot == 20);
        CHECK(client.headers().empty());
    }
    SECTION("starts before Capella in a container of Gloas too, where zeros stand for no block") {
        const TestChain old(Fork::bellatrix);
        LightClientBootstrap bootstrap = old.bootstrap(checkpoint);
        bootstrap.header.form = HeaderForm::gloas;
        bootstrap.header.execution_branch.resize(execution_branch_length(HeaderForm::gloas));
        const auto client =
            EthereumLightClient::start(old.params, old.root(checkpoint), bootstrap, time_of(old, 200));
        REQUIRE(client.ok());
        CHECK(client.value().headers().empty());
    }
}

TEST_CASE("EthereumLightClient::process", "[ethereum]") {
    const TestChain chain(Fork::electra);
    EthereumLightClient client = started(chain);

    SECTION("proves the finalized block, and the attested one as not final") {
        const UpdateOutcome outcome =
            process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 22});
        CHECK_FALSE(outcome.refused);
        CHECK_FALSE(outcome.unproven);
        CHECK(outcome.participation == Participation{22, 32, 31, 0});
        CHECK(outcome.attested_slot == 30);
        CHECK(slots_of(client, true) == std::vector<Slot>{10, 20});
        CHECK(slots_of(client, false) == std::vector<Slot>{30});

        const auto& final_block = block_of(client.newest_finalized());
        CHECK(final_block->number == 5020);
        CHECK(final_block.evidence().level == EvidenceLevel::proven);
        const auto& attested_block = block_of(client.newest_optimistic());
        CHECK(attested_block->number == 5030);
        CHECK(attested_block.evidence().level == EvidenceLevel::proposed);
        const EvidenceSource& source = attested_block.evidence().sources.at(0);
        CHECK(source.rests_on == "Ethereum's sync committee, block not final");
        CHECK(source.path.at(1) == "signed by 22 of 32 of period 0 in slot 31");
        CHECK(source.path.at(2) ==
              "beacon block " + to_hex(client.newest_optimistic()->root) + " in slot 30, not final");
    }
    SECTION("proves nothing by an update that less than two thirds signed") {
        const UpdateOutcome outcome =
            process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 21});
        CHECK_FALSE(outcome.refused);
        REQUIRE(outcome.unproven);
        CHECK(outcome.unproven->code == ErrorCode::insufficient_participation);
        CHECK(outcome.unproven->where == "updates[0].data.sync_aggregate.sync_committee_bits");
        CHECK(outcome.unproven->expected == "expected at least 22 of 32, got 21");
        CHECK(slots_of(client, true) == std::vector<Slot>{10});
        CHECK(slots_of(client, false).empty());
    }
    SECTION("names the committees on the way, and the fewest that signed one in") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 28}));
        static_cast<void>(process(client, chain, {.attested_slot = 100, .finalized_slot = 80, .participants = 25}));
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 150, .finalized_slot = 140}).refused);
        const EvidenceSource& source = block_of(client.newest_finalized()).evidence().sources.at(0);
        CHECK(source.path.at(1) ==
              "sync committees of periods 1 to 2, each signed in by at least 25 of 32 of the one before");
        CHECK(source.path.at(2) == "signed by 32 of 32 of period 2 in slot 151");
        CHECK(client.trust().handovers == 3);
        CHECK(client.trust().finalization == Participation{32, 32, 151, 2});
    }
    SECTION("drops signed headers that finality has overtaken, and makes final what was signed") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20}));
        static_cast<void>(process(client, chain, {.attested_slot = 32, .with_next_sync_committee = false}));
        CHECK(slots_of(client, false) == std::vector<Slot>{30, 32});
        // Slot 32's block with nothing final in its state is the one that is final now; slot 30's is not known to be.
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 40, .finalized_slot = 32}).refused);
        CHECK(slots_of(client, true) == std::vector<Slot>{10, 20, 32});
        CHECK(slots_of(client, false) == std::vector<Slot>{40});
        CHECK(block_of(client.newest_finalized()).evidence().level == EvidenceLevel::proven);
    }
    SECTION("takes an update without finality for what it is, and does not miss a finalized header") {
        const UpdateOutcome outcome = process(client, chain, {.attested_slot = 30});
        CHECK_FALSE(outcome.refused);
        CHECK_FALSE(outcome.unproven);
        CHECK(slots_of(client, true) == std::vector<Slot>{10});
        CHECK(slots_of(client, false) == std::vector<Slot>{30});
    }
    SECTION("counts a handover only where a committee was learnt") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 28}));
        static_cast<void>(process(client, chain, {.attested_slot = 40, .finalized_slot = 32, .participants = 23}));
        CHECK(client.store().finalized_header.beacon.slot == 32);
        CHECK(client.trust().handovers == 1);
        CHECK(client.trust().least_handover_participants == 28);
    }
    SECTION("counts no handover where a committee's time comes and the next is not told") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20}));
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 100, .finalized_slot = 80,
                                              .with_next_sync_committee = false}).refused);
        REQUIRE_FALSE(client.store().next_sync_committee);
        CHECK(client.trust().handovers == 1);
    }
    SECTION("keeps what it knows of a block that is signed again") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .participants = 30}));
        static_cast<void>(process(client, chain, {.attested_slot = 30, .participants = 25, .signature_slot = 33}));
        REQUIRE(client.newest_optimistic() != nullptr);
        CHECK(client.newest_optimistic()->participation.participants == 30);
        CHECK(client.headers().size() == 2);
    }
    SECTION("drops a signed block of the slot in which another one is final") {
        static_cast<void>(process(client, chain, {.attested_slot = 32, .finalized_slot = 20}));
        REQUIRE(slots_of(client, false) == std::vector<Slot>{32});
        REQUIRE(chain.block(32, 20) != chain.block(32));
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 40, .finalized_slot = 32}).refused);
        CHECK(slots_of(client, false) == std::vector<Slot>{40});
    }
    SECTION("keeps what it knows of a block that is finalized again") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20}));
        static_cast<void>(process(client, chain, {.attested_slot = 31, .finalized_slot = 20, .participants = 25}));
        CHECK(client.newest_finalized()->slot == 20);
        CHECK(client.newest_finalized()->participation.participants == 32);
    }
    SECTION("keeps a final block final when it is signed again") {
        REQUIRE_FALSE(process(client, chain, {.attested_slot = checkpoint}).refused);
        CHECK(slots_of(client, true) == std::vector<Slot>{10});
        CHECK(slots_of(client, false).empty());
    }
    SECTION("changes nothing by a refused update, and names its path") {
        const LightClientStore before = client.store();
        LightClientUpdate update = chain.update({.attested_slot = 30, .finalized_slot = 20});
        update.finality_branch[0][0] ^= 1U;
        const UpdateOutcome outcome = client.process({"updates[7]", update}, time_of(chain, 200));
        REQUIRE(outcome.refused);
        CHECK(outcome.refused->code == ErrorCode::invalid_finality_branch);
        CHECK(outcome.refused->where == "updates[7].data.finality_branch");
        CHECK(client.store() == before);
        CHECK(client.headers().size() == 1);
    }
    SECTION("passes on why an update could not be read") {
        const Error error = refuse(ErrorCode::fork_mismatch, "updates[1].version", "another");
        const UpdateOutcome outcome = client.process({"updates[1]", error}, time_of(chain, 200));
        CHECK(outcome.refused == error);
    }
    SECTION("notes who signed the newest header only where there is a newer one") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 30}));
        CHECK(client.trust().signing == Participation{30, 32, 31, 0});
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 33, .participants = 9}).refused);
        REQUIRE(client.store().optimistic_header.beacon.slot == 30);
        CHECK(client.trust().signing == Participation{30, 32, 31, 0});
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 33, .participants = 23}).refused);
        CHECK(client.trust().signing == Participation{23, 32, 34, 0});
        CHECK(client.trust().finalization == Participation{30, 32, 31, 0});
    }
    SECTION("refuses an update that fewer signed than the user demands") {
        auto strict = EthereumLightClient::start(chain.params, chain.root(checkpoint), chain.bootstrap(checkpoint),
                                                 time_of(chain, 200), 25);
        REQUIRE(strict.ok());
        const UpdateOutcome outcome =
            process(strict.value(), chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 24});
        REQUIRE(outcome.refused);
        CHECK(outcome.refused->code == ErrorCode::insufficient_participation);
        CHECK(outcome.refused->where == "updates[0].data.sync_aggregate.sync_committee_bits");
        CHECK(outcome.refused->expected == "expected at least 25 signers, got 24");
        CHECK(strict.value().store() == client.store());
        CHECK(strict.value().trust() == client.trust());
        REQUIRE_FALSE(
            process(strict.value(), chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 25}).refused);
        CHECK(strict.value().newest_finalized()->slot == 20);
    }
    SECTION("counts time in slots: before genesis nothing can have been signed") {
        const auto outcome = client.process({"updates[0]", chain.update({.attested_slot = 30})}, 5);
        CHECK(outcome.refused->code == ErrorCode::signature_slot_in_future);
    }
}

TEST_CASE("EthereumLightClient, Gloas", "[ethereum]") {
    const TestChain chain(Fork::gloas);
    EthereumLightClient client = started(chain);
    // Without finality there is no finalized header: zeros are no block.
    REQUIRE_FALSE(process(client, chain, {.attested_slot = 29}).refused);
    REQUIRE(slots_of(client, true) == std::vector<Slot>{10});
    REQUIRE_FALSE(process(client, chain, {.attested_slot = 30, .finalized_slot = 20}).refused);
    const auto* header = client.newest_finalized();
    REQUIRE(header != nullptr);
    REQUIRE(std::holds_alternative<Proven<ExecutionBlockHash>>(header->block));
    const auto& hash = std::get<Proven<ExecutionBlockHash>>(header->block);
    CHECK(*hash == ExecutionBlockHash{chain.params.chain, chain.block(20).execution_block_hash, time_of(chain, 20)});
    CHECK(hash.evidence().level == EvidenceLevel::proven);
    CHECK(hash.evidence().sources.at(0).as_of == time_of(chain, 20));
    CHECK(hash.evidence().sources.at(0).block == 0);
}

TEST_CASE("EthereumLightClient::process_all", "[ethereum]") {
    const TestChain chain(Fork::deneb);
    std::vector<UntrustedUpdate> updates;
    const auto add = [&](const UpdateOf& of) {
        updates.push_back({"updates[" + std::to_string(updates.size()) + "]", chain.update(of)});
    };
    add({.attested_slot = 30, .finalized_slot = 20});
    add({.attested_slot = 100, .finalized_slot = 80, .participants = 30});
    add({.attested_slot = 110, .with_next_sync_committee = false, .participants = 12});
    add({.attested_slot = 150, .finalized_slot = 140});
    updates.push_back({"updates[4]", refuse(ErrorCode::missing_member, "updates[4].version", "this member")});

    // All sound; one wrong signature; a wrong one that later updates are built on.
    const int broken = GENERATE(-1, 0, 1, 3);
    CAPTURE(broken);
    if (broken >= 0) {
        LightClientUpdate update = updates[static_cast<std::size_t>(broken)].update.value();
        chain.sign_as(update, 32, 7);
        updates[static_cast<std::size_t>(broken)].update = update;
    }
    EthereumLightClient together = started(chain);
    const auto outcomes = together.process_all(updates, time_of(chain, 200));

    EthereumLightClient one_by_one = started(chain);
    REQUIRE(outcomes.size() == updates.size());
    for (std::size_t i = 0; i < updates.size(); ++i) {
        CAPTURE(i);
        const UpdateOutcome alone = one_by_one.process(updates[i], time_of(chain, 200));
        CHECK(outcomes[i].refused == alone.refused);
        CHECK(outcomes[i].unproven == alone.unproven);
        CHECK(outcomes[i].participation == alone.participation);
    }
    CHECK(together.store() == one_by_one.store());
    CHECK(together.trust() == one_by_one.trust());
    CHECK(slots_of(together, true) == slots_of(one_by_one, true));
    CHECK(slots_of(together, false) == slots_of(one_by_one, false));
    if (broken < 0) CHECK(slots_of(together, true) == std::vector<Slot>{10, 20, 80, 140});
    if (broken == 0) CHECK(slots_of(together, true) == std::vector<Slot>{10});
    if (broken == 0) CHECK(outcomes[0].refused->code == ErrorCode::invalid_signature);
}

TEST_CASE("EthereumLightClient::force_update", "[ethereum]") {
    const TestChain chain(Fork::electra);
    EthereumLightClient client = started(chain);
    CHECK_FALSE(client.force_update(time_of(chain, 1000)));

    SECTION("marks all that follows as taken on without finality") {
        static_cast<void>(process(client, chain, {.attested_slot = 30}));
        CHECK_FALSE(client.force_update(time_of(chain, 74)));
        CHECK_FALSE(client.trust().was_forced);
        REQUIRE(client.force_update(time_of(chain, 75)));
        CHECK(client.trust().was_forced);
        CHECK_FALSE(client.trust().was_forced_by_minority);
        CHECK(client.store().finalized_header.beacon.slot == 30);
        CHECK(client.newest_finalized()->slot == 30);
        CHECK(slots_of(client, false).empty());
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 100, .finalized_slot = 80}).refused);
        const auto& block = block_of(client.newest_finalized());
        CHECK(block->number == 5080);
        CHECK(block.evidence().level == EvidenceLevel::proposed);
        CHECK(block.evidence().sources.at(0).rests_on == "Ethereum's sync committee, advanced without finality");
        CHECK(block.evidence().sources.at(0).path.at(2) == "store taken on without finality");
    }
    SECTION("drops the signed headers that it went past") {
        static_cast<void>(process(client, chain, {.attested_slot = 30}));
        static_cast<void>(process(client, chain, {.attested_slot = 25, .participants = 22}));
        static_cast<void>(process(client, chain, {.attested_slot = 35, .participants = 22}));
        CHECK(slots_of(client, false) == std::vector<Slot>{25, 30, 35});
        REQUIRE(client.force_update(time_of(chain, 75)));
        CHECK(client.newest_finalized()->slot == 30);
        CHECK(slots_of(client, false) == std::vector<Slot>{35});
    }
    SECTION("proves no more blocks once fewer than two thirds took it on") {
        static_cast<void>(process(client, chain, {.attested_slot = 30, .participants = 21}));
        REQUIRE(client.force_update(time_of(chain, 75)));
        CHECK(client.trust().was_forced_by_minority);
        CHECK(client.newest_finalized()->slot == checkpoint);
        const UpdateOutcome outcome = process(client, chain, {.attested_slot = 100, .finalized_slot = 80});
        CHECK_FALSE(outcome.refused);
        REQUIRE(outcome.unproven);
        CHECK(outcome.unproven->code == ErrorCode::insufficient_participation);
        CHECK(client.store().finalized_header.beacon.slot == 80);
        CHECK(client.newest_finalized()->slot == checkpoint);
    }
}

TEST_CASE("EthereumLightClient::save, restore", "[ethereum]") {
    const TestChain chain(GENERATE(Fork::capella, Fork::electra, Fork::gloas));
    EthereumLightClient client = started(chain);
    static_cast<void>(process(client, chain, {.attested_slot = 30, .finalized_slot = 20}));
    const auto extra = GENERATE(0, 1, 2);
    if (extra == 1) static_cast<void>(process(client, chain, {.attested_slot = 31, .participants = 9}));
    if (extra == 2) {
        auto finality = chain.update(
            {.attested_slot = 32, .finalized_slot = 22, .with_next_sync_committee = false, .participants = 9});
        finality.next_sync_committee = SyncCommittee();
        finality.next_sync_committee_branch.clear();
        static_cast<void>(client.process({"", finality}, time_of(chain, 200)));
    }
    REQUIRE(client.store().best_valid_update.has_value() == (extra != 0));
    const std::string saved = client.save();
    const auto document = parse_json(saved);
    REQUIRE(document.ok());

    const auto restored = EthereumLightClient::restore(chain.params, chain.root(checkpoint),
                                                       JsonReader(document.value()), time_of(chain, 200));
    if (!restored.ok()) FAIL(restored.error().where << ": " << restored.error().expected);
    CHECK(restored.value().store() == client.store());
    CHECK(restored.value().trust() == client.trust());
    CHECK(restored.value().save() == saved);
    REQUIRE(restored.value().newest_finalized() != nullptr);
    CHECK(restored.value().newest_finalized()->root == chain.root(20));
    CHECK(restored.value().newest_finalized()->participation.participants == 32);
    CHECK(slots_of(restored.value(), false) == std::vector<Slot>{30});

    SECTION("goes on where it stopped") {
        EthereumLightClient again = restored.value();
        REQUIRE_FALSE(process(again, chain, {.attested_slot = 100, .finalized_slot = 80}).refused);
        CHECK(again.newest_finalized()->slot == 80);
    }
}

TEST_CASE("EthereumLightClient::restore", "[ethereum]") {
    const TestChain chain(Fork::electra);
    const auto restored = [](const EthereumLightClient& client, const NetworkParams& params) {
        const auto document = parse_json(encode_stored_client({client.store(), client.trust()}, params));
        REQUIRE(document.ok());
        return EthereumLightClient::restore(params, client.trust().checkpoint_root, JsonReader(document.value()),
                                            compute_time_at_slot(200, params));
    };
    SECTION("proves no block of a store that fewer than two thirds took on") {
        EthereumLightClient client = started(chain);
        static_cast<void>(process(client, chain, {.attested_slot = 30, .participants = 21}));
        REQUIRE(client.force_update(time_of(chain, 75)));
        const auto again = restored(client, chain.params);
        REQUIRE(again.ok());
        CHECK(again.value().trust().was_forced_by_minority);
        CHECK(again.value().store().finalized_header.beacon.slot == 30);
        CHECK(again.value().headers().empty());
    }
    SECTION("refuses an execution block whose time is not its slot's") {
        TestChain late = chain;
        late.params.genesis_time += 1;
        const auto again = restored(started(late), chain.params);
        CHECK(error_of(again).code == ErrorCode::wrong_block_timestamp);
        CHECK(error_of(again).where == "finalized_header.execution.timestamp");
    }
    SECTION("goes on before Capella too, where a header proves no block") {
        const TestChain old(Fork::bellatrix);
        const auto again = restored(started(old), old.params);
        REQUIRE(again.ok());
        CHECK(again.value().headers().empty());
    }
}

TEST_CASE("EthereumLightClient::restore, what a store rests on", "[ethereum]") {
    const TestChain chain(Fork::electra);
    EthereumLightClient client = started(chain);
    const auto restored = [&](const StoredClient& stored, Slot current, std::size_t min_participants) {
        const auto document = parse_json(encode_stored_client(stored, chain.params));
        REQUIRE(document.ok());
        return EthereumLightClient::restore(chain.params, chain.root(checkpoint), JsonReader(document.value()),
                                            time_of(chain, current), min_participants);
    };
    const auto kept = [&] { return StoredClient{client.store(), client.trust()}; };

    SECTION("demands no signers of a checkpoint, which nobody signed") {
        CHECK(restored(kept(), 200, 25).ok());
    }
    SECTION("refuses the store of another checkpoint") {
        StoredClient other = kept();
        other.trust.checkpoint_root = chain.root(checkpoint + 1);
        const Error error = error_of(restored(other, 200, 0));
        CHECK(error.code == ErrorCode::store_of_other_checkpoint);
        CHECK(error.where == "trust.checkpoint_root");
    }
    REQUIRE_FALSE(process(client, chain, {.attested_slot = 30, .finalized_slot = 20, .participants = 25}).refused);

    SECTION("demands as many signers as the user does of each step that was signed") {
        REQUIRE(restored(kept(), 200, 25).ok());
        StoredClient fewer = kept();
        std::string where = "trust.";
        const int part = GENERATE(range(0, 3));
        if (part == 0) fewer.trust.least_handover_participants = 24, where += "least_handover_participants";
        if (part == 1) fewer.trust.finalization.participants = 24, where += "finalization.participants";
        if (part == 2) fewer.trust.signing.participants = 24, where += "signing.participants";
        const Error error = error_of(restored(fewer, 200, 25));
        CHECK(error.code == ErrorCode::insufficient_participation);
        CHECK(error.where == where);
        CHECK(restored(fewer, 200, 24).ok());
    }
    SECTION("refuses headers whose slots are still to come, but not the current one") {
        CHECK(restored(kept(), 30, 0).ok());
        const Error signed_later = error_of(restored(kept(), 29, 0));
        CHECK(signed_later.code == ErrorCode::header_in_future);
        CHECK(signed_later.where == "optimistic_header");
        const Error final_later = error_of(restored(kept(), 19, 0));
        CHECK(final_later.code == ErrorCode::header_in_future);
        CHECK(final_later.where == "finalized_header");
    }
    SECTION("proves the newest signed header where two thirds signed it") {
        const bool two_thirds = GENERATE(true, false);
        const std::size_t participants = two_thirds ? 22 : 21;
        REQUIRE_FALSE(process(client, chain, {.attested_slot = 31, .participants = participants}).refused);
        REQUIRE(client.store().optimistic_header.beacon.slot == 31);
        const auto again = restored(kept(), 200, 0);
        REQUIRE(again.ok());
        CHECK(slots_of(again.value(), true) == std::vector<Slot>{20});
        CHECK(slots_of(again.value(), false) == (two_thirds ? std::vector<Slot>{31} : std::vector<Slot>()));
    }
    SECTION("proves no signed header but a newer one than what is final") {
        StoredClient overtaken = kept();
        overtaken.store.optimistic_header = chain.block(20, 15);
        REQUIRE(overtaken.store.optimistic_header != overtaken.store.finalized_header);
        const auto again = restored(overtaken, 200, 0);
        REQUIRE(again.ok());
        CHECK(slots_of(again.value(), true) == std::vector<Slot>{20});
        CHECK(slots_of(again.value(), false).empty());
    }
    SECTION("says in its evidence that the user kept it") {
        const auto again = restored(kept(), 200, 0);
        REQUIRE(again.ok());
        const auto& path = block_of(again.value().newest_finalized()).evidence().sources.at(0).path;
        CHECK(path.at(1) == "resumed from a store that this user kept");
        CHECK(path.at(2) == "signed by 25 of 32 of period 0 in slot 31");
    }
}
