#pragma once

#include "wasm/bundle/bundle.hpp"

namespace clearmargin {

inline constexpr std::size_t max_venue_balances = 256;

/// A debt without its date.
/// Refuses missing_member, wrong_type, malformed_id, number_not_exact, malformed_decimal, out_of_range
void read_debt_terms(const FieldReader& from, BundleDebt& to);
/// A debt with its date. Refuses likewise.
void read_debt(const FieldReader& from, BundleDebt& to);

/// A wallet without its date. Refuses likewise.
void read_wallet_terms(const FieldReader& from, BundleWallet& to);
/// A wallet with its date. Refuses likewise.
void read_wallet(const FieldReader& from, BundleWallet& to);

}  // namespace clearmargin
