#include "core/margin/evaluate_pool.hpp"

#include <algorithm>
#include <utility>

#include "core/margin/portfolio_pool.hpp"
#include "core/margin/sampled_liquidation.hpp"

namespace clearmargin {
namespace {

/// The sums that figures are made of.
struct Totals {
    CheckedDecimal equity_raw = 0;
    CheckedDecimal equity = 0;
    CheckedDecimal initial_equity = 0;
    CheckedDecimal initial_margin = 0;
    CheckedDecimal maintenance_margin = 0;
    CheckedDecimal gross_notional = 0;
    CheckedDecimal collateral = 0;        ///< what positive balances count
    CheckedDecimal weighted_buffers = 0;  ///< the same, each times its liquidation buffer

    void add_to_equity(const CheckedDecimal& usd) {
        equity_raw += usd;
        equity += usd;
        initial_equity += usd;
    }
    /// A debt's or borrow's own requirement.
    void add_liability(const CheckedDecimal& owed, Decimal initial, Decimal maintenance) {
        initial_margin += mul_up(owed, initial);
        maintenance_margin += mul_up(owed, maintenance);
    }
};

/// A gain counts by its weight, a loss in full.
CheckedDecimal weighted(Decimal profit, const CheckedDecimal& weight) {
    return profit.is_positive() ? mul_down(profit, weight) : profit;
}

/// numerator / denominator where the denominator is above 0; infinite where it is not and the numerator is.
MarginRatio ratio_of(const MarginFigure& numerator, const MarginFigure& denominator, Rounding rounding) {
    MarginRatio ratio;
    ratio.made_of = numerator.made_of | denominator.made_of;
    if (denominator.value.is_positive()) {
        // A ratio too large to be written is as good as infinite.
        const CheckedDecimal value = div(numerator.value, denominator.value, rounding);
        ratio.state = value.ok() ? MarginRatio::State::value : MarginRatio::State::infinite;
        if (value.ok()) ratio.value = value.value();
    } else if (numerator.value.is_positive()) {
        ratio.state = MarginRatio::State::infinite;
    }
    return ratio;
}

bool is_liquidatable(const MarginParams& params, Decimal equity, Decimal maintenance_margin) {
    if (equity < maintenance_margin) return true;
    return params.trigger == LiquidationTrigger::at_or_below && maintenance_margin.is_positive() &&
           equity == maintenance_margin;
}

/// Adds a pool up. The first refusal is kept, and asked for once, at the end.
class PoolSummation {
  public:
    /// `moved` is null where nothing is known yet.
    PoolSummation(const Account& account, const MarginParams& params, const Pool& pool, const PriceMoved* moved,
                  MarginResult& result)
        : account_(account),
          params_(params),
          pool_(pool),
          moved_(moved),
          result_(result),
          out_(result.pools.back()),
          is_netted_(params.portfolio && pool.scope.kind != PoolScope::Kind::isolated) {}

    void add_cash() {
        if (!pool_.has_cash) return;
        totals_.add_to_equity(account_.cash);
        if (account_.cash_input) note(*account_.cash_input, PoolSums::equity);
    }

    void add_collateral() {
        Status valued = collateral_values(account_.collateral, pool_.collateral, account_.assets, account_.chains,
                                          result_.collateral);
        if (!valued.ok()) keep(under("collateral", std::move(valued).refusal()));
        for (const std::size_t place : pool_.collateral) {
            add_balance(account_.collateral[place], result_.collateral[place]);
        }
    }

    void add_positions() {
        for (const std::size_t place : pool_.positions) {
            Refusal refusal;
            if (is_known(account_.positions[place])) {
                result_.positions[place] = moved_->before.positions[place];
            } else {
                result_.positions[place] = evaluate_position(account_, params_, account_.positions[place], refusal);
            }
            result_.positions[place].pool = result_.pools.size() - 1;
            add_position(account_.positions[place], result_.positions[place], refusal);
            if (refusal.present()) keep(under(element_path("positions", place), std::move(refusal)));
        }
    }

    void add_wallets() {
        for (const std::size_t place : pool_.wallets) {
            const SettlementWallet& wallet = account_.wallets[place];
            constexpr PoolSums sums = PoolSums::equity | PoolSums::margin;
            CheckedDecimal cash = wallet.cash;
            if (wallet.asset) {
                const MarginAsset& asset = account_.assets[*wallet.asset];
                cash = mul_down(cash, asset.price);
                note(asset.price_input, sums);
            }
            note(wallet.input, sums);
            totals_.add_to_equity(cash);
            const CheckedDecimal settled = settled_into(place);
            const CheckedDecimal borrowed = max(0, -(settled + cash));
            totals_.add_liability(borrowed, wallet.liability_initial, wallet.liability_maintenance);
            WalletResult& out = result_.wallets[place];
            out.cash = settle(cash, first_, "wallets");
            out.settled = settle(settled, first_, "wallets");
            out.borrowed = settle(borrowed, first_, "wallets");
            out.initial_margin = settle(mul_up(borrowed, wallet.liability_initial), first_, "wallets");
            out.maintenance_margin = settle(mul_up(borrowed, wallet.liability_maintenance), first_, "wallets");
        }
    }

    /// What the portfolio models ask takes the place of what each position does by itself.
    void add_portfolio() {
        out_.is_model = needs_model(account_, params_, pool_);
        if (!is_netted_) return;
        if (is_portfolio_known()) {
            out_.portfolio = moved_->before.pools.back().portfolio;
        } else {
            Status evaluated = evaluate_portfolio(account_, params_, pool_, out_.portfolio);
            if (!evaluated.ok()) return keep(std::move(evaluated).refusal());
        }
        for (const PortfolioUnitResult& unit : out_.portfolio.units) {
            totals_.initial_margin += unit.initial_margin;
            totals_.maintenance_margin += unit.maintenance_margin;
            if (params_.portfolio->units[unit.unit].risk_cancelling) {
                note_hedges(params_.portfolio->units[unit.unit].underlying);
            }
        }
        totals_.initial_margin = max(0, totals_.initial_margin - out_.portfolio.initial_credit);
        totals_.maintenance_margin = max(0, totals_.maintenance_margin - out_.portfolio.maintenance_credit);
    }

    Status figures() {
        PoolFigures& out = out_.figures;
        constexpr PoolSums both = PoolSums::equity | PoolSums::margin;
        out.equity_raw = figure(totals_.equity_raw, PoolSums::equity, "equity_raw");
        out.equity = figure(totals_.equity, PoolSums::equity, "equity");
        out.initial_equity = figure(totals_.initial_equity, PoolSums::equity, "initial_equity");
        out.initial_margin = figure(totals_.initial_margin, PoolSums::margin, "initial_margin");
        const CheckedDecimal add_on = CheckedDecimal(1) + params_.gap_add_on;
        const CheckedDecimal maintenance = mul_up(totals_.maintenance_margin, add_on);
        out.maintenance_margin = figure(maintenance, PoolSums::margin, "maintenance_margin");
        out.gross_notional = figure(totals_.gross_notional, PoolSums::notional, "gross_notional");
        const CheckedDecimal free = totals_.initial_equity - totals_.initial_margin;
        out.free_collateral = figure(max(0, free), both, "free_collateral");
        out.buffer = figure(totals_.equity - maintenance, both, "buffer");
        out.call_level = figure(mul_up(maintenance, CheckedDecimal(1) + call_buffer()), both, "call_level");
        out.margin_ratio = ratio_of(out.maintenance_margin, out.equity, Rounding::ceil);
        out.health = ratio_of(out.equity, out.maintenance_margin, Rounding::floor);
        out.utilisation = ratio_of(out.initial_margin, out.initial_equity, Rounding::ceil);
        out.leverage = ratio_of(out.gross_notional, out.equity_raw, Rounding::ceil);
        out.gearing = ratio_of(out.gross_notional, out.equity, Rounding::ceil);
        out.max_leverage = ratio_of(out.gross_notional, out.initial_margin, Rounding::floor);
        if (out.health.state == MarginRatio::State::infinite) out.health.state = MarginRatio::State::undefined;
        out.liquidatable = is_liquidatable(params_, out.equity.value, out.maintenance_margin.value);
        out.level = level();
        return std::move(first_);
    }

  private:
    void note(InputId input, PoolSums sums) {
        if (moved_ == nullptr) out_.inputs.insert(input, sums);
    }

    /// Whether what is known of the position holds still.
    [[nodiscard]] bool is_known(const MarginPosition& position) const {
        if (moved_ == nullptr) return false;
        const auto moves = [&](AssetIndex asset) {
            return asset == moved_->asset || account_.assets[asset].linked_to == moved_->asset;
        };
        const auto settle_asset = settle_asset_of(position.instrument);
        return !moves(underlying_of(position.instrument)) && !(settle_asset && moves(*settle_asset));
    }

    /// Whether what the portfolio models ask holds still.
    [[nodiscard]] bool is_portfolio_known() const {
        return moved_ != nullptr && std::all_of(pool_.positions.begin(), pool_.positions.end(), [&](std::size_t place) {
                   return is_known(account_.positions[place]);
               });
    }

    void keep(Refusal refusal) {
        if (!first_.present()) first_ = std::move(refusal);
    }

    MarginFigure figure(const CheckedDecimal& value, PoolSums made_of, std::string_view name) {
        return {settle(value, first_, name), made_of};
    }

    void add_balance(const CollateralLine& line, const CollateralLineValue& value) {
        const MarginAsset& asset = account_.assets[line.asset];
        const bool debt = line.quantity.is_negative();
        if (!debt && !line.enabled) return;
        totals_.equity_raw += value.value;
        totals_.equity += value.counted;
        totals_.initial_equity += value.counted;
        if (debt) {
            totals_.add_liability(-CheckedDecimal(value.value), asset.liability_initial, asset.liability_maintenance);
        } else {
            totals_.collateral += value.counted;
            totals_.weighted_buffers += mul_up(value.counted, asset.liquidation_buffer);
        }
        for (const InputId input : inputs_of(account_, line)) {
            note(input, debt ? PoolSums::equity | PoolSums::margin : PoolSums::equity);
        }
    }

    [[nodiscard]] CheckedDecimal funding_of(const MarginPosition& position) const {
        return mul_down(position.funding, settle_price_of(account_, position));
    }

    /// Balances in the underlying stand beside its positions in the requirement.
    void note_hedges(AssetIndex underlying) {
        for (const std::size_t place : pool_.collateral) {
            const CollateralLine& line = account_.collateral[place];
            if (root_of(account_, line.asset) != underlying) continue;
            for (const InputId input : inputs_of(account_, line)) note(input, PoolSums::margin);
        }
    }

    /// What an option is worth was paid for; what another contract gained was not.
    void add_gain(const MarginPosition& position, const PositionResult& result) {
        const bool is_option = std::holds_alternative<OptionContract>(position.instrument);
        const Decimal gain = is_option ? result.value : result.profit_and_loss;
        totals_.equity_raw += gain;
        if (is_option && !params_.portfolio && !(params_.options && params_.options->values_count())) return;
        totals_.equity += weighted(gain, gain_weight(position, params_.gain_weight_maintenance));
        totals_.initial_equity += weighted(gain, gain_weight(position, params_.gain_weight_initial));
    }

    void add_position(const MarginPosition& position, const PositionResult& result, Refusal& refusal) {
        add_gain(position, result);
        totals_.add_to_equity(funding_of(position));
        if (position.isolated_margin) {
            totals_.add_to_equity(mul_down(*position.isolated_margin, settle_price_of(account_, position)));
        }
        if (!is_netted_) {
            totals_.initial_margin += result.initial_margin;
            totals_.maintenance_margin += result.maintenance_margin;
        }
        totals_.gross_notional += result.notional;
        for (const InputId input : inputs_of(account_, position)) note(input, PoolSums::all);
        // A sum that no longer fits is this position's fault.
        static_cast<void>(settle(totals_.equity_raw + totals_.maintenance_margin, refusal));
    }

    /// What the pool's positions have brought to a wallet.
    [[nodiscard]] CheckedDecimal settled_into(std::size_t wallet) const {
        CheckedDecimal sum = 0;
        for (const std::size_t place : pool_.positions) {
            const MarginPosition& position = account_.positions[place];
            if (position.wallet != wallet) continue;
            sum += result_.positions[place].profit_and_loss;
            sum += funding_of(position);
        }
        return sum;
    }

    [[nodiscard]] CheckedDecimal gain_weight(const MarginPosition& position, Decimal weight) const {
        return gain_weight_on(account_, pool_, position.chain, weight);
    }

    /// How far above the maintenance margin a margin call begins: the user's number, or the collateral's own on
    /// average.
    [[nodiscard]] CheckedDecimal call_buffer() const {
        if (params_.call_buffer) return *params_.call_buffer;
        if (!totals_.collateral.ok() || !totals_.collateral.value().is_positive()) return 0;
        return div_up(totals_.weighted_buffers, totals_.collateral);
    }

    MarginLevel level() {
        const PoolFigures& figures = out_.figures;
        if (figures.equity_raw.value.is_negative()) return MarginLevel::bankrupt;
        if (params_.backstop) {
            const Decimal line = settle(mul_down(figures.maintenance_margin.value, *params_.backstop), first_);
            if (figures.equity.value < line) return MarginLevel::backstop;
        }
        if (figures.liquidatable) return MarginLevel::liquidatable;
        return figures.equity.value < figures.call_level.value ? MarginLevel::call : MarginLevel::ok;
    }

    const Account& account_;
    const MarginParams& params_;
    const Pool& pool_;
    const PriceMoved* moved_;
    MarginResult& result_;
    PoolResult& out_;
    bool is_netted_;
    Totals totals_;
    Refusal first_;
};

Status sum_up(const Account& account, const MarginParams& params, const Pool& pool, const PriceMoved* moved,
              MarginResult& to) {
    to.positions.resize(account.positions.size());
    to.collateral.resize(account.collateral.size());
    to.wallets.resize(account.wallets.size());
    to.pools.emplace_back().scope = pool.scope;
    PoolSummation sums(account, params, pool, moved, to);
    sums.add_cash();
    sums.add_collateral();
    sums.add_positions();
    sums.add_wallets();
    sums.add_portfolio();
    return sums.figures();
}

}  // namespace

Status evaluate_pool(const Account& account, const MarginParams& params, const Pool& pool, MarginResult& to) {
    return sum_up(account, params, pool, nullptr, to);
}

Status evaluate_moved_pool(const Account& account, const MarginParams& params, const Pool& pool,
                           const PriceMoved& moved, MarginResult& to) {
    return sum_up(account, params, pool, &moved, to);
}

}  // namespace clearmargin
