#include <algorithm>
#include <array>
#include <utility>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

Result<AssetDefinition> read_asset(const JsonReader& from) {
    constexpr std::array<std::string_view, 4> known = {"id", "symbol", "price", "same_price_as"};
    TRY(from.only_members(known));
    AssetDefinition asset;
    TRY(asset.id, read_asset_id(from, "id"));
    TRY(asset.symbol, read_name(from, "symbol"));
    TRY(const auto price, from.optional_member("price"));
    if (price) {
        TRY(const Decimal value, price->decimal());
        if (!value.is_positive()) return price->refused(ErrorCode::price_not_positive, "above 0", to_string(value));
        asset.price = value;
    }
    TRY(const auto same, from.optional_member("same_price_as"));
    if (same) {
        if (price) return same->refused(ErrorCode::unknown_member, "one of price and same_price_as");
        TRY(asset.same_price_as, read_asset_id(from, "same_price_as"));
    }
    return asset;
}

Result<CollateralTerms> read_terms(const JsonReader& from) {
    constexpr std::array<std::string_view, 3> known = {"asset", "haircut", "liquidation_buffer"};
    TRY(from.only_members(known));
    CollateralTerms terms;
    TRY(terms.asset, read_asset_id(from, "asset"));
    TRY(const auto haircut, from.member("haircut"));
    TRY(terms.haircut, read_fraction(haircut));
    TRY(const auto buffer, from.optional_member("liquidation_buffer"));
    if (buffer) {
        TRY(terms.liquidation_buffer, read_fraction(*buffer));
    }
    return terms;
}

}  // namespace

Result<std::vector<AssetDefinition>> read_assets(const JsonReader& from) {
    TRY(const auto items, from.elements(max_policy_items));
    std::vector<AssetDefinition> assets;
    for (const JsonReader& item : items) {
        TRY(auto asset, read_asset(item));
        const auto same = [&](const AssetDefinition& other) { return other.id == asset.id; };
        if (std::any_of(assets.begin(), assets.end(), same)) {
            return item.refused(ErrorCode::duplicate_id, "an asset once", asset.id.text);
        }
        assets.push_back(std::move(asset));
    }
    return assets;
}

Result<std::vector<CollateralTerms>> read_collateral(const JsonReader& from) {
    constexpr std::array<std::string_view, 1> known = {"assets"};
    TRY(from.only_members(known));
    TRY(const auto list, from.member("assets"));
    TRY(const auto items, list.elements(max_policy_items));
    std::vector<CollateralTerms> collateral;
    for (const JsonReader& item : items) {
        TRY(auto terms, read_terms(item));
        const auto same = [&](const CollateralTerms& other) { return other.asset == terms.asset; };
        if (std::any_of(collateral.begin(), collateral.end(), same)) {
            return item.refused(ErrorCode::duplicate_id, "an asset once", terms.asset.text);
        }
        collateral.push_back(std::move(terms));
    }
    return collateral;
}

}  // namespace clearmargin
