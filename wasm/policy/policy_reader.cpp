#include "wasm/policy/policy_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_accounts = 64;

Result<std::vector<AccountId>> read_accounts(const JsonReader& from) {
    TRY(const auto items, from.elements(max_accounts));
    std::vector<AccountId> accounts;
    for (const JsonReader& item : items) {
        TRY(const auto text, item.string());
        TRY(auto account, under_path(item, parse_account_id(text)));
        if (std::find(accounts.begin(), accounts.end(), account) != accounts.end()) {
            return item.refused(ErrorCode::duplicate_id, "an account once", text);
        }
        accounts.push_back(std::move(account));
    }
    if (accounts.empty()) return from.refused(ErrorCode::wrong_length, "at least one account", "none");
    return accounts;
}

std::string at_index(std::string_view list, std::size_t index, std::string_view member) {
    return std::string(list) + "[" + std::to_string(index) + "]." + std::string(member);
}

/// Every id that one section takes from another is defined there.
Status check_references(const Policy& policy) {
    for (std::size_t i = 0; i < policy.assets.size(); ++i) {
        const auto& target = policy.assets[i].same_price_as;
        if (!target) continue;
        const AssetDefinition* priced = policy.find_asset(*target);
        if (priced == nullptr || priced->same_price_as) {
            return refuse(ErrorCode::unknown_reference, at_index("assets", i, "same_price_as"),
                          "an asset with a price of its own", target->text);
        }
    }
    for (std::size_t i = 0; i < policy.vaults.size(); ++i) {
        const VaultDescriptor& vault = policy.vaults[i];
        if (policy.find_asset(vault.asset) == nullptr) {
            return refuse(ErrorCode::unknown_reference, at_index("vaults", i, "asset"), "one of assets", vault.asset.text);
        }
        if (policy.find_trust(vault.chain) == nullptr) {
            return refuse(ErrorCode::unknown_reference, at_index("vaults", i, "chain"), "one of trust", vault.chain.text);
        }
    }
    for (std::size_t i = 0; i < policy.collateral.size(); ++i) {
        const AssetId& asset = policy.collateral[i].asset;
        if (policy.find_asset(asset) == nullptr) {
            return refuse(ErrorCode::unknown_reference, at_index("collateral.assets", i, "asset"), "one of assets",
                          asset.text);
        }
    }
    for (std::size_t i = 0; i < policy.margin.instruments.size(); ++i) {
        const AssetId& underlying = policy.margin.instruments[i].underlying;
        if (policy.find_asset(underlying) == nullptr) {
            return refuse(ErrorCode::unknown_reference, at_index("margin.instruments", i, "underlying"), "one of assets",
                          underlying.text);
        }
    }
    return {};
}

}  // namespace

Result<std::string> read_name(const JsonReader& from, std::string_view member) {
    TRY(const auto at, from.member(member));
    TRY(const auto text, at.string());
    if (text.empty() || text.size() > 64) return at.refused(ErrorCode::wrong_length, "1 to 64 bytes", text);
    return std::string(text);
}

Result<AssetId> read_asset_id(const JsonReader& from, std::string_view member) {
    TRY(const auto at, from.member(member));
    TRY(const auto text, at.string());
    return under_path(at, parse_asset_id(text));
}

Result<Decimal> read_fraction(const JsonReader& at) {
    TRY(const Decimal value, at.decimal());
    if (value < Decimal(0) || value > Decimal(1)) {
        return at.refused(ErrorCode::out_of_range, "a number from 0 to 1", to_string(value));
    }
    return value;
}

Result<Policy> read_policy(const Json& document) {
    const JsonReader root(document);
    TRY(const auto format_at, root.member("format"));
    TRY(const auto format, format_at.string());
    if (format != "clearmargin/policy/1") {
        return format_at.refused(ErrorCode::unsupported_version, "clearmargin/policy/1", format);
    }
    constexpr std::array<std::string_view, 8> known = {"format", "accounts",   "trust",  "assets",
                                                       "vaults", "collateral", "margin", "limits"};
    TRY(root.only_members(known));
    Policy policy;
    TRY(const auto accounts, root.member("accounts"));
    TRY(policy.accounts, read_accounts(accounts));
    TRY(const auto trust, root.member("trust"));
    TRY(policy.trust, read_trust(trust));
    TRY(const auto assets, root.member("assets"));
    TRY(policy.assets, read_assets(assets));
    TRY(const auto vaults, root.member("vaults"));
    TRY(policy.vaults, read_vaults(vaults));
    TRY(const auto collateral, root.member("collateral"));
    TRY(policy.collateral, read_collateral(collateral));
    TRY(const auto margin, root.member("margin"));
    TRY(policy.margin, read_margin(margin));
    TRY(const auto limits, root.optional_member("limits"));
    policy.limits = default_limits();
    if (limits) {
        TRY(policy.limits, read_limits(*limits));
    }
    TRY(check_references(policy));
    return policy;
}

}  // namespace clearmargin
