#include "wasm/bundle/venue_balance_reader.hpp"

#include "wasm/document/document_fields.hpp"

namespace clearmargin {

void read_debt_terms(const FieldReader& from, BundleDebt& to) {
    from.read("id", to.id);
    to.path = from.json().path();
    read_asset_id(from["asset"], to.asset);
    read_optional(from.optional("chain"), to.chain, read_chain_id);
    read_not_negative(from["amount"], to.amount);
}

void read_debt(const FieldReader& from, BundleDebt& to) {
    read_debt_terms(from, to);
    from.read("as_of", to.as_of);
}

void read_wallet_terms(const FieldReader& from, BundleWallet& to) {
    from.read("id", to.id);
    to.path = from.json().path();
    from.read("cash", to.cash);
}

void read_wallet(const FieldReader& from, BundleWallet& to) {
    read_wallet_terms(from, to);
    from.read("as_of", to.as_of);
}

}  // namespace clearmargin
