#pragma once

#include "core/codec/field_reader.hpp"
#include "core/report/evidence_table.hpp"
#include "core/report/margin_snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// What a margin is asked of: inputs that the caller vouches for, and the policy they are judged under.
struct MarginRequest {
    Policy policy;
    UnixSeconds now = 0;
    EvidenceTable evidence;
    MarginSnapshot inputs;
};

/// The members `policy`, `now`, `evidence` and `inputs`.
/// Refuses as read_policy and read_snapshot; too_many_items
void read_margin_request(const FieldReader& from, MarginRequest& to);

/// Applies the member `what_if`, where it is present: another price of one asset.
/// Refuses as move_price
void apply_what_if(const FieldReader& what_if, MarginRequest& request);

}  // namespace clearmargin
