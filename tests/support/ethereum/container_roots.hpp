#pragma once

#include "core/bytes/fixed_bytes.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

/// Roots of the light client's own containers. Nothing is proven by them, so only the vectors need them.
/// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#merkleization
namespace clearmargin::tests {

Bytes32 root_of(const ethereum::LightClientHeader& header);
Bytes32 root_of(const ethereum::LightClientBootstrap& bootstrap);
Bytes32 root_of(const ethereum::LightClientUpdate& update, ethereum::UpdateKind kind);

/// What the sync vectors check of a header's execution part; zero before Capella.
/// Spec    consensus-specs@a08d8a6 gloas/light-client/sync-protocol.md#get_lc_execution_root
Bytes32 get_lc_execution_root(const ethereum::LightClientHeader& header, const ethereum::NetworkParams& params);

}  // namespace clearmargin::tests
