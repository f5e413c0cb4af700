#include "wasm/pipeline/ethereum_chain.hpp"

#include <string>
#include <utility>
#include <variant>

#include "light-client/ethereum/ethereum_light_client.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "wasm/pipeline/age.hpp"

namespace clearmargin {
namespace {

using ethereum::LightClientUpdate;
using ethereum::NetworkParams;
using ethereum::ProvenHeader;
using ethereum::UntrustedUpdate;

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
Status add_updates(const JsonReader& data, std::string_view name, const std::string& path, Decode decode,
                   const NetworkParams& network, std::vector<UntrustedUpdate>& updates) {
    TRY(const auto list, data.optional_member(name));
    if (!list) return {};
    TRY(const auto items, list->elements(max_updates));
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::string where = path + "." + std::string(name) + "[" + std::to_string(i) + "]";
        updates.push_back({std::move(where), decode(items[i], network)});
    }
    return {};
}

Status read_updates(const BundleChain& chain, const NetworkParams& network, std::vector<UntrustedUpdate>& updates) {
    TRY(add_updates(chain.data, "updates", chain.path, ethereum::decode_update, network, updates));
    TRY(add_updates(chain.data, "finality_updates", chain.path, ethereum::decode_finality_update, network, updates));
    TRY(add_updates(chain.data, "optimistic_updates", chain.path, ethereum::decode_optimistic_update, network,
                    updates));
    return {};
}

/// What the client came to trust, into the report.
void describe(const verifiers::EthereumLightClient& client, const EthereumTrust& trust, ChainReport& to) {
    const std::uint64_t slot = client.trust().checkpoint_slot;
    to.checkpoint = CheckpointFacts{trust.checkpoint, slot, ethereum::compute_time_at_slot(slot, trust.network)};
    if (const ProvenHeader* header = client.newest_finalized()) to.finalized = facts_of(*header, trust.network);
    if (const ProvenHeader* header = client.newest_optimistic()) to.optimistic = facts_of(*header, trust.network);
}

}  // namespace

Status follow_ethereum_chain(const BundleChain& from, const EthereumTrust& trust, const Limits& limits, UnixSeconds now,
                             FollowedChain& to) {
    to.max_age = limits.max_header_age;
    TRY(const auto bootstrap_at, from.data.member("bootstrap"));
    auto bootstrap = ethereum::decode_bootstrap(bootstrap_at, trust.network);
    if (!bootstrap.ok()) return std::move(bootstrap).refusal();
    std::vector<UntrustedUpdate> updates;
    TRY(read_updates(from, trust.network, updates));
    auto followed = ethereum::follow_light_client(trust.network, trust.checkpoint, bootstrap.value(), updates, now);
    if (!followed.ok()) return under(from.path + ".bootstrap.data", std::move(followed).refusal());

    const auto& client = followed.value().client;
    describe(client, trust, to.report);
    for (auto& outcome : followed.value().updates) add_outcome(outcome, to.report.updates);
    const std::uint64_t age = age_at(now, to.report.checkpoint->time);
    if (age > limits.max_checkpoint_age) {
        return refuse_age(ErrorCode::checkpoint_too_old, from.path + ".bootstrap", "a checkpoint at most ",
                          limits.max_checkpoint_age, " old", age);
    }
    for (const ProvenHeader& header : client.headers()) {
        const auto* block = block_of(header);
        if (block == nullptr || (!header.finalized && trust.accept != AcceptedBlocks::optimistic)) continue;
        to.blocks.push_back(FollowedBlock{*block, header.finalized});
    }
    return {};
}

}  // namespace clearmargin
