#include "wasm/pipeline/chains.hpp"

#include <algorithm>
#include <utility>

#include "wasm/pipeline/ethereum_chain.hpp"

namespace clearmargin {
namespace {

Status follow_chain(const Policy& policy, const BundleChain& from, UnixSeconds now, FollowedChain& to) {
    to.report.chain = truncated(from.name);
    auto chain = parse_chain_id(from.name);
    if (!chain.ok()) return under(from.path, std::move(chain).refusal());
    to.chain = std::move(chain).value();
    const EthereumTrust* trust = policy.find_trust(to.chain);
    if (trust == nullptr) {
        return refuse(ErrorCode::chain_not_in_policy, from.path, "a chain of the policy's trust", to.chain.text);
    }
    to.report.network = trust->network.name;
    TRY(const auto kind_at, from.data.member("kind"));
    TRY(const auto kind, kind_at.string());
    to.report.kind = truncated(kind);
    if (kind != "ethereum") return kind_at.refused(ErrorCode::unsupported_chain_kind, "ethereum", kind);
    return follow_ethereum_chain(from, *trust, policy.limits, now, to);
}

}  // namespace

const Proven<ExecutionBlock>* FollowedChain::find(const Bytes32& hash) const noexcept {
    const FollowedBlock* found = nullptr;
    for (const FollowedBlock& followed : blocks) {
        if (followed.block->hash == hash && (found == nullptr || followed.is_final)) found = &followed;
    }
    return found == nullptr ? nullptr : &found->block;
}

const Proven<ExecutionBlock>* FollowedChain::newest_final() const noexcept {
    const Proven<ExecutionBlock>* newest = nullptr;
    for (const auto& [block, is_final] : blocks) {
        if (is_final && (newest == nullptr || block->timestamp >= (*newest)->timestamp)) newest = &block;
    }
    return newest;
}

std::vector<FollowedChain> follow_chains(const Policy& policy, const Bundle& bundle, UnixSeconds now) {
    std::vector<FollowedChain> chains;
    for (const BundleChain& chain : bundle.chains) {
        FollowedChain& followed = chains.emplace_back();
        Status done = follow_chain(policy, chain, now, followed);
        if (!done.ok()) followed.report.error = std::move(done).refusal();
    }
    return chains;
}

}  // namespace clearmargin
