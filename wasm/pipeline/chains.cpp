#include "wasm/pipeline/chains.hpp"

#include <algorithm>
#include <utility>

#include "wasm/pipeline/ethereum_chain.hpp"
#include "wasm/pipeline/rollup_chain.hpp"

namespace clearmargin {
namespace {

/// The bundle's word for the kind of chain, which has to be the policy's.
Status check_kind(const BundleChain& from, std::string_view trusted, ChainReport& to) {
    TRY(const auto kind_at, from.data.member("kind"));
    TRY(const auto kind, kind_at.string());
    to.kind = truncated(kind);
    if (kind == trusted) return {};
    return kind_at.refused(ErrorCode::unsupported_chain_kind, trusted, kind);
}

/// Names the chain in its report.
Status name_chain(const BundleChain& from, FollowedChain& to) {
    to.report.chain = truncated(from.name);
    auto chain = parse_chain_id(from.name);
    if (!chain.ok()) return under(from.path, std::move(chain).refusal());
    to.chain = std::move(chain).value();
    return {};
}

Status follow_root(const Policy& policy, const BundleChain& from, UnixSeconds now, FollowedChain& to) {
    TRY(name_chain(from, to));
    const EthereumTrust* trust = policy.find_trust(to.chain);
    if (trust == nullptr) {
        return refuse(ErrorCode::chain_not_in_policy, from.path, "a chain of the policy's trust", to.chain.text);
    }
    to.report.network = trust->network.name;
    TRY(check_kind(from, "ethereum", to.report));
    return follow_ethereum_chain(from, *trust, policy.limits, now, to);
}

/// A rollup of the policy, given the chains below it.
Status follow_on_parent(const BundleChain& from, const RollupTrust& trust, const std::vector<FollowedChain>& chains,
                        UnixSeconds now, FollowedChain& to) {
    to.report.network = trust.name;
    to.report.parent = trust.parent().text;
    TRY(name_chain(from, to));
    TRY(check_kind(from, trust.op_stack ? "op-stack" : "arbitrum", to.report));
    const FollowedChain* parent = find_chain(chains, trust.parent());
    if (parent == nullptr) {
        return refuse(ErrorCode::missing_chain_data, from.path + ".parent", "the data of " + trust.parent().text);
    }
    if (parent->report.error.present()) return parent->report.error;
    return follow_rollup(from, trust, *parent, now, to);
}

/// How many rollups lie between the chain and one with a root of trust of its own, itself among them.
std::size_t depth_of(const Policy& policy, const std::string& name) {
    std::size_t depth = 0;
    for (const RollupTrust* rollup = policy.find_rollup(ChainId{name}); rollup != nullptr; ++depth) {
        rollup = policy.find_rollup(rollup->parent());
    }
    return depth;
}

}  // namespace

const FollowedBlock* FollowedChain::find_followed(const Bytes32& hash) const noexcept {
    const FollowedBlock* found = nullptr;
    for (const FollowedBlock& followed : blocks) {
        if (followed.block->hash == hash && (found == nullptr || followed.is_final)) found = &followed;
    }
    return found;
}

const Proven<ExecutionBlock>* FollowedChain::find(const Bytes32& hash) const noexcept {
    const FollowedBlock* found = find_followed(hash);
    return found == nullptr ? nullptr : &found->block;
}

const Proven<ExecutionBlock>* FollowedChain::newest_final() const noexcept {
    const Proven<ExecutionBlock>* newest = nullptr;
    for (const auto& [block, is_final] : blocks) {
        if (is_final && (newest == nullptr || block->timestamp >= (*newest)->timestamp)) newest = &block;
    }
    return newest;
}

const FollowedChain* find_chain(const std::vector<FollowedChain>& chains, const ChainId& chain) noexcept {
    const auto found =
        std::find_if(chains.begin(), chains.end(), [&](const FollowedChain& followed) { return followed.chain == chain; });
    return found == chains.end() ? nullptr : &*found;
}

void follow_rollups(const Policy& policy, const Bundle& bundle, UnixSeconds now, std::vector<FollowedChain>& chains) {
    for (std::size_t depth = 1; depth <= policy.rollups.size(); ++depth) {
        for (const BundleChain& from : bundle.chains) {
            if (depth_of(policy, from.name) != depth) continue;
            FollowedChain followed;
            const RollupTrust& trust = *policy.find_rollup(ChainId{from.name});
            followed.report.error = follow_on_parent(from, trust, chains, now, followed).refusal();
            chains.push_back(std::move(followed));
        }
    }
}

std::vector<FollowedChain> follow_chains(const Policy& policy, const Bundle& bundle, UnixSeconds now) {
    std::vector<FollowedChain> chains;
    for (const BundleChain& from : bundle.chains) {
        if (depth_of(policy, from.name) != 0) continue;
        FollowedChain& followed = chains.emplace_back();
        followed.report.error = follow_root(policy, from, now, followed).refusal();
    }
    follow_rollups(policy, bundle, now, chains);
    return chains;
}

}  // namespace clearmargin
