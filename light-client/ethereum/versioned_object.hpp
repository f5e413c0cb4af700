#pragma once

#include "core/codec/json_reader.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

// One object as the Beacon API gives it: `{"version": fork, "data": object}`, where `data` may also be the object's SSZ
// as 0x-hex. The version tells how to read the data; which fork's rules apply, the header's slot tells; the two must
// agree. An update of any kind comes back as a `LightClientUpdate`.
// Fails   as light_client_json.hpp and light_client_ssz.hpp; unsupported_fork where the network's schedule or this
//         build does not reach that version; fork_mismatch. The path is the document's own.
[[nodiscard]] Result<LightClientBootstrap> decode_bootstrap(const JsonReader& versioned, const NetworkParams& params);
[[nodiscard]] Result<LightClientUpdate> decode_update(const JsonReader& versioned, const NetworkParams& params);
[[nodiscard]] Result<LightClientUpdate> decode_finality_update(const JsonReader& versioned,
                                                               const NetworkParams& params);
[[nodiscard]] Result<LightClientUpdate> decode_optimistic_update(const JsonReader& versioned,
                                                                 const NetworkParams& params);

}  // namespace clearmargin::ethereum
