#include "wasm/pipeline/ethereum_chain.hpp"

#include <string>
#include <utility>
#include <variant>

#include "core/codec/field_reader.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "wasm/pipeline/age.hpp"

namespace clearmargin {
namespace {

using ethereum::LightClientUpdate;
using ethereum::NetworkParams;
using ethereum::ProvenHeader;
using ethereum::UntrustedUpdate;
using verifiers::EthereumLightClient;

/// A checkpoint can be no older than a few weeks; a bundle holds no more updates than lead from one to now.
constexpr std::size_t max_updates = 64;

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

using Decode = Result<LightClientUpdate> (*)(const JsonReader&, const NetworkParams&);

/// The updates of one list, each read on its own.
void read_updates(const FieldReader& list, Decode decode, const NetworkParams& network,
                  std::vector<UntrustedUpdate>& to) {
    const auto items = list.elements(max_updates);
    if (items.empty()) return;
    const std::string path = list.json().path();
    for (std::size_t i = 0; i < items.size(); ++i) {
        to.push_back({element_path(path, i), decode(items[i].json(), network)});
    }
}

}  // namespace

Result<EthereumLightClient> start_client(const JsonReader& data, const EthereumTrust& trust, UnixSeconds now) {
    TRY(const auto bootstrap_at, data.member("bootstrap"));
    auto bootstrap = ethereum::decode_bootstrap(bootstrap_at, trust.network);
    if (!bootstrap.ok()) return std::move(bootstrap).refusal();
    auto client = EthereumLightClient::start(trust.network, trust.checkpoint, bootstrap.value(), now);
    if (client.ok()) return client;
    return under(bootstrap_at.path() + ".data", std::move(client).refusal());
}

Result<EthereumLightClient> resume_client(const JsonReader& store, const EthereumTrust& trust, const Limits& limits,
                                          UnixSeconds now) {
    TRY(auto client, EthereumLightClient::restore(trust.network, trust.checkpoint, store, now));
    const std::uint64_t slot = client.store().finalized_header.beacon.slot;
    const std::uint64_t age = age_at(now, ethereum::compute_time_at_slot(slot, trust.network));
    if (age > limits.max_checkpoint_age) {
        return refuse_age(ErrorCode::store_too_old, "finalized_header", "a final block at most ",
                          limits.max_checkpoint_age, " old", age);
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

void describe_client(const EthereumLightClient& client, const EthereumTrust& trust, ChainReport& to) {
    const std::uint64_t slot = client.trust().checkpoint_slot;
    to.checkpoint = CheckpointFacts{trust.checkpoint, slot, ethereum::compute_time_at_slot(slot, trust.network)};
    if (const ProvenHeader* header = client.newest_finalized()) to.finalized = facts_of(*header, trust.network);
    if (const ProvenHeader* header = client.newest_optimistic()) to.optimistic = facts_of(*header, trust.network);
}

void add_blocks(const EthereumLightClient& client, const EthereumTrust& trust, FollowedChain& to) {
    for (const ProvenHeader& header : client.headers()) {
        const auto* block = block_of(header);
        if (block == nullptr || (!header.finalized && trust.accept != AcceptedBlocks::optimistic)) continue;
        to.blocks.push_back(FollowedBlock{*block, header.finalized});
    }
}

Status judge_checkpoint(const ChainReport& report, const Limits& limits, UnixSeconds now) {
    const std::uint64_t age = age_at(now, report.checkpoint->time);
    if (age <= limits.max_checkpoint_age) return {};
    return refuse_age(ErrorCode::checkpoint_too_old, "bootstrap", "a checkpoint at most ", limits.max_checkpoint_age,
                      " old", age);
}

Status follow_ethereum_chain(const BundleChain& from, const EthereumTrust& trust, const Limits& limits, UnixSeconds now,
                             FollowedChain& to) {
    TRY(auto client, start_client(from.data, trust, now));
    TRY(take_updates(from.data, trust, now, client, to.report));
    describe_client(client, trust, to.report);
    TRY(under(from.path, judge_checkpoint(to.report, limits, now)));
    add_blocks(client, trust, to);
    return {};
}

}  // namespace clearmargin
