#include <array>
#include <utility>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_forks = 16;

Result<ethereum::ForkActivation> read_fork(const JsonReader& from) {
    constexpr std::array<std::string_view, 3> known = {"fork", "epoch", "version"};
    TRY(from.only_members(known));
    TRY(const auto name_at, from.member("fork"));
    TRY(const auto name, name_at.string());
    const auto fork = ethereum::fork_of_name(name);
    if (!fork) return name_at.refused(ErrorCode::unknown_value, "a fork of the consensus layer", name);
    TRY(const auto epoch_at, from.member("epoch"));
    TRY(const std::uint64_t epoch, epoch_at.u64());
    TRY(const auto version_at, from.member("version"));
    TRY(const Bytes4 version, version_at.fixed_bytes<4>());
    return ethereum::ForkActivation{*fork, epoch, version};
}

Result<ethereum::Preset> read_preset(const JsonReader& at) {
    TRY(const auto name, at.string());
    if (name == ethereum::mainnet_preset.name) return ethereum::mainnet_preset;
    if (name == ethereum::minimal_preset.name) return ethereum::minimal_preset;
    return at.refused(ErrorCode::unknown_value, "mainnet or minimal", name);
}

/// A network of the user's own, as an object.
Result<ethereum::NetworkParams> read_own_network(const JsonReader& from, const ChainId& chain) {
    constexpr std::array<std::string_view, 6> known = {"name",   "genesis_time", "genesis_validators_root",
                                                       "preset", "forks",        "seconds_per_slot"};
    TRY(from.only_members(known));
    ethereum::NetworkParams network;
    network.chain = chain;
    TRY(network.name, read_name(from, "name"));
    TRY(const auto genesis_time, from.member("genesis_time"));
    TRY(network.genesis_time, genesis_time.u64());
    TRY(const auto validators_root, from.member("genesis_validators_root"));
    TRY(network.genesis_validators_root, validators_root.fixed_bytes<32>());
    TRY(const auto preset, from.optional_member("preset"));
    if (preset) {
        TRY(network.preset, read_preset(*preset));
    }
    TRY(const auto seconds, from.optional_member("seconds_per_slot"));
    if (seconds) {
        TRY(network.SECONDS_PER_SLOT, seconds->u64());
    }
    TRY(const auto forks_at, from.member("forks"));
    TRY(const auto forks, forks_at.elements(max_forks));
    for (const JsonReader& item : forks) {
        TRY(const auto fork, read_fork(item));
        network.forks.push_back(fork);
    }
    TRY(under_path(from, ethereum::validate_network_params(network)));
    return network;
}

Result<ethereum::NetworkParams> read_network(const JsonReader& at, const ChainId& chain) {
    if (at.is_object()) return read_own_network(at, chain);
    TRY(const auto name, at.string());
    TRY(auto network, under_path(at, ethereum::network_of_name(name)));
    if (network.chain != chain) {
        return at.refused(ErrorCode::unknown_value, "the network of " + chain.text, std::string(name) + " of " + network.chain.text);
    }
    return network;
}

Result<EthereumTrust> read_root(const JsonReader& from, const ChainId& chain) {
    constexpr std::array<std::string_view, 4> known = {"kind", "network", "checkpoint", "accept"};
    TRY(from.only_members(known));
    TRY(const auto kind_at, from.member("kind"));
    TRY(const auto kind, kind_at.string());
    if (kind != "ethereum") return kind_at.refused(ErrorCode::unsupported_chain_kind, "ethereum", kind);
    EthereumTrust trust;
    trust.chain = chain;
    TRY(const auto network, from.member("network"));
    TRY(trust.network, read_network(network, chain));
    TRY(const auto checkpoint, from.member("checkpoint"));
    TRY(trust.checkpoint, checkpoint.fixed_bytes<32>());
    TRY(const auto accept, from.optional_member("accept"));
    if (accept) {
        TRY(const auto word, accept->string());
        if (word != "finalized" && word != "optimistic") {
            return accept->refused(ErrorCode::unknown_value, "finalized or optimistic", word);
        }
        trust.accept = word == "finalized" ? AcceptedBlocks::finalized : AcceptedBlocks::optimistic;
    }
    return trust;
}

}  // namespace

Result<std::vector<EthereumTrust>> read_trust(const JsonReader& from) {
    TRY(const auto members, from.members(max_policy_chains));
    std::vector<EthereumTrust> trust;
    for (const auto& [name, value] : members) {
        TRY(const auto chain, under_path(value, parse_chain_id(name)));
        TRY(auto root, read_root(value, chain));
        trust.push_back(std::move(root));
    }
    return trust;
}

}  // namespace clearmargin
