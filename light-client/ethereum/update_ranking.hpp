#pragma once

#include "light-client/ethereum/light_client_objects.hpp"

namespace clearmargin::ethereum {

/// Whether `new_update` is the better one to fall back on: the first difference decides.
/// Spec    consensus-specs@a08d8a6 altair/light-client/sync-protocol.md#is_better_update
[[nodiscard]] bool is_better_update(const LightClientUpdate& new_update, const LightClientUpdate& old_update,
                                    const NetworkParams& params) noexcept;

}  // namespace clearmargin::ethereum
