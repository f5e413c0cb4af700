#pragma once

#include "wasm/bundle/bundle.hpp"

namespace clearmargin {

/// A position without its date.
/// Fails   missing_member, wrong_type, number_not_exact, malformed_decimal, price_not_positive, unknown_value;
///         mode_needs_field for an isolated position without its margin
[[nodiscard]] Result<BundlePosition> read_position_terms(const JsonReader& from);

/// A position with its date. Fails likewise.
[[nodiscard]] Result<BundlePosition> read_position(const JsonReader& from);

/// Fails   likewise; malformed_id; unsupported_price_source for a source of another kind than `reported`
[[nodiscard]] Result<BundlePrice> read_price(const JsonReader& from, std::size_t max_sources);

/// Fails   as read_position; too_many_items
[[nodiscard]] Result<ReportedFigures> read_reported(const JsonReader& from, std::size_t max_positions);

}  // namespace clearmargin
