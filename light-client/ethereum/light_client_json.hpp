#pragma once

#include "core/codec/field_reader.hpp"
#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

// One object from the Beacon API's JSON (its `data`), in the form that containers of `fork` have. Integers are decimal
// strings, bytes 0x-hex. Members we do not know are passed over: servers add some.
// Refuses missing_member, wrong_type, malformed_hex, malformed_integer, integer_out_of_range, wrong_length; the path is
//         the document's own
// Spec    beacon-APIs@7a58b5a types/altair/light_client.yaml and its successors
void read_bootstrap(const FieldReader& data, Fork fork, const Preset& preset, LightClientBootstrap& to);
void read_update(const FieldReader& data, UpdateKind kind, Fork fork, const Preset& preset, LightClientUpdate& to);

}  // namespace clearmargin::ethereum
