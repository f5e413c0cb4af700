#pragma once

#include "core/report/margin_snapshot.hpp"
#include "core/result/result.hpp"
#include "wasm/bundle/bundle.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

// Debts and wallets at the venue, as bundle and request state them, against what the policy says of them.

/// Fails   unknown_reference for an asset without terms for debts ("asset") or a chain without terms ("chain");
///         duplicate_id
[[nodiscard]] Status add_debt(const BundleDebt& from, const Policy& policy, EvidenceRef evidence, MarginSnapshot& to);

/// Fails   unknown_reference for a wallet that the policy does not have ("id"); duplicate_id
[[nodiscard]] Status add_wallet(const BundleWallet& from, const Policy& policy, EvidenceRef evidence,
                                MarginSnapshot& to);

/// Whether the wallet that a cross position of `terms` settles into is among the snapshot's.
/// Fails   mode_needs_field ("instrument")
[[nodiscard]] Status check_wallet(const InstrumentTerms& terms, bool isolated, const MarginSnapshot& snapshot);

}  // namespace clearmargin
