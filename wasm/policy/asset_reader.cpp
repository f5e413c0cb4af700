#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

void read_asset(const FieldReader& from, AssetDefinition& to) {
    from.only_members({"id", "symbol", "price", "same_price_as"});
    read_asset_id(from["id"], to.id);
    read_name(from["symbol"], to.symbol);
    read_optional(from.optional("price"), to.price, read_positive);
    const FieldReader same = from.optional("same_price_as");
    read_optional(same, to.same_price_as, read_asset_id);
    if (to.price && same.present()) same.refuse(ErrorCode::unknown_member, "one of price and same_price_as");
}

}  // namespace

void read_assets(const FieldReader& from, std::vector<AssetDefinition>& to) {
    UniqueIds ids;
    read_list(from, max_policy_items, to, [&](const FieldReader& item, AssetDefinition& asset) {
        read_asset(item, asset);
        ids.add(item, asset.id.text, "an asset once");
    });
}

}  // namespace clearmargin
