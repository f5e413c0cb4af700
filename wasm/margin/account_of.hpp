#pragma once

#include <optional>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// A snapshot as the margin engine takes it, and the way back from its inputs to what they rest on.
struct EngineAccount {
    Account account;
    MarginParams params;
    std::vector<std::optional<std::size_t>> collateral_lines;  ///< of the snapshot's lines; absent: not priced
    std::vector<EvidenceRef> evidence;                         ///< by input id

    [[nodiscard]] EvidenceRef rests_on(const InputSet& inputs, EvidenceTable& table) const;
};

/// Fails   missing_price for a position whose underlying has none ("positions[i].instrument"); decimal_overflow
[[nodiscard]] Result<EngineAccount> account_of(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now);

}  // namespace clearmargin
