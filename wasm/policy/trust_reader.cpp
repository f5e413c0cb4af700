#include <array>

#include "wasm/document/document_fields.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_forks = 16;

void read_fork(const FieldReader& from, ethereum::ForkActivation& to) {
    from.only_members({"fork", "epoch", "version"});
    const FieldReader name = from["fork"];
    const auto fork = ethereum::fork_of_name(name.text());
    if (!fork) return name.refuse(ErrorCode::unknown_value, "a fork of the consensus layer", name.text());
    to.fork = *fork;
    from.read("epoch", to.epoch);
    from.read("version", to.version);
}

/// A network of the user's own, as an object.
void read_own_network(const FieldReader& from, ethereum::NetworkParams& to) {
    from.only_members({"name", "genesis_time", "genesis_validators_root", "preset", "forks", "seconds_per_slot"});
    read_name(from["name"], to.name);
    from.read("genesis_time", to.genesis_time);
    from.read("genesis_validators_root", to.genesis_validators_root);
    const FieldReader preset = from.optional("preset");
    if (preset.choice({ethereum::mainnet_preset.name, ethereum::minimal_preset.name}) == 1) {
        to.preset = ethereum::minimal_preset;
    }
    from.read_if_present("seconds_per_slot", to.SECONDS_PER_SLOT);
    read_list(from["forks"], max_forks, to.forks, read_fork);
    if (from.present()) from.take(ethereum::validate_network_params(to));
}

void read_network(const FieldReader& at, const ChainId& chain, ethereum::NetworkParams& to) {
    if (at.present() && at.json().is_object()) {
        to.chain = chain;
        return read_own_network(at, to);
    }
    const std::string_view name = at.text();
    if (at.present()) at.take(ethereum::network_of_name(name), to);
    if (!at.present() || to.chain == chain) return;
    at.refuse(ErrorCode::unknown_value, "the network of " + chain.text, to.name + " of " + to.chain.text);
}

void read_root(const FieldReader& from, EthereumTrust& to) {
    from.only_members({"kind", "network", "checkpoint", "accept"});
    read_network(from["network"], to.chain, to.network);
    from.read("checkpoint", to.checkpoint);
    from.optional("accept").get(to.accept, {"finalized", "optimistic"});
}

/// Refuses a parent that the policy does not trust, or that leads to no chain with a root of trust of its own.
void check_parent(const FieldReader& at, const RollupTrust& rollup, const Policy& policy) {
    if (!policy.trusts(rollup.parent())) {
        return at.refuse(ErrorCode::unknown_reference, "one of trust", rollup.parent().text);
    }
    const RollupTrust* lower = &rollup;
    // No way down is longer than there are rollups.
    for (std::size_t steps = 0; lower != nullptr; ++steps) {
        if (steps == policy.rollups.size()) {
            return at.refuse(ErrorCode::parents_without_root, "a parent that leads to a chain of kind ethereum",
                             rollup.parent().text);
        }
        lower = policy.find_rollup(lower->parent());
    }
}

using Contracts = std::array<const Address*, 3>;

/// The contracts whose storage makes a block one of the rollup's; null where it has none of that kind.
Contracts contracts_of(const RollupTrust& rollup) {
    const auto at = [](const auto& part, auto address) { return part ? &((*part).*address) : nullptr; };
    if (const auto& chain = rollup.op_stack) {
        return {at(chain->games, &DisputeGames::factory), at(chain->anchors, &LegacyAnchors::registry),
                at(chain->oracle, &OutputOracle::oracle)};
    }
    const auto given = [](const std::optional<Address>& address) { return address ? &*address : nullptr; };
    const ArbitrumChain& chain = *rollup.arbitrum;
    return {given(chain.outbox), given(chain.rollup), given(chain.legacy_rollup)};
}

/// Whether a contract anchors both: then one block would be proven as either's, and what it holds would count twice.
bool share_a_contract(const RollupTrust& a, const RollupTrust& b) {
    if (a.parent() != b.parent()) return false;
    for (const Address* one : contracts_of(a)) {
        for (const Address* other : contracts_of(b)) {
            if (one != nullptr && other != nullptr && *one == *other) return true;
        }
    }
    return false;
}

void check_rollup(const FieldReader& from, const RollupTrust& rollup, const Policy& policy) {
    check_parent(from["parent"], rollup, policy);
    for (const RollupTrust* other = policy.rollups.data(); other != &rollup; ++other) {
        if (!share_a_contract(rollup, *other)) continue;
        from["rollup"].refuse(ErrorCode::duplicate_id, "contracts of its own", other->chain().text);
    }
}

}  // namespace

void read_trust(const FieldReader& from, Policy& to) {
    const auto members = from.members(max_policy_chains);
    for (const auto& [name, value] : members) {
        ChainId chain;
        value.take(parse_chain_id(name), chain);
        if (value["kind"].choice({"ethereum", "op-stack", "arbitrum"}, ErrorCode::unsupported_chain_kind) == 0) {
            EthereumTrust& root = to.trust.emplace_back();
            root.chain = std::move(chain);
            read_root(value, root);
        } else {
            read_rollup(value, chain, to.rollups.emplace_back());
        }
    }
    for (const auto& [name, value] : members) {
        const RollupTrust* rollup = value.present() ? to.find_rollup(ChainId{std::string(name)}) : nullptr;
        if (rollup != nullptr) check_rollup(value, *rollup, to);
    }
}

}  // namespace clearmargin
