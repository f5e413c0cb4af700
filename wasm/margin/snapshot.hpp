#pragma once

#include "core/codec/field_reader.hpp"
#include "core/report/margin_snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// The snapshot in a report's `inputs`, perhaps edited by the caller, who vouches for it; `evidence` has the sources that
/// it refers to.
/// Refuses what a bundle's items can be refused for; duplicate_id; unknown_reference for an asset or instrument the policy
///         does not define; integer_out_of_range for an index that is not one of `evidence`
void read_snapshot(const FieldReader& inputs, const Policy& policy, EvidenceTable& evidence, MarginSnapshot& to);

}  // namespace clearmargin
