#pragma once

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

// One object from its SSZ bytes, in the form that containers of `fork` have. Strict: no bytes missing, none left over.
// Fails   malformed_ssz, naming the part
// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#deserialization
[[nodiscard]] Result<LightClientHeader> decode_header_ssz(ByteView bytes, Fork fork);
[[nodiscard]] Result<LightClientBootstrap> decode_bootstrap_ssz(ByteView bytes, Fork fork, const Preset& preset);
[[nodiscard]] Result<LightClientUpdate> decode_update_ssz(ByteView bytes, Fork fork, const Preset& preset);
[[nodiscard]] Result<LightClientFinalityUpdate> decode_finality_update_ssz(ByteView bytes, Fork fork,
                                                                           const Preset& preset);
[[nodiscard]] Result<LightClientOptimisticUpdate> decode_optimistic_update_ssz(ByteView bytes, Fork fork,
                                                                               const Preset& preset);
[[nodiscard]] Result<SyncCommittee> decode_sync_committee_ssz(ByteView bytes, const Preset& preset);

// The bytes that decode to the same object.
[[nodiscard]] Bytes encode_ssz(const LightClientHeader& header);
[[nodiscard]] Bytes encode_ssz(const LightClientBootstrap& bootstrap);
[[nodiscard]] Bytes encode_ssz(const LightClientUpdate& update);
[[nodiscard]] Bytes encode_ssz(const LightClientFinalityUpdate& update);
[[nodiscard]] Bytes encode_ssz(const LightClientOptimisticUpdate& update);
[[nodiscard]] Bytes encode_ssz(const SyncCommittee& committee);

}  // namespace clearmargin::ethereum
