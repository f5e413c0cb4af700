#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/asset/caip.hpp"
#include "core/codec/field_reader.hpp"
#include "core/evidence/evidence.hpp"

namespace clearmargin {

// What policy, bundle and request write alike. Nothing is read of a place that is not present.

/// Refuses wrong_type, malformed_id.
void read_chain_id(const FieldReader& at, ChainId& to);
void read_account_id(const FieldReader& at, AccountId& to);
void read_asset_id(const FieldReader& at, AssetId& to);

/// A decimal above 0. Refuses price_not_positive; as FieldReader.
void read_positive(const FieldReader& at, Decimal& to);
/// A decimal of at least 0. Refuses out_of_range; as FieldReader.
void read_not_negative(const FieldReader& at, Decimal& to);
/// A decimal in [0, 1]. Refuses likewise.
void read_fraction(const FieldReader& at, Decimal& to);

/// The word for a level. Refuses wrong_type, unknown_value.
void read_level(const FieldReader& at, EvidenceLevel& to);

/// What `read` reads at a place that may not be present.
template <class T>
void read_optional(const FieldReader& at, std::optional<T>& to, void (*read)(const FieldReader&, T&)) {
    if (at.present()) read(at, to.emplace());
}

/// A list of at most `limit` items, each as `read` reads it, in its place from the start.
/// Refuses wrong_type, too_many_items.
template <class T, class Read>
void read_list(const FieldReader& at, std::size_t limit, std::vector<T>& to, Read read) {
    const auto items = at.elements(limit);
    std::vector<T>(items.size()).swap(to);
    for (std::size_t i = 0; i < items.size(); ++i) read(items[i], to[i]);
}

}  // namespace clearmargin
