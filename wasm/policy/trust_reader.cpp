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
    (void)from["kind"].choice({"ethereum"}, ErrorCode::unsupported_chain_kind);
    read_network(from["network"], to.chain, to.network);
    from.read("checkpoint", to.checkpoint);
    from.optional("accept").get(to.accept, {"finalized", "optimistic"});
}

}  // namespace

void read_trust(const FieldReader& from, std::vector<EthereumTrust>& to) {
    const auto members = from.members(max_policy_chains);
    std::vector<EthereumTrust>(members.size()).swap(to);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto& [name, value] = members[i];
        value.take(parse_chain_id(name), to[i].chain);
        read_root(value, to[i]);
    }
}

}  // namespace clearmargin
