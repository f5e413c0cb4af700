#pragma once

#include "core/codec/field_reader.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// The policy at that place. Nothing in it is optional but what docs/bundle-format.md gives a default.
/// Refuses wrong_type, missing_member, unknown_member, unsupported_version, malformed_id, duplicate_id, unknown_value,
///         too_many_items, unknown_reference, out_of_range, bad_tiers and what numbers and bytes can fail with
void read_policy(const FieldReader& from, Policy& to);

/// The policy in `document`. Fails likewise.
[[nodiscard]] Result<Policy> read_policy(const Json& document);

}  // namespace clearmargin
