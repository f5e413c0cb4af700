#pragma once

#include "wasm/bundle/bundle.hpp"

namespace clearmargin {

inline constexpr std::size_t max_positions = 256;

/// A position without its date.
/// Refuses missing_member, wrong_type, number_not_exact, malformed_decimal, price_not_positive, unknown_value;
///         mode_needs_field for an isolated position without its margin
void read_position_terms(const FieldReader& from, BundlePosition& to);

/// A position with its date. Refuses likewise.
void read_position(const FieldReader& from, BundlePosition& to);

/// Refuses likewise; malformed_id; unsupported_price_source for a source of another kind than `reported`
void read_price(const FieldReader& from, BundlePrice& to);

/// Refuses as read_position; too_many_items
void read_reported(const FieldReader& from, ReportedFigures& to);

}  // namespace clearmargin
