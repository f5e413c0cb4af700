#include "wasm/document/document_fields.hpp"

namespace clearmargin {

void read_chain_id(const FieldReader& at, ChainId& to) {
    at.take(parse_chain_id(at.text()), to);
}

void read_account_id(const FieldReader& at, AccountId& to) {
    at.take(parse_account_id(at.text()), to);
}

void read_asset_id(const FieldReader& at, AssetId& to) {
    at.take(parse_asset_id(at.text()), to);
}

void read_positive(const FieldReader& at, Decimal& to) {
    at.get(to);
    if (at.present() && !to.is_positive()) at.refuse(ErrorCode::price_not_positive, "above 0", to_string(to));
}

void read_not_negative(const FieldReader& at, Decimal& to) {
    at.get(to);
    if (at.present() && to.is_negative()) at.refuse(ErrorCode::out_of_range, "at least 0", to_string(to));
}

void read_fraction(const FieldReader& at, Decimal& to) {
    at.get(to);
    if (!at.present() || (!to.is_negative() && to <= Decimal(1))) return;
    at.refuse(ErrorCode::out_of_range, "a number from 0 to 1", to_string(to));
}

void read_level(const FieldReader& at, EvidenceLevel& to) { at.get(to, {"reported", "attested", "proposed", "proven"}); }

}  // namespace clearmargin
