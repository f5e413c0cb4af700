#include "wasm/policy/policy_reader.hpp"

#include <algorithm>

#include "wasm/document/document_fields.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_accounts = 64;

void read_accounts(const FieldReader& from, std::vector<AccountId>& to) {
    read_list(from, max_accounts, to, [&](const FieldReader& item, AccountId& account) {
        read_account_id(item, account);
        if (&*std::find(to.begin(), to.end(), account) != &account) {
            item.refuse(ErrorCode::duplicate_id, "an account once", item.text());
        }
    });
    if (to.empty()) from.refuse(ErrorCode::wrong_length, "at least one account", "none");
}

/// Refuses `at` where it names an asset that the policy does not define.
void check_asset(const FieldReader& at, const AssetId& asset, const Policy& policy) {
    if (policy.find_asset(asset) == nullptr) at.refuse(ErrorCode::unknown_reference, "one of assets", asset.text);
}

/// Refuses `at` where it names a chain that collateral has no terms for.
void check_collateral_chain(const FieldReader& at, const ChainId& chain, const Policy& policy) {
    if (policy.find_collateral_chain(chain) != nullptr) return;
    at.refuse(ErrorCode::unknown_reference, "one of collateral.chains", chain.text);
}

/// With a lag model, a chain that states no lag or an asset that states no volatility would be taken for instant or
/// for still.
void check_lags(const FieldReader& from, const FieldReader::Elements& vaults, const Policy& policy) {
    if (!policy.latency) return;
    for (std::size_t i = 0; i < vaults.size(); ++i) {
        check_collateral_chain(vaults[i]["chain"], policy.vaults[i].chain, policy);
    }
    for (const FieldReader& item : from["collateral"]["assets"].elements(max_policy_items)) {
        (void)item["volatility"];
    }
}

/// Units are of assets that have a price of their own, and each instrument's underlying is in one.
void check_units(const FieldReader& from, const Policy& policy) {
    if (!policy.margin.portfolio) return;
    const auto units = from["portfolio"]["units"].elements(max_policy_items);
    for (std::size_t i = 0; i < units.size(); ++i) {
        const AssetDefinition* asset = policy.find_asset(policy.margin.portfolio->units[i].underlying);
        if (asset != nullptr && !asset->same_price_as) continue;
        const FieldReader at = units[i]["underlying"];
        at.refuse(ErrorCode::unknown_reference, "an asset with a price of its own", at.text());
    }
    const auto instruments = from["instruments"].elements(max_policy_items);
    for (std::size_t i = 0; i < instruments.size(); ++i) {
        const AssetDefinition* underlying = policy.find_asset(policy.margin.instruments[i].underlying);
        if (underlying == nullptr || find_unit(*policy.margin.portfolio, policy.priced_as(*underlying).id)) continue;
        const FieldReader at = instruments[i]["underlying"];
        at.refuse(ErrorCode::mode_needs_field, "an underlying with a unit in margin.portfolio", at.text());
    }
}

/// Debts and wallets are of the policy's assets, on chains that collateral has terms for.
void check_borrowing(const FieldReader& from, const Policy& policy) {
    const auto liabilities = from.optional("liabilities").elements(max_policy_items);
    for (std::size_t i = 0; i < liabilities.size(); ++i) {
        check_asset(liabilities[i]["asset"], policy.margin.liabilities[i].asset, policy);
    }
    const auto wallets = from.optional("wallets").elements(max_policy_items);
    for (std::size_t i = 0; i < wallets.size(); ++i) {
        const WalletTerms& terms = policy.margin.wallets[i];
        if (terms.asset) check_asset(wallets[i]["asset"], *terms.asset, policy);
        if (terms.chain) check_collateral_chain(wallets[i]["chain"], *terms.chain, policy);
    }
}

/// Every id that one section takes from another is defined there.
void check_references(const FieldReader& from, const Policy& policy) {
    const auto assets = from["assets"].elements(max_policy_items);
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const auto& target = policy.assets[i].same_price_as;
        if (!target) continue;
        const AssetDefinition* priced = policy.find_asset(*target);
        if (priced != nullptr && !priced->same_price_as) continue;
        assets[i]["same_price_as"].refuse(ErrorCode::unknown_reference, "an asset with a price of its own", target->text);
    }
    const auto vaults = from["vaults"].elements(max_policy_items);
    for (std::size_t i = 0; i < vaults.size(); ++i) {
        const VaultDescriptor& vault = policy.vaults[i];
        check_asset(vaults[i]["asset"], vault.asset, policy);
        if (policy.trusts(vault.chain)) continue;
        vaults[i]["chain"].refuse(ErrorCode::unknown_reference, "one of trust", vault.chain.text);
    }
    const auto events = from.optional("events").elements(max_policy_items);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const EventDescriptor& event = policy.events[i];
        check_asset(events[i]["asset"], event.asset, policy);
        if (policy.trusts(event.chain)) continue;
        events[i]["chain"].refuse(ErrorCode::unknown_reference, "one of trust", event.chain.text);
    }
    const auto collateral = from["collateral"]["assets"].elements(max_policy_items);
    for (std::size_t i = 0; i < collateral.size(); ++i) {
        check_asset(collateral[i]["asset"], policy.collateral[i].asset, policy);
    }
    check_lags(from, vaults, policy);
    const auto instruments = from["margin"]["instruments"].elements(max_policy_items);
    for (std::size_t i = 0; i < instruments.size(); ++i) {
        const InstrumentTerms& terms = policy.margin.instruments[i];
        check_asset(instruments[i]["underlying"], terms.underlying, policy);
        if (terms.settle) check_asset(instruments[i]["settle"], *terms.settle, policy);
        if (terms.chain) check_collateral_chain(instruments[i]["chain"], *terms.chain, policy);
        if (terms.wallet && policy.find_wallet(*terms.wallet) == nullptr) {
            instruments[i]["wallet"].refuse(ErrorCode::unknown_reference, "one of margin.wallets", *terms.wallet);
        }
    }
    check_borrowing(from["margin"], policy);
    check_units(from["margin"], policy);
}

}  // namespace

void read_name(const FieldReader& at, std::string& to) {
    at.get(to);
    if (at.present() && (to.empty() || to.size() > 64)) at.refuse(ErrorCode::wrong_length, "1 to 64 bytes", to);
}

void read_policy(const FieldReader& from, Policy& to) {
    (void)from["format"].choice({"clearmargin/policy/1"}, ErrorCode::unsupported_version);
    from.only_members({"format", "accounts", "trust", "assets", "vaults", "events", "collateral", "margin", "limits"});
    read_accounts(from["accounts"], to.accounts);
    read_trust(from["trust"], to);
    read_assets(from["assets"], to.assets);
    read_vaults(from["vaults"], to.vaults);
    read_events(from.optional("events"), to.events);
    read_collateral(from["collateral"], to);
    read_margin(from["margin"], to.margin);
    read_limits(from.optional("limits"), to.limits);
    check_references(from, to);
}

Result<Policy> read_policy(const Json& document) {
    Refusal refusal;
    Policy policy;
    read_policy(FieldReader(document, refusal), policy);
    if (refusal.present()) return refusal;
    return policy;
}

}  // namespace clearmargin
