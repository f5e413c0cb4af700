#pragma once

#include "wasm/bundle/bundle.hpp"

namespace clearmargin {

/// The bundle in `document`.
/// Fails   wrong_type, missing_member, unsupported_version, malformed_id, too_many_items: where the document as a whole
///         can't be read. What concerns one claim, price or position alone is that item's own refusal.
[[nodiscard]] Result<Bundle> read_bundle(const Json& document);

}  // namespace clearmargin
