#include "core/margin/validate_account.hpp"

#include <string>

namespace clearmargin {
namespace {

/// A path that is spelled out only where something is refused.
struct Where {
    std::string_view list;  ///< empty for a member of the parameters
    std::size_t place;
    std::string_view field;

    [[nodiscard]] std::string text() const {
        if (list.empty()) return std::string(field);
        return std::string(list) + "[" + std::to_string(place) + "]" + (field.empty() ? "" : ".") + std::string(field);
    }
};

Where at(std::string_view list, std::size_t i, std::string_view field) { return {list, i, field}; }
Where member(std::string_view field) { return {"", 0, field}; }

Status at_most(std::string_view list, std::size_t count, std::size_t limit) {
    if (count <= limit) return {};
    return refuse(ErrorCode::too_many_items, list, "at most " + std::to_string(limit), std::to_string(count));
}

Status known(Where where, std::size_t place, std::size_t count) {
    if (place < count) return {};
    return refuse(ErrorCode::unknown_reference, where.text(), "a place below " + std::to_string(count),
                  std::to_string(place));
}

Status positive_price(Where where, Decimal price) {
    if (price.is_positive()) return {};
    return refuse(ErrorCode::price_not_positive, where.text(), "more than 0", to_string(price));
}

Status ratio(Where where, Decimal value) {
    if (!value.is_negative() && value <= Decimal(1)) return {};
    return refuse(ErrorCode::out_of_range, where.text(), "a ratio from 0 to 1", to_string(value));
}

Status at_least(Where where, Decimal value, Decimal least) {
    if (value >= least) return {};
    return refuse(ErrorCode::out_of_range, where.text(), "at least " + to_string(least), to_string(value));
}

Status validate_asset(const Account& account, std::size_t i) {
    const MarginAsset& asset = account.assets[i];
    TRY(positive_price(at("assets", i, "price"), asset.price));
    if (asset.lower.is_negative() || asset.lower > asset.price) {
        return refuse(ErrorCode::out_of_range, at("assets", i, "lower").text(), "from 0 to the price",
                      to_string(asset.lower));
    }
    TRY(at_least(at("assets", i, "upper"), asset.upper, asset.price));
    if (asset.cap) TRY(at_least(at("assets", i, "cap"), *asset.cap, 0));
    TRY(ratio(at("assets", i, "liability_initial"), asset.liability_initial));
    TRY(ratio(at("assets", i, "liability_maintenance"), asset.liability_maintenance));
    TRY(ratio(at("assets", i, "liquidation_buffer"), asset.liquidation_buffer));
    if (asset.linked_to) TRY(known(at("assets", i, "linked_to"), *asset.linked_to, account.assets.size()));
    if (asset.volatility.is_negative() || asset.volatility > Decimal(50)) {
        return refuse(ErrorCode::out_of_range, at("assets", i, "volatility").text(), "from 0 to 50",
                      to_string(asset.volatility));
    }
    return {};
}

Status validate_collateral(const Account& account, std::size_t i) {
    const CollateralLine& line = account.collateral[i];
    TRY(known(at("collateral", i, "asset"), line.asset, account.assets.size()));
    TRY(known(at("collateral", i, "chain"), line.chain, account.chains.size()));
    const auto haircut = total_haircut(line.haircut);
    if (haircut.ok()) return {};
    return under(at("collateral", i, "haircut").text(), haircut.error());
}

Status validate_wallet(const Account& account, std::size_t i) {
    const SettlementWallet& wallet = account.wallets[i];
    if (wallet.asset) TRY(known(at("wallets", i, "asset"), *wallet.asset, account.assets.size()));
    TRY(known(at("wallets", i, "chain"), wallet.chain, account.chains.size()));
    TRY(ratio(at("wallets", i, "liability_initial"), wallet.liability_initial));
    return ratio(at("wallets", i, "liability_maintenance"), wallet.liability_maintenance);
}

Status validate_wallet_of(const Account& account, const MarginParams& params, std::size_t i) {
    const MarginPosition& position = account.positions[i];
    if (!position.wallet) return {};
    TRY(known(at("positions", i, "wallet"), *position.wallet, account.wallets.size()));
    const bool same_chain = account.wallets[*position.wallet].chain == position.chain;
    if (position.isolated_margin || (params.mode != MarginMode::unified && !same_chain)) {
        return refuse(ErrorCode::unknown_reference, at("positions", i, "wallet").text(),
                      "expected a wallet in the position's own pool");
    }
    return {};
}

Status validate_position(const Account& account, const MarginParams& params, std::size_t i) {
    const MarginPosition& position = account.positions[i];
    TRY(known(at("positions", i, "instrument.underlying"), underlying_of(position.instrument), account.assets.size()));
    if (const auto settle_asset = settle_asset_of(position.instrument)) {
        TRY(known(at("positions", i, "instrument.settle"), *settle_asset, account.assets.size()));
    }
    TRY(known(at("positions", i, "chain"), position.chain, account.chains.size()));
    TRY(known(at("positions", i, "tiers"), position.tiers, account.tiers.size()));
    TRY(validate_wallet_of(account, params, i));
    TRY(positive_price(at("positions", i, "entry_price"), position.entry_price));
    if (position.mark_price) TRY(positive_price(at("positions", i, "mark_price"), *position.mark_price));
    if (const auto* quanto = std::get_if<QuantoContract>(&position.instrument)) {
        TRY(positive_price(at("positions", i, "instrument.multiplier"), quanto->multiplier));
    }
    if (position.leverage) TRY(at_least(at("positions", i, "leverage"), *position.leverage, 1));
    if (position.isolated_margin) {
        TRY(at_least(at("positions", i, "isolated_margin"), *position.isolated_margin, 0));
    } else if (params.mode == MarginMode::isolated) {
        return refuse(ErrorCode::mode_needs_field, at("positions", i, "isolated_margin").text(),
                      "expected a margin of its own in isolated mode");
    }
    const auto expiry = expiry_of(position.instrument);
    if (expiry && *expiry < params.now) {
        return refuse(ErrorCode::expired_instrument, at("positions", i, "instrument.expiry").text(),
                      "at least " + std::to_string(params.now), std::to_string(*expiry));
    }
    return {};
}

Status validate_params(const MarginParams& params) {
    TRY(ratio(member("gain_weight_initial"), params.gain_weight_initial));
    TRY(ratio(member("gain_weight_maintenance"), params.gain_weight_maintenance));
    TRY(ratio(member("close_fee"), params.close_fee));
    if (params.gap_add_on.is_negative() || params.gap_add_on > Decimal(100)) {
        return refuse(ErrorCode::out_of_range, "gap_add_on", "from 0 to 100", to_string(params.gap_add_on));
    }
    if (params.call_buffer) TRY(at_least(member("call_buffer"), *params.call_buffer, 0));
    if (params.backstop) TRY(ratio(member("backstop"), *params.backstop));
    if (params.sigma_days.is_positive()) return {};
    return refuse(ErrorCode::out_of_range, "sigma_days", "more than 0", to_string(params.sigma_days));
}

}  // namespace

Status validate_account(const Account& account, const MarginParams& params) {
    TRY(at_most("assets", account.assets.size(), max_margin_assets));
    TRY(at_most("chains", account.chains.size(), max_margin_chains));
    TRY(at_most("collateral", account.collateral.size(), max_margin_balances));
    TRY(at_most("wallets", account.wallets.size(), max_margin_balances));
    TRY(at_most("positions", account.positions.size(), max_margin_positions));
    TRY(validate_params(params));
    for (std::size_t i = 0; i < account.assets.size(); ++i) TRY(validate_asset(account, i));
    for (std::size_t i = 0; i < account.chains.size(); ++i) {
        TRY(ratio(at("chains", i, "discount"), account.chains[i].discount));
        if (account.chains[i].cap) TRY(at_least(at("chains", i, "cap"), *account.chains[i].cap, 0));
    }
    TRY(known(member("cash_chain"), account.cash_chain, account.chains.size()));
    for (std::size_t i = 0; i < account.collateral.size(); ++i) TRY(validate_collateral(account, i));
    for (std::size_t i = 0; i < account.wallets.size(); ++i) TRY(validate_wallet(account, i));
    for (std::size_t i = 0; i < account.positions.size(); ++i) TRY(validate_position(account, params, i));
    return {};
}

}  // namespace clearmargin
