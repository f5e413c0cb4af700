#include "core/margin/validate_account.hpp"

#include <string>
#include <utility>

namespace clearmargin {
namespace {

/// Looks at one thing after the other and keeps the first refusal.
class Validator {
  public:
    Validator(const Account& account, const MarginParams& params) : account_(account), params_(params) {}

    /// Where what comes next is.
    void enter(std::string_view list, std::size_t place) {
        list_ = list;
        place_ = place;
    }

    void sizes() {
        at_most("assets", account_.assets.size(), max_margin_assets);
        at_most("chains", account_.chains.size(), max_margin_chains);
        at_most("collateral", account_.collateral.size(), max_margin_balances);
        at_most("wallets", account_.wallets.size(), max_margin_balances);
        at_most("positions", account_.positions.size(), max_margin_positions);
    }

    void params() {
        ratio("gain_weight_initial", params_.gain_weight_initial);
        ratio("gain_weight_maintenance", params_.gain_weight_maintenance);
        ratio("close_fee", params_.close_fee);
        between("gap_add_on", params_.gap_add_on, 0, 100, "from 0 to 100");
        if (params_.call_buffer) at_least("call_buffer", *params_.call_buffer, 0);
        if (params_.backstop) ratio("backstop", *params_.backstop);
        if (!params_.sigma_days.is_positive()) {
            keep(refuse(ErrorCode::out_of_range, "sigma_days", "more than 0", to_string(params_.sigma_days)));
        }
    }

    void asset(const MarginAsset& asset) {
        positive_price("price", asset.price);
        between("lower", asset.lower, 0, asset.price, "from 0 to the price");
        at_least("upper", asset.upper, asset.price);
        if (asset.cap) at_least("cap", *asset.cap, 0);
        ratio("liability_initial", asset.liability_initial);
        ratio("liability_maintenance", asset.liability_maintenance);
        ratio("liquidation_buffer", asset.liquidation_buffer);
        if (asset.linked_to) known_asset("linked_to", *asset.linked_to);
        between("volatility", asset.volatility, 0, 50, "from 0 to 50");
    }

    void chain(const MarginChain& chain) {
        ratio("discount", chain.discount);
        if (chain.cap) at_least("cap", *chain.cap, 0);
    }

    void cash() {
        known_chain("cash_chain", account_.cash_chain);
    }

    void collateral(const CollateralLine& line) {
        known_asset("asset", line.asset);
        known_chain("chain", line.chain);
        Refusal refusal;
        static_cast<void>(total_haircut(line.haircut, refusal));
        if (refusal.present()) keep(under("haircut", std::move(refusal)));
    }

    void wallet(const SettlementWallet& wallet) {
        if (wallet.asset) known_asset("asset", *wallet.asset);
        known_chain("chain", wallet.chain);
        ratio("liability_initial", wallet.liability_initial);
        ratio("liability_maintenance", wallet.liability_maintenance);
    }

    void position(const MarginPosition& position) {
        known_asset("instrument.underlying", underlying_of(position.instrument));
        if (const auto settle_asset = settle_asset_of(position.instrument)) {
            known_asset("instrument.settle", *settle_asset);
        }
        known_chain("chain", position.chain);
        if (const auto* option = std::get_if<OptionContract>(&position.instrument)) {
            option_terms(*option, position);
        } else {
            known("tiers", position.tiers, account_.tiers.size());
        }
        if (position.wallet) wallet_of(position, *position.wallet);
        positive_price("entry_price", position.entry_price);
        if (position.mark_price) positive_price("mark_price", *position.mark_price);
        if (const auto* quanto = std::get_if<QuantoContract>(&position.instrument)) {
            positive_price("instrument.multiplier", quanto->multiplier);
        }
        if (position.leverage) at_least("leverage", *position.leverage, 1);
        const bool is_option = std::holds_alternative<OptionContract>(position.instrument);
        if (is_option && (position.isolated_margin || params_.mode == MarginMode::isolated)) {
            keep(refuse(ErrorCode::mode_needs_field, "isolated_margin", "expected an option among the cross positions"));
        } else if (position.isolated_margin) {
            at_least("isolated_margin", *position.isolated_margin, 0);
        } else if (params_.mode == MarginMode::isolated) {
            keep(refuse(ErrorCode::mode_needs_field, "isolated_margin",
                        "expected a margin of its own in isolated mode"));
        }
        const auto expiry = expiry_of(position.instrument);
        if (expiry && *expiry < params_.now) {
            keep(refuse(ErrorCode::expired_instrument, "instrument.expiry",
                        "at least " + std::to_string(params_.now), std::to_string(*expiry)));
        }
    }

    [[nodiscard]] bool failed() const noexcept { return first_.present(); }
    Status status() { return std::move(first_); }

  private:
    void keep(Refusal refusal) {
        if (first_.present()) return;
        first_ = list_.empty() ? std::move(refusal) : under(element_path(list_, place_), std::move(refusal));
    }

    void at_most(std::string_view list, std::size_t count, std::size_t limit) {
        if (count <= limit) return;
        keep(refuse(ErrorCode::too_many_items, list, "at most " + std::to_string(limit), std::to_string(count)));
    }

    bool known(std::string_view field, std::size_t place, std::size_t count) {
        if (place < count) return true;
        keep(refuse(ErrorCode::unknown_reference, field, "a place below " + std::to_string(count),
                    std::to_string(place)));
        return false;
    }
    void known_asset(std::string_view field, AssetIndex asset) { known(field, asset, account_.assets.size()); }
    void known_chain(std::string_view field, ChainIndex chain) { known(field, chain, account_.chains.size()); }

    void positive_price(std::string_view field, Decimal price) {
        if (!price.is_positive()) keep(refuse(ErrorCode::price_not_positive, field, "more than 0", to_string(price)));
    }

    void between(std::string_view field, Decimal value, Decimal least, Decimal most, std::string_view expected) {
        if (value >= least && value <= most) return;
        keep(refuse(ErrorCode::out_of_range, field, expected, to_string(value)));
    }
    void ratio(std::string_view field, Decimal value) { between(field, value, 0, 1, "a ratio from 0 to 1"); }

    void at_least(std::string_view field, Decimal value, Decimal least) {
        if (value < least) keep(refuse(ErrorCode::out_of_range, field, "at least " + to_string(least), to_string(value)));
    }

    void option_terms(const OptionContract& option, const MarginPosition& position) {
        positive_price("instrument.strike", option.strike);
        between("instrument.implied_volatility", option.implied_volatility, 0, 50, "from 0 to 50");
        between("instrument.forward_ratio", option.forward_ratio, decimal_step, 1'000, "above 0, at most 1000");
        if (position.wallet) keep(refuse(ErrorCode::unknown_reference, "wallet", "expected an option without one"));
        if (!params_.options && !params_.portfolio) {
            keep(refuse(ErrorCode::mode_needs_field, "instrument", "expected a rule for options"));
        }
    }

    void wallet_of(const MarginPosition& position, std::size_t wallet) {
        if (!known("wallet", wallet, account_.wallets.size())) return;
        const bool same_chain = account_.wallets[wallet].chain == position.chain;
        if (position.isolated_margin || (params_.mode != MarginMode::unified && !same_chain)) {
            keep(refuse(ErrorCode::unknown_reference, "wallet", "expected a wallet in the position's own pool"));
        }
    }

    const Account& account_;
    const MarginParams& params_;
    std::string_view list_;  ///< empty for the parameters
    std::size_t place_ = 0;
    Refusal first_;
};

}  // namespace

Status validate_account(const Account& account, const MarginParams& params) {
    Validator validator(account, params);
    validator.sizes();
    if (validator.failed()) return validator.status();
    validator.params();
    for (std::size_t i = 0; i < account.assets.size(); ++i) {
        validator.enter("assets", i);
        validator.asset(account.assets[i]);
    }
    for (std::size_t i = 0; i < account.chains.size(); ++i) {
        validator.enter("chains", i);
        validator.chain(account.chains[i]);
    }
    validator.enter("", 0);
    validator.cash();
    for (std::size_t i = 0; i < account.collateral.size(); ++i) {
        validator.enter("collateral", i);
        validator.collateral(account.collateral[i]);
    }
    for (std::size_t i = 0; i < account.wallets.size(); ++i) {
        validator.enter("wallets", i);
        validator.wallet(account.wallets[i]);
    }
    for (std::size_t i = 0; i < account.positions.size(); ++i) {
        validator.enter("positions", i);
        validator.position(account.positions[i]);
    }
    return validator.status();
}

}  // namespace clearmargin
