#include "light-client/ethereum/ethereum_light_client.hpp"

#include <algorithm>
#include <utility>

#include "core/bytes/hex.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/ethereum/store_json.hpp"
#include "light-client/ethereum/sync_committee_signature.hpp"
#include "light-client/ethereum/sync_protocol.hpp"

namespace clearmargin::verifiers {
namespace {

using namespace ethereum;

Participation participation_in(const LightClientUpdate& update, const NetworkParams& params) {
    return Participation{count_participants(update.sync_aggregate), committee_size(update.sync_aggregate),
                         update.signature_slot, compute_sync_committee_period_at_slot(update.signature_slot, params)};
}

/// The steps from the checkpoint to the committee that signed.
void add_path_to_committee(const TrustPath& trust, const Participation& signed_by, const NetworkParams& params,
                           EvidenceSource& source) {
    add_step(source, Sentence() << "checkpoint " << trust.checkpoint_root << " in slot " << trust.checkpoint_slot
                                << ", taken on trust");
    const std::uint64_t first = compute_sync_committee_period_at_slot(trust.checkpoint_slot, params);
    if (signed_by.participants > 0 && signed_by.signature_period > first) {
        add_step(source, Sentence() << "sync committees of periods " << first + 1 << " to "
                                    << signed_by.signature_period << ", each signed in by at least "
                                    << trust.least_handover_participants << " of " << params.preset.SYNC_COMMITTEE_SIZE
                                    << " of the one before");
    }
    if (trust.was_forced) add_step(source, "store taken on without finality");
}

/// Whether the header's slot has begun by the caller's clock.
Status check_slot(const LightClientHeader& header, std::string_view where, UnixSeconds now,
                  const NetworkParams& params) {
    const Slot current_slot = compute_current_slot(now, params);
    if (header.beacon.slot <= current_slot) return {};
    return refuse(ErrorCode::header_in_future, where, Sentence() << "at most slot " << current_slot,
                  std::to_string(header.beacon.slot));
}

Status check_participants(std::size_t participants, std::size_t least, std::string_view where) {
    if (participants >= least) return {};
    return refuse(ErrorCode::insufficient_participation, where, Sentence() << "at least " << least << " signers",
                  std::to_string(participants));
}

/// Whether a stored client started from the block the user trusts.
Status check_checkpoint(const TrustPath& trust, const Bytes32& checkpoint_root) {
    if (trust.checkpoint_root == checkpoint_root) return {};
    return refuse(ErrorCode::store_of_other_checkpoint, "trust.checkpoint_root", to_hex(checkpoint_root),
                  to_hex(trust.checkpoint_root));
}

/// Whether all that a stored client rests on was signed by at least so many.
Status check_trust(const TrustPath& trust, std::size_t least) {
    if (trust.handovers > 0) {
        TRY(check_participants(trust.least_handover_participants, least, "trust.least_handover_participants"));
    }
    if (trust.finalization.committee_size > 0) {
        TRY(check_participants(trust.finalization.participants, least, "trust.finalization.participants"));
    }
    if (trust.signing.committee_size > 0) {
        TRY(check_participants(trust.signing.participants, least, "trust.signing.participants"));
    }
    return {};
}

const ProvenHeader* newest_where(std::span<const ProvenHeader> headers, bool finalized) {
    const ProvenHeader* newest = nullptr;
    for (const ProvenHeader& header : headers) {
        if (header.finalized == finalized) newest = &header;
    }
    return newest;
}

}  // namespace

EthereumLightClient::EthereumLightClient(NetworkParams params, LightClientStore store, TrustPath trust,
                                         std::size_t min_participants)
    : params_(std::move(params)),
      store_(std::move(store)),
      trust_(std::move(trust)),
      min_participants_(min_participants) {}

Result<EthereumLightClient> EthereumLightClient::start(const NetworkParams& params, const Bytes32& checkpoint_root,
                                                       const LightClientBootstrap& bootstrap, UnixSeconds now,
                                                       std::size_t min_participants) {
    TRY(auto store, initialize_light_client_store(checkpoint_root, bootstrap, params));
    TRY(check_slot(bootstrap.header, "header.beacon.slot", now, params));
    TrustPath trust;
    trust.checkpoint_root = checkpoint_root;
    trust.checkpoint_slot = bootstrap.header.beacon.slot;
    EthereumLightClient client(params, std::move(store), std::move(trust), min_participants);
    TRY(under("header", client.add_header_if_it_proves_a_block(bootstrap.header, true, Participation())));
    return client;
}

Result<EthereumLightClient> EthereumLightClient::restore(const NetworkParams& params, const Bytes32& checkpoint_root,
                                                         const JsonReader& document, UnixSeconds now,
                                                         std::size_t min_participants) {
    TRY(auto stored, decode_stored_client(document, params));
    TRY(under_path(document, check_checkpoint(stored.trust, checkpoint_root)));
    TRY(under_path(document, check_slot(stored.store.finalized_header, "finalized_header", now, params)));
    TRY(under_path(document, check_slot(stored.store.optimistic_header, "optimistic_header", now, params)));
    TRY(under_path(document, check_trust(stored.trust, min_participants)));
    EthereumLightClient client(params, std::move(stored.store), std::move(stored.trust), min_participants);
    client.was_restored_ = true;
    TRY(under_path(document, client.add_stored_headers()));
    return client;
}

/// The blocks that a restored store proves: its finalized one, and the newest signed one where two thirds signed it.
Status EthereumLightClient::add_stored_headers() {
    if (trust_.was_forced_by_minority) return {};
    TRY(under("finalized_header", add_header_if_it_proves_a_block(store_.finalized_header, true, trust_.finalization)));
    const Participation& signed_by = trust_.signing;
    const bool is_newer = store_.optimistic_header.beacon.slot > store_.finalized_header.beacon.slot;
    if (!is_newer || 3 * signed_by.participants < 2 * params_.preset.SYNC_COMMITTEE_SIZE) return {};
    return under("optimistic_header", add_header_if_it_proves_a_block(store_.optimistic_header, false, signed_by));
}

std::string EthereumLightClient::save() const { return encode_stored_client({store_, trust_}, params_); }

Status EthereumLightClient::take(const LightClientUpdate& update, UnixSeconds now, Postponed* postponed,
                                 UpdateOutcome& outcome) {
    outcome.attested_slot = update.attested_header.beacon.slot;
    outcome.participation = participation_in(update, params_);
    TRY(const auto message, validate_all_but_signature(store_, update, compute_current_slot(now, params_), params_));
    if (postponed != nullptr) {
        postponed->push_back(message);
    } else {
        TRY(verify_signed_message(message));
    }
    TRY(check_participants(outcome.participation.participants, min_participants_,
                           "sync_aggregate.sync_committee_bits"));
    LightClientStore before = store_;
    TRY(process_validated_update(store_, update, params_));
    note_progress(before, outcome.participation);
    outcome.unproven = add_headers(update, outcome.participation);
    return {};
}

UpdateOutcome EthereumLightClient::process(const UntrustedUpdate& untrusted, UnixSeconds now, Postponed* postponed) {
    UpdateOutcome outcome;
    outcome.where = untrusted.where;
    if (!untrusted.update.ok()) {
        outcome.refused = untrusted.update.error();
        return outcome;
    }
    const std::string data = untrusted.where + ".data";
    Status taken = take(untrusted.update.value(), now, postponed, outcome);
    if (!taken.ok()) outcome.refused = under(data, std::move(taken).error());
    if (outcome.unproven) outcome.unproven = under(data, *std::move(outcome.unproven));
    return outcome;
}

UpdateOutcome EthereumLightClient::process(const UntrustedUpdate& untrusted, UnixSeconds now) {
    return process(untrusted, now, nullptr);
}

std::vector<UpdateOutcome> EthereumLightClient::process_all(std::span<const UntrustedUpdate> updates, UnixSeconds now) {
    EthereumLightClient hopeful = *this;
    Postponed signatures;
    std::vector<UpdateOutcome> outcomes;
    for (const UntrustedUpdate& update : updates) outcomes.push_back(hopeful.process(update, now, &signatures));
    if (bls::verify_all(signatures)) {
        *this = std::move(hopeful);
        return outcomes;
    }
    outcomes.clear();
    for (const UntrustedUpdate& update : updates) outcomes.push_back(process(update, now));
    return outcomes;
}

bool EthereumLightClient::force_update(UnixSeconds now) {
    if (!store_.best_valid_update) return false;
    const LightClientUpdate best = *store_.best_valid_update;
    const LightClientStore before = store_;
    if (!process_light_client_store_force_update(store_, compute_current_slot(now, params_), params_)) return false;
    trust_.was_forced = true;
    trust_.was_forced_by_minority = trust_.was_forced_by_minority || !has_supermajority(best.sync_aggregate);
    const Participation signed_by = participation_in(best, params_);
    note_progress(before, signed_by);
    if (has_supermajority(best.sync_aggregate)) {
        // Where it proves no block, there is just none to add.
        static_cast<void>(add_header(store_.finalized_header, true, signed_by).ok());
    }
    drop_overtaken_headers();
    return true;
}

const ProvenHeader* EthereumLightClient::newest_finalized() const noexcept { return newest_where(headers_, true); }

const ProvenHeader* EthereumLightClient::newest_optimistic() const noexcept { return newest_where(headers_, false); }

/// Notes what the step from `before` to the store of now rests on.
void EthereumLightClient::note_progress(const LightClientStore& before, const Participation& signed_by) {
    const bool learnt_next = store_.next_sync_committee && store_.next_sync_committee != before.next_sync_committee;
    if (learnt_next) {
        trust_.least_handover_participants = trust_.handovers == 0
                                                 ? signed_by.participants
                                                 : std::min(trust_.least_handover_participants, signed_by.participants);
        ++trust_.handovers;
    }
    if (store_.finalized_header != before.finalized_header) trust_.finalization = signed_by;
    if (store_.optimistic_header != before.optimistic_header) trust_.signing = signed_by;
}

/// Adds the blocks that a taken update proves; why not, where it proves none or not all.
std::optional<Error> EthereumLightClient::add_headers(const LightClientUpdate& update, const Participation& signed_by) {
    if (!has_supermajority(update.sync_aggregate)) {
        const std::size_t size = signed_by.committee_size;
        return refuse(ErrorCode::insufficient_participation, "sync_aggregate.sync_committee_bits",
                      Sentence() << "at least " << (2 * size + 2) / 3 << " of " << size,
                      std::to_string(signed_by.participants));
    }
    if (trust_.was_forced_by_minority) {
        return refuse(ErrorCode::insufficient_participation, "",
                      "a store that two thirds of a committee stand for; this one was taken on by fewer");
    }
    std::optional<Error> unproven;
    const auto add = [&](const LightClientHeader& header, bool finalized, std::string_view name) {
        if (header.beacon.slot == 0) return;
        const Status added = add_header(header, finalized, signed_by);
        if (!added.ok() && !unproven) unproven = under(name, added.error());
    };
    add(update.attested_header, false, "attested_header");
    add(update.finalized_header, true, "finalized_header");
    drop_overtaken_headers();
    return unproven;
}

void EthereumLightClient::drop_overtaken_headers() {
    const Slot finalized_slot = store_.finalized_header.beacon.slot;
    std::erase_if(headers_,
                  [&](const ProvenHeader& header) { return !header.finalized && header.slot <= finalized_slot; });
}

/// Adds the block that a header proves, unless it is there already with as much behind it. A final one that was there
/// as a signed one is there twice until drop_overtaken_headers.
Status EthereumLightClient::add_header(const LightClientHeader& header, bool finalized,
                                       const Participation& signed_by) {
    const Bytes32 root = hash_tree_root(header.beacon);
    for (const ProvenHeader& known : headers_) {
        if (known.root == root && (known.finalized || !finalized)) return {};
    }
    TRY(auto block, prove_block(header, source_of_header(header, finalized, signed_by)));
    headers_.push_back(ProvenHeader{header.beacon.slot, root, finalized, signed_by, std::move(block)});
    for (std::size_t i = headers_.size() - 1; i > 0 && headers_[i].slot < headers_[i - 1].slot; --i) {
        std::swap(headers_[i], headers_[i - 1]);
    }
    return {};
}

/// Before Capella a header proves no block, and the client can still be led on from it.
Status EthereumLightClient::add_header_if_it_proves_a_block(const LightClientHeader& header, bool finalized,
                                                            const Participation& signed_by) {
    Status added = add_header(header, finalized, signed_by);
    if (!added.ok() && added.error().code == ErrorCode::no_execution_block) return {};
    return added;
}

EvidenceSource EthereumLightClient::source_of_header(const LightClientHeader& header, bool finalized,
                                                     const Participation& signed_by) const {
    EvidenceSource source;
    source.level = finalized && !trust_.was_forced ? EvidenceLevel::proven : EvidenceLevel::proposed;
    source.rests_on = trust_.was_forced ? rests_on_sync_committee_forced
                      : finalized       ? rests_on_sync_committee
                                        : rests_on_sync_committee_not_final;
    source.chain = params_.chain.text;
    add_path_to_committee(trust_, signed_by, params_, source);
    if (was_restored_) add_step(source, "resumed from a store that this user kept");
    if (signed_by.participants > 0) {
        add_step(source, Sentence() << "signed by " << signed_by.participants << " of "
                                    << params_.preset.SYNC_COMMITTEE_SIZE << " of period " << signed_by.signature_period
                                    << " in slot " << signed_by.signature_slot);
    }
    add_step(source, Sentence() << "beacon block " << hash_tree_root(header.beacon) << " in slot " << header.beacon.slot
                                << (finalized ? ", final" : ", not final"));
    return source;
}

Result<ProvenBlock> EthereumLightClient::prove_block(const LightClientHeader& header, EvidenceSource source) const {
    if (header.form == HeaderForm::altair || fork_at_slot(header.beacon.slot, params_) < Fork::capella) {
        return refuse(ErrorCode::no_execution_block, "execution", "a header of Capella or later");
    }
    source.as_of = compute_time_at_slot(header.beacon.slot, params_);
    if (header.form == HeaderForm::gloas) {
        source.block_hash = to_hex(header.execution_block_hash);
        add_step(source, Sentence() << "execution block " << source.block_hash);
        const ExecutionBlockHash hash{params_.chain, header.execution_block_hash, source.as_of};
        return ProvenBlock(Proven<ExecutionBlockHash>(ProofKey(), hash, evidence_of(std::move(source))));
    }
    const ExecutionPayloadHeader& execution = header.execution;
    // Consensus fixes a block's time to its slot's; another one means that genesis_time is not this chain's.
    if (execution.timestamp != source.as_of) {
        return refuse(ErrorCode::wrong_block_timestamp, "execution.timestamp", source.as_of, execution.timestamp);
    }
    source.block = execution.block_number;
    source.block_hash = to_hex(execution.block_hash);
    add_step(source, Sentence() << "execution block " << execution.block_number << " " << source.block_hash);
    ExecutionBlock block{params_.chain,        execution.block_number,  execution.block_hash,
                         execution.state_root, execution.receipts_root, execution.timestamp};
    return ProvenBlock(Proven<ExecutionBlock>(ProofKey(), std::move(block), evidence_of(std::move(source))));
}

}  // namespace clearmargin::verifiers

namespace clearmargin::ethereum {

Result<FollowedChain> follow_light_client(const NetworkParams& params, const Bytes32& checkpoint_root,
                                          const LightClientBootstrap& bootstrap,
                                          std::span<const UntrustedUpdate> updates, UnixSeconds now,
                                          std::size_t min_participants) {
    TRY(auto client,
        verifiers::EthereumLightClient::start(params, checkpoint_root, bootstrap, now, min_participants));
    FollowedChain chain{std::move(client), {}};
    chain.updates = chain.client.process_all(updates, now);
    return chain;
}

}  // namespace clearmargin::ethereum
