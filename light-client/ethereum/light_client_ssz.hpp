#pragma once

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

// One object from its SSZ bytes, in the form that containers of `fork` have. Strict: no bytes missing, none left over.
// What a refusal leaves in `to` is not to be used.
// Fails   malformed_ssz, naming the part
// Spec    consensus-specs@a08d8a6 ssz/simple-serialize.md#deserialization
[[nodiscard]] Result<LightClientHeader> decode_header_ssz(ByteView bytes, Fork fork);
[[nodiscard]] Result<SyncCommittee> decode_sync_committee_ssz(ByteView bytes, const Preset& preset);
[[nodiscard]] Status decode_bootstrap_ssz(ByteView bytes, Fork fork, const Preset& preset, LightClientBootstrap& to);
[[nodiscard]] Status decode_update_ssz(ByteView bytes, UpdateKind kind, Fork fork, const Preset& preset,
                                       LightClientUpdate& to);

// The bytes that decode to the same object.
[[nodiscard]] Bytes encode_ssz(const LightClientHeader& header);
[[nodiscard]] Bytes encode_ssz(const LightClientBootstrap& bootstrap);
[[nodiscard]] Bytes encode_ssz(const LightClientUpdate& update, UpdateKind kind = UpdateKind::update);
[[nodiscard]] Bytes encode_ssz(const SyncCommittee& committee);

}  // namespace clearmargin::ethereum
