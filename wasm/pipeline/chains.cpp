#include "wasm/pipeline/chains.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "light-client/ethereum/ethereum_light_client.hpp"
#include "light-client/ethereum/versioned_object.hpp"

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
    facts.root = to_hex(header.root);
    facts.time = ethereum::compute_time_at_slot(header.slot, network);
    facts.participation = header.participation.participants;
    facts.committee_size = network.preset.SYNC_COMMITTEE_SIZE;
    if (const auto* block = block_of(header)) {
        facts.number = (*block)->number;
        facts.hash = to_hex((*block)->hash);
        facts.state_root = to_hex((*block)->state_root);
    }
    return facts;
}

UpdateOutcome outcome_of(const ethereum::UpdateOutcome& from) {
    UpdateOutcome outcome;
    outcome.path = from.where;
    outcome.accepted = !from.refused.has_value();
    outcome.participation = from.participation.participants;
    outcome.error = from.refused ? from.refused : from.unproven;
    return outcome;
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

Result<std::vector<UntrustedUpdate>> read_updates(const BundleChain& chain, const NetworkParams& network) {
    std::vector<UntrustedUpdate> updates;
    TRY(add_updates(chain.data, "updates", chain.path, ethereum::decode_update, network, updates));
    TRY(add_updates(chain.data, "finality_updates", chain.path, ethereum::decode_finality_update, network, updates));
    TRY(add_updates(chain.data, "optimistic_updates", chain.path, ethereum::decode_optimistic_update, network, updates));
    return updates;
}

/// Follows one chain. What it refuses is the whole chain's refusal.
Status follow(const BundleChain& from, const EthereumTrust& trust, const Limits& limits, UnixSeconds now,
              FollowedChain& to) {
    TRY(const auto kind_at, from.data.member("kind"));
    TRY(const auto kind, kind_at.string());
    to.report.kind = truncated(kind);
    if (kind != "ethereum") return kind_at.refused(ErrorCode::unsupported_chain_kind, "ethereum", kind);
    TRY(const auto bootstrap_at, from.data.member("bootstrap"));
    TRY(const auto bootstrap, ethereum::decode_bootstrap(bootstrap_at, trust.network));
    TRY(const auto updates, read_updates(from, trust.network));
    TRY(const auto followed,
        under(from.path + ".bootstrap.data",
              ethereum::follow_light_client(trust.network, trust.checkpoint, bootstrap, updates, now)));

    const auto& client = followed.client;
    const UnixSeconds checkpoint_time = ethereum::compute_time_at_slot(client.trust().checkpoint_slot, trust.network);
    to.report.checkpoint = CheckpointFacts{to_hex(trust.checkpoint), client.trust().checkpoint_slot, checkpoint_time};
    for (const auto& outcome : followed.updates) to.report.updates.push_back(outcome_of(outcome));
    if (const ProvenHeader* header = client.newest_finalized()) to.report.finalized = facts_of(*header, trust.network);
    if (const ProvenHeader* header = client.newest_optimistic()) to.report.optimistic = facts_of(*header, trust.network);
    const std::uint64_t age = checkpoint_time < now ? now - checkpoint_time : 0;
    if (age > limits.max_checkpoint_age) {
        return refuse(ErrorCode::checkpoint_too_old, from.path + ".bootstrap",
                      "a checkpoint at most " + std::to_string(limits.max_checkpoint_age) + " s old",
                      std::to_string(age) + " s");
    }
    for (const ProvenHeader& header : client.headers()) {
        const auto* block = block_of(header);
        if (block == nullptr || (!header.finalized && trust.accept != AcceptedBlocks::optimistic)) continue;
        to.blocks.push_back(FollowedBlock{*block, header.finalized});
    }
    return {};
}

FollowedChain follow_chain(const Policy& policy, const BundleChain& from, UnixSeconds now) {
    FollowedChain followed;
    followed.report.chain = truncated(from.name);
    const auto chain = parse_chain_id(from.name);
    if (!chain.ok()) {
        followed.report.error = under(from.path, chain.error());
        return followed;
    }
    followed.chain = chain.value();
    const EthereumTrust* trust = policy.find_trust(chain.value());
    if (trust == nullptr) {
        followed.report.error =
            refuse(ErrorCode::chain_not_in_policy, from.path, "a chain of the policy's trust", followed.chain.text);
        return followed;
    }
    followed.report.network = trust->network.name;
    Status done = follow(from, *trust, policy.limits, now, followed);
    if (!done.ok()) {
        followed.report.error = std::move(done).error();
        followed.blocks.clear();
    }
    return followed;
}

}  // namespace

const Proven<ExecutionBlock>* FollowedChain::find(const Bytes32& hash) const noexcept {
    const auto found = std::find_if(blocks.begin(), blocks.end(),
                                    [&](const FollowedBlock& followed) { return followed.block->hash == hash; });
    return found == blocks.end() ? nullptr : &found->block;
}

const Proven<ExecutionBlock>* FollowedChain::newest_final() const noexcept {
    const auto found =
        std::find_if(blocks.rbegin(), blocks.rend(), [](const FollowedBlock& followed) { return followed.is_final; });
    return found == blocks.rend() ? nullptr : &found->block;
}

std::vector<FollowedChain> follow_chains(const Policy& policy, const Bundle& bundle, UnixSeconds now) {
    std::vector<FollowedChain> chains;
    for (const BundleChain& chain : bundle.chains) chains.push_back(follow_chain(policy, chain, now));
    return chains;
}

}  // namespace clearmargin
