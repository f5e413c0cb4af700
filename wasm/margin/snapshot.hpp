#pragma once

#include "core/codec/json_reader.hpp"
#include "core/report/margin_snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// The snapshot in a report's `inputs`, perhaps edited by the caller, who vouches for it; `evidence` has the sources that
/// it refers to.
/// Fails   what a bundle's items can fail with; duplicate_id; unknown_reference for an asset or instrument the policy does
///         not define; integer_out_of_range for an index that is not one of `evidence`
[[nodiscard]] Result<MarginSnapshot> read_snapshot(const JsonReader& inputs, const Policy& policy,
                                                   EvidenceTable& evidence);

}  // namespace clearmargin
