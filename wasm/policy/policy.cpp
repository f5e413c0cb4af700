#include "wasm/policy/policy.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

template <class T, class Same>
const T* find(const std::vector<T>& items, Same same) noexcept {
    const auto found = std::find_if(items.begin(), items.end(), same);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const EthereumTrust* Policy::find_trust(const ChainId& chain) const noexcept {
    return find(trust, [&](const EthereumTrust& item) { return item.chain == chain; });
}

const RollupTrust* Policy::find_rollup(const ChainId& chain) const noexcept {
    return find(rollups, [&](const RollupTrust& item) { return item.chain() == chain; });
}

bool Policy::trusts(const ChainId& chain) const noexcept {
    return find_trust(chain) != nullptr || find_rollup(chain) != nullptr;
}

const AssetDefinition* Policy::find_asset(const AssetId& id) const noexcept {
    return find(assets, [&](const AssetDefinition& item) { return item.id == id; });
}

const AssetDefinition& Policy::priced_as(const AssetDefinition& asset) const noexcept {
    return asset.same_price_as ? *find_asset(*asset.same_price_as) : asset;
}

const VaultDescriptor* Policy::find_vault(std::string_view id) const noexcept {
    return find(vaults, [&](const VaultDescriptor& item) { return item.id == id; });
}

const EventDescriptor* Policy::find_event(std::string_view id) const noexcept {
    return find(events, [&](const EventDescriptor& item) { return item.id == id; });
}

const CollateralTerms* Policy::find_collateral(const AssetId& asset) const noexcept {
    return find(collateral, [&](const CollateralTerms& item) { return item.asset == asset; });
}

const CollateralChainTerms* Policy::find_collateral_chain(const ChainId& chain) const noexcept {
    return find(collateral_chains, [&](const CollateralChainTerms& item) { return item.chain == chain; });
}

const LiabilityTerms* Policy::find_liability(const AssetId& asset) const noexcept {
    return find(margin.liabilities, [&](const LiabilityTerms& terms) { return terms.asset == asset; });
}

const WalletTerms* Policy::find_wallet(std::string_view id) const noexcept {
    return find(margin.wallets, [&](const WalletTerms& terms) { return terms.id == id; });
}

const InstrumentTerms* Policy::find_instrument(std::string_view id) const noexcept {
    return find(margin.instruments, [&](const InstrumentTerms& item) { return item.id == id; });
}

bool Policy::names_account(const AccountId& account) const noexcept {
    return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

const PortfolioUnitPolicy* find_unit(const PortfolioPolicy& portfolio, const AssetId& underlying) noexcept {
    return find(portfolio.units, [&](const PortfolioUnitPolicy& unit) { return unit.underlying == underlying; });
}

}  // namespace clearmargin
