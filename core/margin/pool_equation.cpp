#include "core/margin/pool_equation.hpp"

#include <algorithm>
#include <utility>

#include "core/margin/collateral_terms.hpp"
#include "core/margin/position_terms.hpp"

namespace clearmargin {
namespace {

constexpr Domain one_point{0, 0};

void insert_asset(std::vector<AssetIndex>& assets, AssetIndex asset) {
    if (std::find(assets.begin(), assets.end(), asset) == assets.end()) assets.push_back(asset);
}

}  // namespace

PoolEquation::PoolEquation(const Account& account, const MarginParams& params, const Pool& pool)
    : account_(&account), params_(&params), pool_(&pool) {
    add_collateral();
    add_positions();
    const PricePath still = PricePath::still(account);
    if (pool.has_cash) still_gap_ = still_raw_equity_ = constant_polynomial(account.cash);
    for (Component& component : components_) {
        const auto total = [&](MarginSide side) {
            return sum(one_point, terms(component, still, one_point, side)).pieces().front().polynomial;
        };
        component.still_gap = total(MarginSide::gap);
        component.still_raw_equity = total(MarginSide::raw_equity);
        still_gap_ = still_gap_ + component.still_gap;
        still_raw_equity_ = still_raw_equity_ + component.still_raw_equity;
    }
}

void PoolEquation::add_collateral() {
    const auto has_cap = [](const MarginChain& chain) { return chain.cap.has_value(); };
    const bool together = std::any_of(account_->chains.begin(), account_->chains.end(), has_cap);
    for (const std::size_t place : pool_->collateral) {
        const CollateralLine& line = account_->collateral[place];
        if (!line.enabled && !line.quantity.is_negative()) continue;
        const AssetIndex asset = line.asset;
        const auto fits = [&](const Component& c) { return together || c.assets.front() == asset; };
        auto component = std::find_if(components_.begin(), components_.end(), fits);
        if (component == components_.end()) component = components_.insert(components_.end(), Component{});
        component->collateral.push_back(place);
        insert_asset(component->assets, asset);
    }
}

void PoolEquation::add_positions() {
    const std::size_t first_wallet = components_.size();
    for (const std::size_t wallet : pool_->wallets) {
        Component component;
        component.wallet = wallet;
        if (const auto asset = account_->wallets[wallet].asset) component.assets.push_back(*asset);
        components_.push_back(std::move(component));
    }
    for (const std::size_t place : pool_->positions) {
        const MarginPosition& position = account_->positions[place];
        if (!position.wallet) components_.emplace_back();
        Component* component = &components_.back();
        for (std::size_t i = 0; position.wallet && i < pool_->wallets.size(); ++i) {
            if (pool_->wallets[i] == *position.wallet) component = &components_[first_wallet + i];
        }
        component->positions.push_back(place);
        insert_asset(component->assets, underlying_of(position.instrument));
        if (const auto asset = settle_asset_of(position.instrument)) insert_asset(component->assets, *asset);
    }
}

bool PoolEquation::depends_on(AssetIndex asset) const noexcept {
    return std::any_of(components_.begin(), components_.end(), [&](const Component& component) {
        return std::find(component.assets.begin(), component.assets.end(), asset) != component.assets.end();
    });
}

bool PoolEquation::moves(const Component& component, const PricePath& path) const noexcept {
    return std::any_of(component.assets.begin(), component.assets.end(),
                       [&](AssetIndex asset) { return path.moves(asset); });
}

std::vector<Piecewise> PoolEquation::terms(const Component& component, const PricePath& path, Domain domain,
                                           MarginSide side) const {
    const bool gap = side == MarginSide::gap;
    const Decimal add_on = Decimal::from_units(Decimal::one_units + params_->gap_add_on.units());
    const auto with_add_on = [&](const Polynomial& negative) { return scaled_down(negative, add_on); };
    std::vector<Piecewise> out;
    if (!component.collateral.empty() && gap) {
        out = collateral_terms(*account_, component.collateral, path, domain);
        out.emplace_back(domain, with_add_on(negative_liability_margin(*account_, component.collateral, path)));
    } else if (!component.collateral.empty()) {
        out.emplace_back(domain, raw_collateral(*account_, component.collateral, path));
    }
    Polynomial in_wallet;
    for (const std::size_t place : component.positions) {
        const MarginPosition& position = account_->positions[place];
        const Polynomial profit = profit_polynomial(*account_, position, path);
        const Polynomial rest = funding_and_margin_polynomial(*account_, position, path);
        in_wallet = in_wallet + profit + rest;
        if (!gap) continue;
        const CheckedDecimal weight =
            gain_weight_on(*account_, *pool_, position.chain, params_->gain_weight_maintenance);
        out.push_back(with_weighted_gains(Piecewise(domain, profit), weight.ok() ? weight.value() : Decimal(0)));
        out.push_back(mapped(negative_maintenance(*account_, *params_, position, path, domain), with_add_on));
        out.emplace_back(domain, rest);
    }
    Polynomial cash;
    if (component.wallet) {
        const SettlementWallet& wallet = account_->wallets[*component.wallet];
        cash = constant_polynomial(wallet.cash);
        if (wallet.asset) {
            const Decimal price = account_->assets[*wallet.asset].price;
            cash = along_line(wallet.cash, path.line(*wallet.asset, price, Rounding::floor));
        }
        out.emplace_back(domain, cash);
        if (gap) {
            const Piecewise borrowed = positive_part(Piecewise(domain, -(in_wallet + cash)));
            out.push_back(mapped(borrowed, [&](const Polynomial& p) {
                return with_add_on(scaled_down(-p, wallet.liability_maintenance));
            }));
        }
    }
    if (!gap && !component.positions.empty()) out.emplace_back(domain, in_wallet);
    return out;
}

Piecewise PoolEquation::along(const PricePath& path, Domain domain, MarginSide side) const {
    Polynomial still = side == MarginSide::gap ? still_gap_ : still_raw_equity_;
    std::vector<Piecewise> moving;
    for (const Component& component : components_) {
        if (!moves(component, path)) continue;
        still = still - (side == MarginSide::gap ? component.still_gap : component.still_raw_equity);
        for (Piecewise& term : terms(component, path, domain, side)) moving.push_back(std::move(term));
    }
    moving.emplace_back(domain, still);
    return sum(domain, moving);
}

WideInt PoolEquation::at(const PricePath& path, Int128 n, MarginSide side) const {
    const PricePath frozen = PricePath::frozen(path, n);
    WideInt total = (side == MarginSide::gap ? still_gap_ : still_raw_equity_).c0;
    for (const Component& component : components_) {
        if (!moves(component, path)) continue;
        total -= (side == MarginSide::gap ? component.still_gap : component.still_raw_equity).c0;
        for (const Piecewise& term : terms(component, frozen, one_point, side)) total += term.at(0);
    }
    return total;
}

}  // namespace clearmargin
