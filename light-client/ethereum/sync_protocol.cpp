#include "light-client/ethereum/sync_protocol.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/bytes/hex.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/ethereum/generalized_index.hpp"
#include "light-client/ethereum/signing.hpp"
#include "light-client/ethereum/sync_committee_signature.hpp"
#include "light-client/ethereum/update_ranking.hpp"

namespace clearmargin::ethereum {
namespace {

constexpr Slot GENESIS_SLOT = 0;

/// Spec    altair/light-client/sync-protocol.md#preset, UPDATE_TIMEOUT: one sync committee period
Slot update_timeout(const NetworkParams& params) noexcept { return params.preset.slots_per_period(); }

bool has_next_sync_committee_for(const LightClientUpdate& update, std::uint64_t period, const NetworkParams& params) {
    return is_sync_committee_update(update) &&
           compute_sync_committee_period_at_slot(update.attested_header.beacon.slot, params) == period;
}

/// A refusal that expects a number in relation to `bound`.
Refusal refuse_number(ErrorCode code, std::string_view where, const char* relation, std::uint64_t bound,
                      std::uint64_t got) {
    return refuse(code, where, Sentence() << relation << bound, std::to_string(got));
}

Refusal refuse_branch(ErrorCode code, std::string_view where, const Bytes32& state_root) {
    return refuse(code, where, Sentence() << "a branch to state_root " << state_root);
}

/// current_slot >= signature_slot > attested_header.slot >= finalized_header.slot
Status validate_slots(const LightClientUpdate& update, Slot current_slot) {
    const Slot attested_slot = update.attested_header.beacon.slot;
    const Slot finalized_slot = update.finalized_header.beacon.slot;
    if (current_slot < update.signature_slot) {
        return refuse_number(ErrorCode::signature_slot_in_future, "signature_slot", "at most ", current_slot,
                             update.signature_slot);
    }
    if (update.signature_slot <= attested_slot) {
        return refuse_number(ErrorCode::signature_slot_not_after_attested, "signature_slot", "more than ",
                             attested_slot, update.signature_slot);
    }
    if (attested_slot < finalized_slot) {
        return refuse_number(ErrorCode::finalized_after_attested, "finalized_header.beacon.slot", "at most ",
                             attested_slot, finalized_slot);
    }
    return {};
}

/// The update's signature period is one whose committee the store knows.
Status validate_period(const LightClientStore& store, const LightClientUpdate& update, std::uint64_t store_period,
                       const NetworkParams& params) {
    const std::uint64_t signature_period = compute_sync_committee_period_at_slot(update.signature_slot, params);
    const bool knows_next = is_next_sync_committee_known(store);
    if (signature_period == store_period || (knows_next && signature_period == store_period + 1)) return {};
    Sentence known;
    known << "period " << store_period;
    if (knows_next) known << " or " << store_period + 1;
    return refuse(ErrorCode::unknown_sync_committee_period, "signature_slot", known, std::to_string(signature_period));
}

/// The update tells something that the store does not know.
Status validate_relevance(const LightClientStore& store, const LightClientUpdate& update, std::uint64_t store_period,
                          const NetworkParams& params) {
    const bool update_has_next_sync_committee =
        !is_next_sync_committee_known(store) && has_next_sync_committee_for(update, store_period, params);
    const Slot known = store.finalized_header.beacon.slot;
    if (update.attested_header.beacon.slot > known || update_has_next_sync_committee) return {};
    return refuse_number(ErrorCode::irrelevant_update, "attested_header.beacon.slot", "more than ", known,
                         update.attested_header.beacon.slot);
}

/// The finality branch, if given, confirms that finalized_header is the finalized checkpoint in the attested state.
Status validate_finality(const LightClientUpdate& update, const NetworkParams& params) {
    const bool is_empty = is_default(update.finalized_header);
    if (!is_finality_update(update)) {
        if (is_empty) return {};
        return refuse(ErrorCode::unexpected_finalized_header, "finalized_header",
                      "all zeros without a finality_branch");
    }
    Bytes32 finalized_root;  // the checkpoint of genesis is a zero root
    if (update.finalized_header.beacon.slot == GENESIS_SLOT) {
        if (!is_empty) {
            return refuse(ErrorCode::unexpected_finalized_header, "finalized_header", "all zeros in slot 0");
        }
    } else {
        TRY(validate_light_client_header(update.finalized_header, params, "finalized_header"));
        finalized_root = hash_tree_root(update.finalized_header.beacon);
    }
    const Fork attested_fork = fork_at_slot(update.attested_header.beacon.slot, params);
    const Bytes32& state_root = update.attested_header.beacon.state_root;
    if (!is_valid_normalized_merkle_branch(finalized_root, update.finality_branch, finalized_root_gindex(attested_fork),
                                           state_root)) {
        return refuse_branch(ErrorCode::invalid_finality_branch, "finality_branch", state_root);
    }
    return {};
}

/// The next sync committee, if given, is the one in the attested state.
Status validate_next_sync_committee(const LightClientStore& store, const LightClientUpdate& update,
                                    std::uint64_t store_period, const NetworkParams& params) {
    if (!is_sync_committee_update(update)) {
        if (is_default(update.next_sync_committee)) return {};
        return refuse(ErrorCode::unexpected_next_sync_committee, "next_sync_committee",
                      "all zeros without a next_sync_committee_branch");
    }
    if (has_next_sync_committee_for(update, store_period, params) && is_next_sync_committee_known(store) &&
        update.next_sync_committee != *store.next_sync_committee) {
        return refuse(ErrorCode::next_sync_committee_mismatch, "next_sync_committee",
                      Sentence() << "the committee already known for period " << store_period + 1);
    }
    const Fork attested_fork = fork_at_slot(update.attested_header.beacon.slot, params);
    const Bytes32& state_root = update.attested_header.beacon.state_root;
    if (!is_valid_normalized_merkle_branch(hash_tree_root(update.next_sync_committee),
                                           update.next_sync_committee_branch, next_sync_committee_gindex(attested_fork),
                                           state_root)) {
        return refuse_branch(ErrorCode::invalid_next_sync_committee_branch, "next_sync_committee_branch", state_root);
    }
    return {};
}

}  // namespace

Result<LightClientStore> initialize_light_client_store(const Bytes32& trusted_block_root,
                                                       const LightClientBootstrap& bootstrap,
                                                       const NetworkParams& params) {
    TRY(validate_light_client_header(bootstrap.header, params, "header"));
    const Bytes32 root = hash_tree_root(bootstrap.header.beacon);
    if (root != trusted_block_root) {
        return refuse(ErrorCode::wrong_checkpoint, "header.beacon", Sentence() << "root " << trusted_block_root,
                      to_hex(root));
    }
    const Fork fork = fork_at_slot(bootstrap.header.beacon.slot, params);
    if (!is_valid_normalized_merkle_branch(hash_tree_root(bootstrap.current_sync_committee),
                                           bootstrap.current_sync_committee_branch, current_sync_committee_gindex(fork),
                                           bootstrap.header.beacon.state_root)) {
        return refuse_branch(ErrorCode::invalid_current_sync_committee_branch, "current_sync_committee_branch",
                             bootstrap.header.beacon.state_root);
    }
    LightClientStore store;
    store.finalized_header = bootstrap.header;
    store.current_sync_committee = bootstrap.current_sync_committee;
    store.optimistic_header = bootstrap.header;
    return store;
}

Result<bls::SignedMessage> validate_all_but_signature(const LightClientStore& store, const LightClientUpdate& update,
                                                      Slot current_slot, const NetworkParams& params) {
    // Verify sync committee has sufficient participants
    if (count_participants(update.sync_aggregate) < MIN_SYNC_COMMITTEE_PARTICIPANTS) {
        return refuse(ErrorCode::no_participants, "sync_aggregate.sync_committee_bits", "at least 1 participant", "0");
    }

    // Verify update does not skip a sync committee period
    TRY(validate_light_client_header(update.attested_header, params, "attested_header"));
    TRY(validate_slots(update, current_slot));
    const std::uint64_t store_period =
        compute_sync_committee_period_at_slot(store.finalized_header.beacon.slot, params);
    TRY(validate_period(store, update, store_period, params));

    TRY(validate_relevance(store, update, store_period, params));
    TRY(validate_finality(update, params));
    TRY(validate_next_sync_committee(store, update, store_period, params));

    // Verify sync committee aggregate signature: the caller's part
    const std::uint64_t signature_period = compute_sync_committee_period_at_slot(update.signature_slot, params);
    const SyncCommittee& sync_committee =
        signature_period == store_period ? store.current_sync_committee : *store.next_sync_committee;
    const Domain domain = compute_sync_committee_domain(update.signature_slot, params);
    return signed_message(sync_committee, update.sync_aggregate,
                          compute_signing_root(update.attested_header.beacon, domain));
}

Status validate_light_client_update(const LightClientStore& store, const LightClientUpdate& update, Slot current_slot,
                                    const NetworkParams& params) {
    TRY(const auto message, validate_all_but_signature(store, update, current_slot, params));
    return verify_signed_message(message);
}

Status apply_light_client_update(LightClientStore& store, const LightClientUpdate& update,
                                 const NetworkParams& params) {
    const std::uint64_t store_period =
        compute_sync_committee_period_at_slot(store.finalized_header.beacon.slot, params);
    const std::uint64_t finalized_period =
        compute_sync_committee_period_at_slot(update.finalized_header.beacon.slot, params);
    std::optional<SyncCommittee> update_next;
    if (!is_default(update.next_sync_committee)) update_next = update.next_sync_committee;
    if (!is_next_sync_committee_known(store)) {
        if (finalized_period != store_period) {
            return refuse_number(ErrorCode::finalized_in_other_period, "finalized_header.beacon.slot", "period ",
                                 store_period, finalized_period);
        }
        store.next_sync_committee = std::move(update_next);
    } else if (finalized_period == store_period + 1) {
        store.current_sync_committee = std::move(*store.next_sync_committee);
        store.next_sync_committee = std::move(update_next);
        store.previous_max_active_participants = store.current_max_active_participants;
        store.current_max_active_participants = 0;
    }
    if (update.finalized_header.beacon.slot > store.finalized_header.beacon.slot) {
        store.finalized_header = update.finalized_header;
        if (store.finalized_header.beacon.slot > store.optimistic_header.beacon.slot) {
            store.optimistic_header = store.finalized_header;
        }
    }
    return {};
}

Status process_validated_update(LightClientStore& old_store, const LightClientUpdate& update,
                                const NetworkParams& params) {
    // On a copy, so that no refusal, not even a late one, leaves half a change behind.
    LightClientStore store = old_store;

    // Update the best update in case we have to force-update to it if the timeout elapses
    if (!store.best_valid_update || is_better_update(update, *store.best_valid_update, params)) {
        store.best_valid_update = update;
    }

    // Track the maximum number of active participants in the committee signatures
    const std::uint64_t participants = count_participants(update.sync_aggregate);
    store.current_max_active_participants = std::max(store.current_max_active_participants, participants);

    // Update the optimistic header
    if (participants > get_safety_threshold(store) &&
        update.attested_header.beacon.slot > store.optimistic_header.beacon.slot) {
        store.optimistic_header = update.attested_header;
    }

    // Update finalized header
    const bool update_has_finalized_next_sync_committee =
        !is_next_sync_committee_known(store) && is_sync_committee_update(update) && is_finality_update(update) &&
        compute_sync_committee_period_at_slot(update.finalized_header.beacon.slot, params) ==
            compute_sync_committee_period_at_slot(update.attested_header.beacon.slot, params);
    if (has_supermajority(update.sync_aggregate) &&
        (update.finalized_header.beacon.slot > store.finalized_header.beacon.slot ||
         update_has_finalized_next_sync_committee)) {
        // Normal update through 2/3 threshold
        TRY(apply_light_client_update(store, update, params));
        store.best_valid_update.reset();
    }
    old_store = std::move(store);
    return {};
}

Status process_light_client_update(LightClientStore& store, const LightClientUpdate& update, Slot current_slot,
                                   const NetworkParams& params) {
    TRY(validate_light_client_update(store, update, current_slot, params));
    return process_validated_update(store, update, params);
}

bool process_light_client_store_force_update(LightClientStore& store, Slot current_slot, const NetworkParams& params) {
    if (current_slot <= store.finalized_header.beacon.slot + update_timeout(params) || !store.best_valid_update) {
        return false;
    }
    // Forced best update when the update timeout has elapsed. Because the apply logic waits for finalized_header to
    // indicate sync committee finality, the attested_header may be treated as finalized_header in extended periods of
    // non-finality to guarantee progression into later sync committee periods according to is_better_update.
    LightClientUpdate best = *std::move(store.best_valid_update);
    store.best_valid_update.reset();
    if (best.finalized_header.beacon.slot <= store.finalized_header.beacon.slot) {
        best.finalized_header = best.attested_header;
    }
    return apply_light_client_update(store, best, params).ok();
}

}  // namespace clearmargin::ethereum
