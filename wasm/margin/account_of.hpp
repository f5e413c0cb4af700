#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/report/report.hpp"
#include "wasm/margin/snapshot.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// A snapshot as the margin engine takes it, and the way back from its inputs to what they rest on.
struct EngineAccount {
    Account account;
    MarginParams params;
    std::vector<std::optional<std::size_t>> collateral_lines;  ///< of the snapshot's lines; absent: not priced
    std::vector<std::size_t> debt_lines;                       ///< of the snapshot's debts
    std::vector<MeasuredLag> lags;                             ///< of the account's lines; none without a lag model
    std::vector<EvidenceRef> evidence;                         ///< by input id

    [[nodiscard]] EvidenceRef rests_on(std::span<const InputId> inputs, EvidenceTable& table) const;
};

/// Makes an empty `to` the account that `snapshot` is under `policy`; of use only where the status is ok. With a lag
/// model, what proves a balance and its price is as old at `now` as `evidence` says, and the premium grows with it.
/// Fails   missing_price for a position whose underlying or settlement asset has none ("positions[i].instrument");
///         unknown_reference for a balance on a chain without a lag ("collateral[i].chain"); excess_precision for a
///         quantity of more than 18 digits ("positions[i].qty"); decimal_overflow; out_of_range for an age beyond 10^6
///         years ("collateral[i].years")
[[nodiscard]] Status build_account(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now,
                                   const EvidenceTable& evidence, EngineAccount& to);

}  // namespace clearmargin
