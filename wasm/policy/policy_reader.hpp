#pragma once

#include "core/codec/json.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// The policy in `document`. Nothing in it is optional but what docs/bundle-format.md gives a default.
/// Fails   wrong_type, missing_member, unknown_member, unsupported_version, malformed_id, duplicate_id, unknown_value,
///         too_many_items, unknown_reference, out_of_range, bad_tiers and what numbers and bytes can fail with
[[nodiscard]] Result<Policy> read_policy(const Json& document);

}  // namespace clearmargin
