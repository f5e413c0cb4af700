#include "wasm/pipeline/ethereum_chain.hpp"

#include <string>
#include <utility>
#include <variant>

#include "core/codec/field_reader.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "wasm/pipeline/age.hpp"
#include "wasm/pipeline/older_blocks.hpp"

namespace clearmargin {
namespace {

using ethereum::LightClientUpdate;
using ethereum::NetworkParams;
using ethereum::ProvenHeader;
using ethereum::UntrustedUpdate;
using verifiers::EthereumLightClient;

/// A checkpoint can be no older than a few weeks; a bundle holds no more updates than lead from one to now.
constexpr std::size_t max_updates = 64;

constexpr std::uint64_t max_checkpoint_age_altair = 1'209'600;  ///< 14 days
constexpr std::uint64_t max_checkpoint_age_gloas = 518'400;     ///< 6 days: EIP-8061 halves the period

const Proven<ExecutionBlock>* block_of(const ProvenHeader& header) {
    return std::get_if<Proven<ExecutionBlock>>(&header.block);
}

HeaderFacts facts_of(const ProvenHeader& header, const NetworkParams& network) {
    HeaderFacts facts;
    facts.slot = header.slot;
    facts.root = header.root;
    facts.time = ethereum::compute_time_at_slot(header.slot, network);
    facts.participation = header.participation.participants;
    facts.committee_size = network.preset.SYNC_COMMITTEE_SIZE;
    if (const auto* block = block_of(header)) {
        facts.block = ExecutionFacts{(*block)->number, (*block)->hash, (*block)->state_root};
    }
    return facts;
}

void add_outcome(ethereum::UpdateOutcome& from, std::vector<UpdateOutcome>& outcomes) {
    UpdateOutcome& outcome = outcomes.emplace_back();
    outcome.path = std::move(from.where);
    outcome.accepted = !from.refused.has_value();
    outcome.participation = from.participation.participants;
    auto& error = from.refused ? from.refused : from.unproven;
    if (error) outcome.error = Refusal(std::move(*error));
}

/// What the client is told: nothing unless the policy asks for more than the specification does.
std::size_t demanded_participants(const Limits& limits, const EthereumTrust& trust) {
    return limits.min_participation ? least_participants(limits, trust) : 0;
}

/// The policy's, or what lies within the weak-subjectivity period of the fork that is active at `now`.
/// Source  docs/trust-model.md#how-old-a-checkpoint-may-be
std::uint64_t max_checkpoint_age(const Limits& limits, const NetworkParams& network, UnixSeconds now) {
    if (limits.max_checkpoint_age) return *limits.max_checkpoint_age;
    const ethereum::Fork fork = ethereum::fork_at_slot(ethereum::compute_current_slot(now, network), network);
    return fork >= ethereum::Fork::gloas ? max_checkpoint_age_gloas : max_checkpoint_age_altair;
}

using Decode = Result<LightClientUpdate> (*)(const JsonReader&, const NetworkParams&);

/// The updates of one list, each read on its own.
void read_updates(const FieldReader& list, Decode decode, const NetworkParams& network,
                  std::vector<UntrustedUpdate>& to) {
    for (const FieldReader& item : list.elements(max_updates)) {
        to.push_back({item.json().path(), decode(item.json(), network)});
    }
}

}  // namespace

std::size_t least_participants(const Limits& limits, const EthereumTrust& trust) {
    const std::size_t size = trust.network.preset.SYNC_COMMITTEE_SIZE;
    if (!limits.min_participation) return (2 * size + 2) / 3;
    const Decimal share = *limits.min_participation;
    std::size_t least = 0;
    while (Decimal(static_cast<int>(least)) < Decimal::from_units(share.units() * static_cast<int>(size))) ++least;
    return least;
}

Result<EthereumLightClient> start_client(const JsonReader& data, const EthereumTrust& trust, const Limits& limits,
                                         UnixSeconds now) {
    TRY(const auto bootstrap_at, data.member("bootstrap"));
    auto bootstrap = ethereum::decode_bootstrap(bootstrap_at, trust.network);
    if (!bootstrap.ok()) return std::move(bootstrap).refusal();
    auto client = EthereumLightClient::start(trust.network, trust.checkpoint, bootstrap.value(), now,
                                             demanded_participants(limits, trust));
    if (client.ok()) return client;
    return under(bootstrap_at.path() + ".data", std::move(client).refusal());
}

Result<EthereumLightClient> resume_client(const JsonReader& store, const EthereumTrust& trust, const Limits& limits,
                                          UnixSeconds now) {
    TRY(auto client, EthereumLightClient::restore(trust.network, trust.checkpoint, store, now,
                                                       demanded_participants(limits, trust)));
    if (client.trust().was_forced && trust.accept != AcceptedBlocks::optimistic) {
        return store.at_this_path(refuse(ErrorCode::force_update_not_accepted, "trust.was_forced",
                                         "a policy that accepts blocks that are not final"));
    }
    const std::uint64_t slot = client.store().finalized_header.beacon.slot;
    const std::uint64_t age = age_at(now, ethereum::compute_time_at_slot(slot, trust.network));
    const std::uint64_t max_age = max_checkpoint_age(limits, trust.network, now);
    if (age > max_age) {
        return store.at_this_path(
            refuse_age(ErrorCode::store_too_old, "finalized_header", "a final block at most ", max_age, " old", age));
    }
    return client;
}

Status take_updates(const JsonReader& data, const EthereumTrust& trust, UnixSeconds now, EthereumLightClient& client,
                    ChainReport& to) {
    Refusal refusal;
    const FieldReader from(data, refusal);
    std::vector<UntrustedUpdate> updates;
    read_updates(from.optional("updates"), ethereum::decode_update, trust.network, updates);
    read_updates(from.optional("finality_updates"), ethereum::decode_finality_update, trust.network, updates);
    read_updates(from.optional("optimistic_updates"), ethereum::decode_optimistic_update, trust.network, updates);
    if (refusal.present()) return refusal;
    for (auto& outcome : client.process_all(updates, now)) add_outcome(outcome, to.updates);
    return {};
}

void describe_client(const EthereumLightClient& client, const EthereumTrust& trust, const Limits& limits,
                     UnixSeconds now, ChainReport& to) {
    const std::uint64_t slot = client.trust().checkpoint_slot;
    to.checkpoint = CheckpointFacts{trust.checkpoint, slot, ethereum::compute_time_at_slot(slot, trust.network),
                                    max_checkpoint_age(limits, trust.network, now)};
    to.min_participation = least_participants(limits, trust);
    if (const ProvenHeader* header = client.newest_finalized()) to.finalized = facts_of(*header, trust.network);
    if (const ProvenHeader* header = client.newest_optimistic()) to.optimistic = facts_of(*header, trust.network);
    if (!to.finalized) return;
    const HeaderFacts& newest = to.optimistic ? *to.optimistic : *to.finalized;
    to.finality_lag = FinalityLag{newest.slot - to.finalized->slot, newest.time - to.finalized->time};
}

void add_blocks(const EthereumLightClient& client, const EthereumTrust& trust, FollowedChain& to) {
    for (const ProvenHeader& header : client.headers()) {
        const auto* block = block_of(header);
        if (block == nullptr || (!header.finalized && trust.accept != AcceptedBlocks::optimistic)) continue;
        to.blocks.push_back(FollowedBlock{*block, header.finalized});
    }
}

Status judge_checkpoint(const ChainReport& report, UnixSeconds now) {
    const std::uint64_t age = age_at(now, report.checkpoint->time);
    const std::uint64_t max_age = report.checkpoint->max_age;
    if (age <= max_age) return {};
    return refuse_age(ErrorCode::checkpoint_too_old, "bootstrap", "a checkpoint at most ", max_age, " old", age);
}

Status judge_finality(const ChainReport& report, const Limits& limits) {
    if (!report.finality_lag || report.finality_lag->seconds <= limits.max_finality_lag) return {};
    return refuse_age(ErrorCode::finality_lag_too_large, "", "the newest final block at most ",
                      limits.max_finality_lag, " behind the newest signed one", report.finality_lag->seconds);
}

namespace {

/// A client at the policy's checkpoint, led on by the bundle's updates.
Result<EthereumLightClient> lead_client(const BundleChain& from, const EthereumTrust& trust, const Limits& limits,
                                        UnixSeconds now, FollowedChain& to) {
    TRY(auto client, start_client(from.data, trust, limits, now));
    TRY(take_updates(from.data, trust, now, client, to.report));
    describe_client(client, trust, limits, now, to.report);
    TRY(under(from.path, judge_checkpoint(to.report, now)));
    return client;
}

/// A client as the caller's store has it.
Result<EthereumLightClient> stored_client(const BundleChain& from, const EthereumTrust& trust, const Limits& limits,
                                          UnixSeconds now, FollowedChain& to) {
    if (!from.store) return refuse(ErrorCode::missing_chain_data, "stores." + to.chain.text, "a store of the chain");
    auto client = under("stores", resume_client(*from.store, trust, limits, now));
    if (!client.ok()) return std::move(client).refusal();
    describe_client(client.value(), trust, limits, now, to.report);
    return client;
}

}  // namespace

Status follow_ethereum_chain(const BundleChain& from, const EthereumTrust& trust, const Limits& limits, UnixSeconds now,
                             FollowedChain& to) {
    to.max_age = limits.max_header_age;
    const auto make = from.is_followed_from_store ? stored_client : lead_client;
    TRY(const auto client, make(from, trust, limits, now, to));
    TRY(under(from.path, judge_finality(to.report, limits)));
    add_blocks(client, trust, to);
    return add_older_blocks(from.data, client.headers(), trust, to);
}

}  // namespace clearmargin
