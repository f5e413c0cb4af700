#pragma once

#include <map>

#include "core/codec/json_reader.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

namespace clearmargin::tests {

/// The network of a config.yaml and meta.yaml of the consensus tests.
ethereum::NetworkParams spec_network(const JsonReader& config, const Bytes32& genesis_validators_root);

/// The fork of every fork digest that occurs on that network.
/// Spec    consensus-specs@a08d8a6 fulu/beacon-chain.md#compute_fork_digest
std::map<Bytes4, ethereum::Fork> fork_digests(const JsonReader& config, const ethereum::NetworkParams& params);

}  // namespace clearmargin::tests
