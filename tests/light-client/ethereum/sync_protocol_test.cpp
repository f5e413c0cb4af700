#include "light-client/ethereum/sync_protocol.hpp"

#include <catch2/catch.hpp>

#include "tests/support/bls_signer.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/test_chain.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

// Periods have 64 slots. The checkpoint lies in period 0, so committee 0 signs up to slot 63.
constexpr Slot checkpoint = 10;
constexpr Slot now = 200;

LightClientStore store_at(const TestChain& chain, Slot slot) {
    auto store = initialize_light_client_store(chain.root(slot), chain.bootstrap(slot), chain.params);
    REQUIRE(store.ok());
    return std::move(store).value();
}

/// A store that also knows the next committee.
LightClientStore store_with_next(const TestChain& chain) {
    LightClientStore store = store_at(chain, checkpoint);
    REQUIRE(
        process_light_client_update(store, chain.update({.attested_slot = 30, .finalized_slot = 20}), now, chain.params)
            .ok());
    REQUIRE(is_next_sync_committee_known(store));
    REQUIRE(store.finalized_header.beacon.slot == 20);
    return store;
}

void check_refused(const Status& status, ErrorCode code, std::string_view where) {
    const Error error = error_of(status);
    INFO(error.expected);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

/// That the update is refused so, and leaves the store as it was.
void check_refused(const LightClientStore& store, const LightClientUpdate& update, const NetworkParams& params,
                   ErrorCode code, std::string_view where, Slot current_slot = now) {
    LightClientStore after = store;
    check_refused(process_light_client_update(after, update, current_slot, params), code, where);
    check_refused(validate_light_client_update(store, update, current_slot, params), code, where);
    CHECK(after == store);
}

void flip(Bytes32& bytes) { bytes[13] ^= 0x10U; }

const auto all_forms = {Fork::altair, Fork::capella, Fork::deneb, Fork::electra, Fork::fulu, Fork::gloas};

}  // namespace

TEST_CASE("initialize_light_client_store", "[ethereum]") {
    const auto fork = GENERATE(values(all_forms));
    CAPTURE(fork_name(fork));
    const TestChain chain(fork);
    LightClientBootstrap bootstrap = chain.bootstrap(checkpoint);
    const Bytes32 root = chain.root(checkpoint);
    const auto refusal = [&](const Bytes32& trusted) {
        return error_of(initialize_light_client_store(trusted, bootstrap, chain.params));
    };

    SECTION("starts at the checkpoint, next committee unknown") {
        const LightClientStore store = store_at(chain, checkpoint);
        CHECK(store.finalized_header == bootstrap.header);
        CHECK(store.optimistic_header == bootstrap.header);
        CHECK(store.current_sync_committee == bootstrap.current_sync_committee);
        CHECK_FALSE(is_next_sync_committee_known(store));
        CHECK_FALSE(store.best_valid_update);
        CHECK(get_safety_threshold(store) == 0);
    }
    SECTION("refuses another root than the trusted one") {
        Bytes32 other = root;
        flip(other);
        CHECK(refusal(other).code == ErrorCode::wrong_checkpoint);
        CHECK(refusal(other).where == "header.beacon");
    }
    SECTION("refuses a header changed in any field") {
        const int field = GENERATE(range(0, 5));
        BeaconBlockHeader& beacon = bootstrap.header.beacon;
        if (field == 0) beacon.slot += 1;
        if (field == 1) beacon.proposer_index += 1;
        if (field == 2) flip(beacon.parent_root);
        if (field == 3) flip(beacon.state_root);
        if (field == 4) flip(beacon.body_root);
        const bool breaks_branch = field == 4 && fork >= Fork::capella;
        CHECK(refusal(root).code ==
              (breaks_branch ? ErrorCode::invalid_execution_branch : ErrorCode::wrong_checkpoint));
    }
    SECTION("refuses a committee whose branch does not lead to the state") {
        const int part = GENERATE(range(0, 4));
        if (part == 0) bootstrap.current_sync_committee.pubkeys[31][47] ^= 1U;
        if (part == 1) bootstrap.current_sync_committee.aggregate_pubkey[0] ^= 1U;
        if (part == 2) flip(bootstrap.current_sync_committee_branch.back());
        if (part == 3) bootstrap.current_sync_committee = chain.committee(1);
        CHECK(refusal(root).code == ErrorCode::invalid_current_sync_committee_branch);
        CHECK(refusal(root).where == "current_sync_committee_branch");
    }
    SECTION("refuses a header whose execution part is not in its body") {
        if (fork < Fork::capella) {
            bootstrap.header.execution.block_number = 1;
            CHECK(refusal(root).code == ErrorCode::unexpected_execution);
            CHECK(refusal(root).where == "header.execution");
        } else {
            flip(fork < Fork::gloas ? bootstrap.header.execution.state_root : bootstrap.header.execution_block_hash);
            CHECK(refusal(root).code == ErrorCode::invalid_execution_branch);
            CHECK(refusal(root).where == "header.execution_branch");
        }
    }
}

TEST_CASE("validate_light_client_update", "[ethereum]") {
    const auto fork = GENERATE(values(all_forms));
    CAPTURE(fork_name(fork));
    const TestChain chain(fork);
    const NetworkParams& params = chain.params;
    const LightClientStore store = store_at(chain, checkpoint);
    LightClientUpdate update = chain.update({.attested_slot = 30, .finalized_slot = 20});
    REQUIRE(validate_light_client_update(store, update, now, params).ok());

    SECTION("accepts an update of every kind, signed by one") {
        const bool finality = GENERATE(false, true);
        const bool next = GENERATE(false, true);
        update = chain.update({.attested_slot = 30,
                               .finalized_slot = finality ? Slot{20} : Slot{0},
                               .with_next_sync_committee = next,
                               .participants = 1});
        CHECK(validate_light_client_update(store, update, now, params).ok());
    }
    SECTION("refuses an update that nobody signed") {
        chain.sign(update, 0);
        check_refused(store, update, params, ErrorCode::no_participants, "sync_aggregate.sync_committee_bits");
    }
    SECTION("refuses an attested header whose execution part is not in its body") {
        if (fork < Fork::capella) {
            update.attested_header.execution.gas_used = 1;
            check_refused(store, update, params, ErrorCode::unexpected_execution, "attested_header.execution");
        } else {
            flip(update.attested_header.execution_branch.front());
            check_refused(store, update, params, ErrorCode::invalid_execution_branch,
                          "attested_header.execution_branch");
        }
    }
    SECTION("refuses a signature slot that is still to come, but not the current one") {
        CHECK(validate_light_client_update(store, update, 31, params).ok());
        check_refused(store, update, params, ErrorCode::signature_slot_in_future, "signature_slot", 30);
    }
    SECTION("refuses a signature slot that is not after the attested one") {
        update.signature_slot = GENERATE(Slot{29}, Slot{30});
        chain.sign(update, 32);
        check_refused(store, update, params, ErrorCode::signature_slot_not_after_attested, "signature_slot");
    }
    SECTION("refuses a finalized slot after the attested one, but not the same one") {
        update = chain.update({.attested_slot = 30, .finalized_slot = 30});
        CHECK(validate_light_client_update(store, update, now, params).ok());
        update = chain.update({.attested_slot = 30, .finalized_slot = 31});
        check_refused(store, update, params, ErrorCode::finalized_after_attested, "finalized_header.beacon.slot");
    }
    SECTION("refuses a signature of the next period while that committee is unknown") {
        update = chain.update({.attested_slot = 60, .finalized_slot = 50, .signature_slot = 64});
        check_refused(store, update, params, ErrorCode::unknown_sync_committee_period, "signature_slot");
        CHECK(error_of(validate_light_client_update(store, update, now, params)).expected ==
              "expected period 0, got 1");
        CHECK(validate_light_client_update(store_with_next(chain), update, now, params).ok());
    }
    SECTION("refuses a signature two periods on, and one of a period gone by") {
        const LightClientStore informed = store_with_next(chain);
        update = chain.update({.attested_slot = 130, .finalized_slot = 120});
        check_refused(informed, update, params, ErrorCode::unknown_sync_committee_period, "signature_slot");
        CHECK(error_of(validate_light_client_update(informed, update, now, params)).expected ==
              "expected period 0 or 1, got 2");
        LightClientStore later = informed;
        update = chain.update({.attested_slot = 100, .finalized_slot = 80});
        REQUIRE(process_light_client_update(later, update, now, params).ok());
        update = chain.update({.attested_slot = 30, .finalized_slot = 20});
        check_refused(later, update, params, ErrorCode::unknown_sync_committee_period, "signature_slot");
    }
    SECTION("refuses an attested header that is not newer, unless it brings the missing committee") {
        const Slot attested = GENERATE(Slot{8}, checkpoint);
        update = chain.update({.attested_slot = attested, .with_next_sync_committee = false});
        check_refused(store, update, params, ErrorCode::irrelevant_update, "attested_header.beacon.slot");
        update = chain.update({.attested_slot = attested});
        CHECK(validate_light_client_update(store, update, now, params).ok());
        // The same committee is no news to a store that knows it.
        const LightClientStore informed = store_with_next(chain);
        check_refused(informed, update, params, ErrorCode::irrelevant_update, "attested_header.beacon.slot");
    }
    SECTION("refuses an old attested header whose committee is of another period than the store needs") {
        const LightClientStore later = store_at(chain, 100);
        update = chain.update({.attested_slot = 60, .signature_slot = 64});
        check_refused(later, update, params, ErrorCode::irrelevant_update, "attested_header.beacon.slot");
    }
    SECTION("refuses a finalized header without its branch") {
        std::fill(update.finality_branch.begin(), update.finality_branch.end(), Bytes32());
        check_refused(store, update, params, ErrorCode::unexpected_finalized_header, "finalized_header");
    }
    SECTION("refuses an execution part alone, or one key alone, where nothing should be") {
        update = chain.update({.attested_slot = 30, .with_next_sync_committee = false});
        REQUIRE(validate_light_client_update(store, update, now, params).ok());
        const int part = GENERATE(range(0, 4));
        if (part == 0) update.finalized_header.execution.block_number = 1;
        if (part == 1) update.finalized_header.execution_block_hash[0] = 1;
        if (part == 2) update.next_sync_committee.aggregate_pubkey[0] = 1;
        if (part == 3) update.next_sync_committee.pubkeys[31][47] = 1;
        if (part < 2) {
            check_refused(store, update, params, ErrorCode::unexpected_finalized_header, "finalized_header");
        } else {
            check_refused(store, update, params, ErrorCode::unexpected_next_sync_committee, "next_sync_committee");
        }
    }
    SECTION("takes an empty finalized header for genesis, where the state has a zero root") {
        update = chain.update({.attested_slot = 30});
        const LightClientUpdate finalizing = chain.update({.attested_slot = 30, .finalized_slot = 20});
        // The siblings of the zero root: those of any other leaf in that place.
        update.finality_branch = finalizing.finality_branch;
        CHECK(validate_light_client_update(store, update, now, params).ok());
        update.finalized_header.beacon.proposer_index = 1;
        check_refused(store, update, params, ErrorCode::unexpected_finalized_header, "finalized_header");
    }
    SECTION("refuses a finalized header whose execution part is not in its body") {
        if (fork < Fork::capella) {
            update.finalized_header.execution_block_hash[0] = 1;
            check_refused(store, update, params, ErrorCode::unexpected_execution, "finalized_header.execution");
        } else {
            flip(update.finalized_header.execution_branch.back());
            check_refused(store, update, params, ErrorCode::invalid_execution_branch,
                          "finalized_header.execution_branch");
        }
    }
    SECTION("refuses a finality branch that does not lead to the attested state") {
        const int part = GENERATE(range(0, 4));
        if (part == 0) flip(update.finality_branch.front());
        if (part == 1) update.finalized_header = chain.block(19);
        if (part == 2) update.finality_branch.pop_back();
        if (part == 3) update.finality_branch.insert(update.finality_branch.begin(), chain.root(1));
        check_refused(store, update, params, ErrorCode::invalid_finality_branch, "finality_branch");
    }
    SECTION("refuses a next committee without its branch") {
        auto& branch = update.next_sync_committee_branch;
        std::fill(branch.begin(), branch.end(), Bytes32());
        check_refused(store, update, params, ErrorCode::unexpected_next_sync_committee, "next_sync_committee");
    }
    SECTION("refuses another next committee than the one already known") {
        const LightClientStore informed = store_with_next(chain);
        update = chain.update({.attested_slot = 40, .finalized_slot = 25});
        REQUIRE(validate_light_client_update(informed, update, now, params).ok());
        LightClientStore misled = informed;
        misled.next_sync_committee->pubkeys[0] = misled.next_sync_committee->pubkeys[1];
        check_refused(misled, update, params, ErrorCode::next_sync_committee_mismatch, "next_sync_committee");
    }
    SECTION("refuses a next committee whose branch does not lead to the attested state") {
        const int part = GENERATE(range(0, 3));
        if (part == 0) flip(update.next_sync_committee_branch.back());
        if (part == 1) update.next_sync_committee = chain.committee(0);
        if (part == 2) update.next_sync_committee.aggregate_pubkey[1] ^= 1U;
        check_refused(store, update, params, ErrorCode::invalid_next_sync_committee_branch,
                      "next_sync_committee_branch");
    }
    SECTION("refuses a signature that is no point of G2") {
        const bool on_curve = GENERATE(false, true);
        update.sync_aggregate.sync_committee_signature = on_curve ? bls_point_outside_g2() : Bytes96();
        check_refused(store, update, params, ErrorCode::malformed_signature, "sync_aggregate.sync_committee_signature");
    }
    SECTION("refuses a store whose committee's keys are no points") {
        LightClientStore damaged = store;
        damaged.current_sync_committee.aggregate_pubkey = Bytes48();
        check_refused(damaged, update, params, ErrorCode::malformed_pubkey, "sync_aggregate.sync_committee_bits");
    }
    SECTION("refuses a signature of something else") {
        const int part = GENERATE(range(0, 5));
        NetworkParams signed_under = params;
        if (part == 0) update.attested_header.beacon.proposer_index += 1;
        if (part == 1) update.sync_aggregate.sync_committee_bits[3] ^= 0x80U;
        if (part == 2) flip(signed_under.genesis_validators_root);
        if (part == 3) signed_under.forks.back().version[0] ^= 1U;
        if (part == 4) chain.sign_as(update, 32, 1);
        check_refused(store, update, signed_under, ErrorCode::invalid_signature,
                      "sync_aggregate.sync_committee_signature");
    }
    SECTION("wants the committee of the signature's period, not of the attested header's") {
        const LightClientStore informed = store_with_next(chain);
        update = chain.update({.attested_slot = 63, .finalized_slot = 40, .signature_slot = 64});
        CHECK(validate_light_client_update(informed, update, now, params).ok());
        chain.sign_as(update, 32, 0);
        check_refused(informed, update, params, ErrorCode::invalid_signature,
                      "sync_aggregate.sync_committee_signature");
    }
}

TEST_CASE("process_light_client_update", "[ethereum]") {
    const TestChain chain(GENERATE(Fork::deneb, Fork::electra, Fork::gloas));
    const NetworkParams& params = chain.params;
    LightClientStore store = store_at(chain, checkpoint);
    const auto process = [&](const UpdateOf& of) {
        const Status processed = process_light_client_update(store, chain.update(of), now, params);
        if (!processed.ok()) FAIL(processed.error().where << ": " << processed.error().expected);
    };

    SECTION("finalizes with two thirds of the committee, not with one fewer") {
        process({.attested_slot = 30, .finalized_slot = 20, .participants = 21});
        CHECK(store.finalized_header.beacon.slot == checkpoint);
        CHECK_FALSE(is_next_sync_committee_known(store));
        CHECK(store.best_valid_update.has_value());
        process({.attested_slot = 30, .finalized_slot = 20, .participants = 22});
        CHECK(store.finalized_header == chain.block(20));
        CHECK(store.next_sync_committee == chain.committee(1));
        CHECK_FALSE(store.best_valid_update);
    }
    SECTION("moves the optimistic header only with more than half of the most that ever signed") {
        process({.attested_slot = 30, .finalized_slot = 20});
        CHECK(store.current_max_active_participants == 32);
        CHECK(store.optimistic_header.beacon.slot == 30);
        process({.attested_slot = 31, .with_next_sync_committee = false, .participants = 16});
        CHECK(store.optimistic_header.beacon.slot == 30);
        process({.attested_slot = 31, .with_next_sync_committee = false, .participants = 17});
        CHECK(store.optimistic_header.beacon.slot == 31);
        process({.attested_slot = 25, .with_next_sync_committee = false, .participants = 32});
        CHECK(store.optimistic_header.beacon.slot == 31);
    }
    SECTION("learns the committee from an update that finalizes nothing newer") {
        process({.attested_slot = 9, .finalized_slot = 8});
        CHECK(store.finalized_header.beacon.slot == checkpoint);
        CHECK(store.next_sync_committee == chain.committee(1));
    }
    SECTION("does not learn it without finality, or where the finalized header is of the period before") {
        process({.attested_slot = 30});
        CHECK_FALSE(is_next_sync_committee_known(store));
        store = store_at(chain, 66);
        process({.attested_slot = 70, .finalized_slot = 60});
        CHECK_FALSE(is_next_sync_committee_known(store));
        CHECK(store.finalized_header.beacon.slot == 66);
        process({.attested_slot = 71, .finalized_slot = 65});
        CHECK(store.next_sync_committee == chain.committee(2));
    }
    SECTION("rolls the committees over when the next period is finalized") {
        process({.attested_slot = 30, .finalized_slot = 20});
        process({.attested_slot = 100, .finalized_slot = 80, .participants = 30});
        CHECK(store.current_sync_committee == chain.committee(1));
        CHECK(store.next_sync_committee == chain.committee(2));
        CHECK(store.previous_max_active_participants == 32);
        CHECK(store.current_max_active_participants == 0);
        CHECK(store.finalized_header == chain.block(80));
        // Without a committee of its own such an update leaves the next one unknown.
        process({.attested_slot = 140, .finalized_slot = 130, .with_next_sync_committee = false});
        CHECK(store.current_sync_committee == chain.committee(2));
        CHECK_FALSE(is_next_sync_committee_known(store));
    }
    SECTION("takes the finalized header for the optimistic one where that is older") {
        process({.attested_slot = 30, .finalized_slot = 20});
        store.optimistic_header = chain.block(12);
        store.previous_max_active_participants = 64;
        process({.attested_slot = 40, .finalized_slot = 35});
        CHECK(store.optimistic_header == chain.block(35));
    }
    SECTION("keeps the committees while the period lasts") {
        process({.attested_slot = 30, .finalized_slot = 20});
        process({.attested_slot = 40, .finalized_slot = 32});
        CHECK(store.finalized_header == chain.block(32));
        CHECK(store.current_sync_committee == chain.committee(0));
        CHECK(store.next_sync_committee == chain.committee(1));
    }
    SECTION("applies nothing where finality is not newer and the committee is known") {
        process({.attested_slot = 30, .finalized_slot = 20});
        process({.attested_slot = 40, .finalized_slot = 20});
        CHECK(store.best_valid_update.has_value());
    }
    SECTION("applies nothing where finality is not newer and there is no committee to learn") {
        process({.attested_slot = 30, .finalized_slot = checkpoint, .with_next_sync_committee = false});
        CHECK(store.best_valid_update.has_value());
        CHECK_FALSE(is_next_sync_committee_known(store));
    }
    SECTION("moves no header to another one of the same slot") {
        // Two headers of one slot cannot both be signed by honest members; the first one known stays.
        LightClientHeader known = store.finalized_header;
        known.beacon.proposer_index += 1;
        store.finalized_header = known;
        process({.attested_slot = 30, .finalized_slot = checkpoint});
        CHECK(store.next_sync_committee == chain.committee(1));
        CHECK(store.finalized_header == known);
        CHECK(store.optimistic_header == chain.block(30, checkpoint));
        process({.attested_slot = 30, .finalized_slot = 20});
        CHECK(store.finalized_header == chain.block(20));
        CHECK(store.optimistic_header == chain.block(30, checkpoint));
        process({.attested_slot = 40, .finalized_slot = 30});
        CHECK(store.finalized_header == chain.block(30));
    }
    SECTION("leaves an optimistic header of the finalized one's slot") {
        process({.attested_slot = 30, .finalized_slot = 20});
        LightClientHeader known = chain.block(35);
        known.beacon.proposer_index += 1;
        store.optimistic_header = known;
        store.previous_max_active_participants = 64;
        process({.attested_slot = 40, .finalized_slot = 35});
        CHECK(store.finalized_header == chain.block(35));
        CHECK(store.optimistic_header == known);
    }
    SECTION("keeps the better update to fall back on") {
        process({.attested_slot = 30, .participants = 10});
        process({.attested_slot = 31, .participants = 12});
        CHECK(store.best_valid_update->attested_header.beacon.slot == 31);
        process({.attested_slot = 32, .participants = 11});
        CHECK(store.best_valid_update->attested_header.beacon.slot == 31);
    }
}

TEST_CASE("apply_light_client_update", "[ethereum]") {
    const TestChain chain(Fork::electra);
    LightClientStore store = store_at(chain, checkpoint);
    SECTION("refuses to learn a committee under a finalized header of another period") {
        const LightClientStore before = store;
        const Status applied =
            apply_light_client_update(store, chain.update({.attested_slot = 100, .finalized_slot = 80}), chain.params);
        check_refused(applied, ErrorCode::finalized_in_other_period, "finalized_header.beacon.slot");
        CHECK(store == before);
    }
}

TEST_CASE("process_light_client_store_force_update", "[ethereum]") {
    const TestChain chain(Fork::electra);
    const NetworkParams& params = chain.params;
    LightClientStore store = store_at(chain, checkpoint);
    SECTION("does nothing without an update to fall back on") {
        CHECK_FALSE(process_light_client_store_force_update(store, 1000, params));
    }
    SECTION("waits one period after the finalized header, then takes the attested header for final") {
        REQUIRE(process_light_client_update(store, chain.update({.attested_slot = 30}), now, params).ok());
        const LightClientStore before = store;
        CHECK_FALSE(process_light_client_store_force_update(store, checkpoint + 64, params));
        CHECK(store == before);
        CHECK(process_light_client_store_force_update(store, checkpoint + 65, params));
        CHECK(store.finalized_header == chain.block(30));
        CHECK(store.next_sync_committee == chain.committee(1));
        CHECK_FALSE(store.best_valid_update);
    }
    SECTION("takes the attested header where the finalized one is only the store's own") {
        const auto update = chain.update({.attested_slot = 30, .finalized_slot = checkpoint, .participants = 5});
        REQUIRE(process_light_client_update(store, update, now, params).ok());
        REQUIRE(process_light_client_store_force_update(store, 100, params));
        CHECK(store.finalized_header == chain.block(30, checkpoint));
    }
    SECTION("takes the finalized header where there is a newer one that too few signed") {
        const auto update = chain.update({.attested_slot = 30, .finalized_slot = 20, .participants = 5});
        REQUIRE(process_light_client_update(store, update, now, params).ok());
        REQUIRE(process_light_client_store_force_update(store, 100, params));
        CHECK(store.finalized_header == chain.block(20));
    }
}
