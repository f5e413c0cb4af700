#pragma once

#include "core/codec/json_reader.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

// One object from the Beacon API's JSON (its `data`), in the form that containers of `fork` have. Integers are decimal
// strings, bytes 0x-hex. Members we do not know are passed over: servers add some.
// Fails   missing_member, wrong_type, malformed_hex, malformed_integer, integer_out_of_range, wrong_length; the path is
//         the document's own
// Spec    beacon-APIs@7a58b5a types/altair/light_client.yaml and its successors
[[nodiscard]] Result<LightClientBootstrap> decode_bootstrap_json(const JsonReader& data, Fork fork,
                                                                 const Preset& preset);
[[nodiscard]] Result<LightClientUpdate> decode_update_json(const JsonReader& data, Fork fork, const Preset& preset);
[[nodiscard]] Result<LightClientFinalityUpdate> decode_finality_update_json(const JsonReader& data, Fork fork,
                                                                            const Preset& preset);
[[nodiscard]] Result<LightClientOptimisticUpdate> decode_optimistic_update_json(const JsonReader& data, Fork fork,
                                                                                const Preset& preset);

}  // namespace clearmargin::ethereum
