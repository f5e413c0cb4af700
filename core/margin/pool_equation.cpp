#include "core/margin/pool_equation.hpp"

#include <algorithm>
#include <utility>

#include "core/margin/collateral_terms.hpp"
#include "core/margin/position_terms.hpp"

namespace clearmargin {
namespace {

bool rates_rise(const TierTable& table) noexcept {
    const auto& rows = table.rows();
    return std::is_sorted(rows.begin(), rows.end(),
                          [](const TierRow& a, const TierRow& b) { return a.maintenance_rate < b.maintenance_rate; });
}

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
        component.still_gap = component_at(component, still, 0, MarginSide::gap);
        component.still_raw_equity = component_at(component, still, 0, MarginSide::raw_equity);
        still_gap_ = still_gap_ + component.still_gap;
        still_raw_equity_ = still_raw_equity_ + component.still_raw_equity;
        concave_ = concave_ && is_concave(component);
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

Decimal PoolEquation::kept_gain(const MarginPosition& position) const noexcept {
    const CheckedDecimal weight = gain_weight_on(*account_, *pool_, position.chain, params_->gain_weight_maintenance);
    return weight.ok() ? weight.value() : Decimal(0);
}

Polynomial PoolEquation::wallet_cash(std::size_t place, const PricePath& path) const {
    const SettlementWallet& wallet = account_->wallets[place];
    if (!wallet.asset) return constant_polynomial(wallet.cash);
    return along_line(wallet.cash, path.line(*wallet.asset, account_->assets[*wallet.asset].price, Rounding::floor));
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
        out.push_back(with_weighted_gains(Piecewise(domain, profit), kept_gain(position)));
        out.push_back(mapped(negative_maintenance(*account_, *params_, position, path, domain), with_add_on));
        out.emplace_back(domain, rest);
    }
    if (component.wallet) {
        const SettlementWallet& wallet = account_->wallets[*component.wallet];
        const Polynomial cash = wallet_cash(*component.wallet, path);
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

PoolEquation::View PoolEquation::along(const PricePath& path, MarginSide side) const { return {*this, path, side}; }

PoolEquation::View::View(const PoolEquation& equation, const PricePath& path, MarginSide side)
    : equation_(&equation), path_(&path), side_(side) {
    const bool gap = side == MarginSide::gap;
    still_ = gap ? equation.still_gap_ : equation.still_raw_equity_;
    for (const Component& component : equation.components_) {
        if (!equation.moves(component, path)) continue;
        moving_.push_back(&component);
        still_.c0 -= (gap ? component.still_gap : component.still_raw_equity).c0;
    }
}

Piecewise PoolEquation::View::over(Domain domain) const {
    if (is_one_piece()) return Piecewise(domain, piece_at(domain.first));
    std::vector<Piecewise> terms{Piecewise(domain, still_)};
    for (const Component* component : moving_) {
        for (Piecewise& term : equation_->terms(*component, *path_, domain, side_)) terms.push_back(std::move(term));
    }
    return sum(domain, terms);
}

Polynomial PoolEquation::View::sum_at(const PricePath& path, Int128 n) const {
    Polynomial total = still_;
    for (const Component* component : moving_) total += equation_->component_at(*component, path, n, side_);
    return total;
}

Polynomial PoolEquation::View::piece_at(Int128 n) const { return sum_at(*path_, n); }

WideInt PoolEquation::View::at(Int128 n) const { return sum_at(PricePath::frozen(*path_, n), 0).c0; }

bool PoolEquation::is_plain(const Component& component) const noexcept {
    return std::all_of(component.collateral.begin(), component.collateral.end(), [&](std::size_t place) {
        const CollateralLine& line = account_->collateral[place];
        const MarginAsset& asset = account_->assets[line.asset];
        return !asset.tiers && !asset.cap && !account_->chains[line.chain].cap;
    });
}

bool PoolEquation::is_concave(const Component& component) const noexcept {
    const bool tiers_rise = std::all_of(component.positions.begin(), component.positions.end(), [&](std::size_t place) {
        const TierTable& table = account_->tiers[account_->positions[place].tiers];
        return table.continuous() && rates_rise(table);
    });
    return tiers_rise && std::none_of(component.collateral.begin(), component.collateral.end(), [&](std::size_t place) {
               return account_->assets[account_->collateral[place].asset].tiers.has_value();
           });
}

Polynomial PoolEquation::component_at(const Component& component, const PricePath& path, Int128 n,
                                      MarginSide side) const {
    const bool gap = side == MarginSide::gap;
    if (gap && !is_plain(component)) {
        const Domain here{n, n};
        return sum(here, terms(component, path, here, side)).pieces().front().polynomial;
    }
    const Decimal add_on = Decimal::from_units(Decimal::one_units + params_->gap_add_on.units());
    Polynomial requirement;  // negative
    Polynomial total = gap ? plain_collateral(*account_, component.collateral, path)
                           : raw_collateral(*account_, component.collateral, path);
    if (gap) requirement = negative_liability_margin(*account_, component.collateral, path);
    Polynomial in_wallet;
    for (const std::size_t place : component.positions) {
        const MarginPosition& position = account_->positions[place];
        Polynomial profit = profit_polynomial(*account_, position, path);
        const Polynomial rest = funding_and_margin_polynomial(*account_, position, path);
        if (component.wallet) in_wallet += profit + rest;
        const Decimal kept = kept_gain(position);
        if (gap && kept != Decimal(1) && !profit.at(n).is_negative()) profit = scaled_down(profit, kept);
        total += profit;
        total += rest;
        if (gap) requirement += negative_maintenance_at(*account_, *params_, position, path, n);
    }
    if (component.wallet) {
        const Polynomial cash = wallet_cash(*component.wallet, path);
        total += cash;
        const Polynomial held = in_wallet + cash;
        const Decimal rate = account_->wallets[*component.wallet].liability_maintenance;
        if (gap && held.at(n).is_negative()) requirement += scaled_down(held, rate);
    }
    total += scaled_down(requirement, add_on);
    return total;
}

}  // namespace clearmargin
