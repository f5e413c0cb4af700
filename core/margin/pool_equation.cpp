#include "core/margin/pool_equation.hpp"

#include <algorithm>
#include <utility>

namespace clearmargin {
namespace {

bool rates_rise(const TierTable& table) noexcept {
    for (std::size_t i = 1; i < table.rows().size(); ++i) {
        if (table.rows()[i].maintenance_rate < table.rows()[i - 1].maintenance_rate) return false;
    }
    return true;
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
    if (pool.has_cash) still_.fill(constant_polynomial(account.cash));
    const View view(*this, still);
    for (Component& component : components_) {
        component.plain = is_plain(component);
        View::Terms terms;
        view.read_terms(component, terms);
        for (const MarginSide side : {MarginSide::gap, MarginSide::backstop, MarginSide::raw_equity}) {
            Polynomial& part = component.still[place_of(side)];
            part = View::is_one_piece(side) ? view.raw_equity(terms) : view.gap_at(terms, side, still, 0);
            still_[place_of(side)] += part;
        }
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
        Component& to = component == components_.end() ? components_.emplace_back() : *component;
        to.collateral.push_back(place);
        insert_asset(to.assets, asset);
    }
}

void PoolEquation::add_positions() {
    const std::size_t first_wallet = components_.size();
    for (const std::size_t wallet : pool_->wallets) {
        Component& component = components_.emplace_back();
        component.wallet = wallet;
        if (const auto asset = account_->wallets[wallet].asset) insert_asset(component.assets, *asset);
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

Decimal PoolEquation::kept_gain(const MarginPosition& position) const noexcept {
    const CheckedDecimal weight = gain_weight_on(*account_, *pool_, position.chain, params_->gain_weight_maintenance);
    return weight.ok() ? weight.value() : Decimal(0);
}

PoolEquation::View PoolEquation::along(PricePath path) const {
    View view(*this, std::move(path));
    view.still_ = still_;
    for (const Component& component : components_) {
        const auto& assets = component.assets;
        if (std::none_of(assets.begin(), assets.end(), [&](AssetIndex asset) { return view.path_.moves(asset); }))
            continue;
        view.read_terms(component, view.moving_.emplace_back());
        for (std::size_t side = 0; side < sides; ++side) view.still_[side].c0 -= component.still[side].c0;
    }
    return view;
}

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

PoolEquation::View::View(const PoolEquation& equation, PricePath path) : equation_(&equation), path_(std::move(path)) {}

void PoolEquation::View::read_terms(const Component& component, Terms& to) const {
    const Account& account = *equation_->account_;
    to.component = &component;
    to.collateral = collateral_sums(account, component.collateral, path_);
    to.positions.reserve(component.positions.size());
    for (const std::size_t place : component.positions) {
        to.positions.push_back(position_terms(account, *equation_->params_, account.positions[place], path_));
    }
    if (!component.wallet) return;
    const SettlementWallet& wallet = account.wallets[*component.wallet];
    to.cash = constant_polynomial(wallet.cash);
    if (wallet.asset) {
        const Decimal price = account.assets[*wallet.asset].price;
        to.cash = along_line(wallet.cash, path_.line(*wallet.asset, price, Rounding::floor));
    }
}

void PoolEquation::View::Terms::freeze(Int128 n) {
    for (Polynomial* sum : {&collateral.counted, &collateral.negative_liability_margin, &cash}) {
        *sum = {sum->at(n), {}, {}};
    }
    for (PositionTerms& position : positions) position = position.frozen(n);
}

Decimal PoolEquation::View::requirement_factor(MarginSide side) const noexcept {
    const MarginParams& params = *equation_->params_;
    const Decimal whole = Decimal::from_units(Decimal::one_units + params.gap_add_on.units());
    if (side != MarginSide::backstop || !params.backstop) return whole;
    const CheckedDecimal share = mul_up(whole, *params.backstop);
    return share.ok() ? share.value() : whole;
}

Polynomial PoolEquation::View::raw_equity(const Terms& terms) const {
    Polynomial total = terms.collateral.raw;
    total += terms.cash;
    for (const PositionTerms& position : terms.positions) {
        total += position.profit;
        total += position.rest;
    }
    return total;
}

Polynomial PoolEquation::View::gap_at(const Terms& terms, MarginSide side, const PricePath& path, Int128 n) const {
    const Component& component = *terms.component;
    Polynomial total = terms.collateral.counted;
    if (!component.plain) {
        PiecewiseSum here(Domain{n, n});
        clearmargin::add_collateral(*equation_->account_, component.collateral, path, here);
        total = here.total().pieces().front().polynomial;
    }
    total += terms.cash;
    Polynomial requirement = terms.collateral.negative_liability_margin;
    Polynomial held = terms.cash;
    for (std::size_t i = 0; i < terms.positions.size(); ++i) {
        const PositionTerms& position = terms.positions[i];
        const Decimal kept = equation_->kept_gain(equation_->account_->positions[component.positions[i]]);
        const bool weighted = kept != Decimal(1) && !position.profit.at(n).is_negative();
        total += weighted ? scaled_down(position.profit, kept) : position.profit;
        total += position.rest;
        requirement += position.margin.piece_at(n);
        if (component.wallet) held += position.profit + position.rest;
    }
    if (component.wallet && held.at(n).is_negative()) {
        requirement += scaled_down(held, equation_->account_->wallets[*component.wallet].liability_maintenance);
    }
    total += scaled_down(requirement, requirement_factor(side));
    return total;
}

void PoolEquation::View::add_gap(const Terms& terms, MarginSide side, PiecewiseSum& to) const {
    const Component& component = *terms.component;
    const Account& account = *equation_->account_;
    const Decimal factor = requirement_factor(side);
    if (component.plain) {
        to += terms.collateral.counted;
    } else {
        clearmargin::add_collateral(account, component.collateral, path_, to);
    }
    to += scaled_down(terms.collateral.negative_liability_margin, factor);
    to += terms.cash;
    Polynomial held = terms.cash;
    for (std::size_t i = 0; i < terms.positions.size(); ++i) {
        const PositionTerms& position = terms.positions[i];
        to += position.profit;
        to += position.rest;
        held += position.profit;
        held += position.rest;
        Piecewise margin = position.margin.over(to.domain());
        margin.scale_down(factor);
        to += margin;
        const Decimal kept = equation_->kept_gain(account.positions[component.positions[i]]);
        if (kept == Decimal(1)) continue;
        Piecewise lost = positive_part(Piecewise(to.domain(), position.profit));
        lost.negate();
        lost.scale_down(Decimal::from_units(Decimal::one_units - kept.units()));
        to += lost;
    }
    if (!component.wallet) return;
    Piecewise borrowed = positive_part(Piecewise(to.domain(), -held));
    borrowed.negate();
    borrowed.scale_down(account.wallets[*component.wallet].liability_maintenance);
    borrowed.scale_down(factor);
    to += borrowed;
}

Piecewise PoolEquation::View::over(MarginSide side, Domain domain) const {
    if (is_one_piece(side)) return Piecewise(domain, piece_at(side, domain.first));
    PiecewiseSum total(domain);
    total += still_[place_of(side)];
    for (const Terms& moving : moving_) add_gap(moving, side, total);
    return total.total();
}

Polynomial PoolEquation::View::piece_at(MarginSide side, Int128 n) const {
    Polynomial total = still_[place_of(side)];
    for (const Terms& moving : moving_) {
        total += is_one_piece(side) ? raw_equity(moving) : gap_at(moving, side, path_, n);
    }
    return total;
}

WideInt PoolEquation::View::at(MarginSide side, Int128 n) const {
    if (is_one_piece(side)) return piece_at(side, n).at(n);
    const PricePath here = PricePath::frozen(path_, n);
    WideInt total = still_[place_of(side)].c0;
    for (const Terms& moving : moving_) {
        Terms standing = moving;
        standing.freeze(n);
        total += gap_at(standing, side, here, 0).c0;
    }
    return total;
}

}  // namespace clearmargin
