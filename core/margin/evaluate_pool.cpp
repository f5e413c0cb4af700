#include "core/margin/evaluate_pool.hpp"

#include <string>
#include <utility>

namespace clearmargin {
namespace {

/// The sums that figures are made of, with the inputs of each side.
struct Totals {
    CheckedDecimal equity_raw = 0;
    CheckedDecimal equity = 0;
    CheckedDecimal initial_equity = 0;
    CheckedDecimal initial_margin = 0;
    CheckedDecimal maintenance_margin = 0;
    CheckedDecimal gross_notional = 0;
    CheckedDecimal collateral = 0;        ///< what positive balances count
    CheckedDecimal weighted_buffers = 0;  ///< the same, each times its liquidation buffer
    InputSet equity_inputs;
    InputSet margin_inputs;
    InputSet notional_inputs;

    void add_to_equity(CheckedDecimal usd) {
        equity_raw = equity_raw + usd;
        equity = equity + usd;
        initial_equity = initial_equity + usd;
    }
};

std::string path_of(std::string_view list, std::size_t place) {
    return std::string(list) + "[" + std::to_string(place) + "]";
}

Status add_collateral(const Account& account, const Pool& pool, PoolEvaluation& out, Totals& totals) {
    std::vector<CollateralLine> lines;
    lines.reserve(pool.collateral.size());
    for (const std::size_t place : pool.collateral) lines.push_back(account.collateral[place]);
    auto values = collateral_values(lines, account.assets, account.chains);
    if (!values.ok()) return under("collateral", std::move(values).refusal());
    out.collateral = std::move(values).value();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CollateralLineValue& line = out.collateral[i];
        const MarginAsset& asset = account.assets[lines[i].asset];
        const bool debt = lines[i].quantity.is_negative();
        if (!debt && !lines[i].enabled) continue;
        totals.equity_raw = totals.equity_raw + line.value;
        totals.equity = totals.equity + line.counted;
        totals.initial_equity = totals.initial_equity + line.counted;
        totals.equity_inputs.insert(lines[i].input);
        totals.equity_inputs.insert(asset.price_input);
        if (!debt) {
            totals.collateral = totals.collateral + line.counted;
            totals.weighted_buffers = totals.weighted_buffers + mul_up(line.counted, asset.liquidation_buffer);
            continue;
        }
        const CheckedDecimal owed = -CheckedDecimal(line.value);
        totals.initial_margin = totals.initial_margin + mul_up(owed, asset.liability_initial);
        totals.maintenance_margin = totals.maintenance_margin + mul_up(owed, asset.liability_maintenance);
        totals.margin_inputs.insert(lines[i].input);
        totals.margin_inputs.insert(asset.price_input);
    }
    return {};
}

/// A gain counts by its weight, a loss in full.
CheckedDecimal weighted(CheckedDecimal profit, CheckedDecimal weight) {
    return profit.ok() && profit.value().is_positive() ? mul_down(profit, weight) : profit;
}

Status add_positions(const Account& account, const MarginParams& params, const Pool& pool, PoolEvaluation& out,
                     Totals& totals, std::vector<CheckedDecimal>& wallet_equity) {
    for (const std::size_t place : pool.positions) {
        const MarginPosition& position = account.positions[place];
        auto evaluated = evaluate_position(account, params, position);
        if (!evaluated.ok()) return under(path_of("positions", place), std::move(evaluated).refusal());
        PositionResult result = std::move(evaluated).value();
        const Decimal settle_price = settle_price_of(account, position);
        const CheckedDecimal funding = mul_down(position.funding, settle_price);
        const CheckedDecimal profit = CheckedDecimal(result.profit_and_loss.value);
        const CheckedDecimal initial = gain_weight_on(account, pool, position.chain, params.gain_weight_initial);
        const CheckedDecimal kept = gain_weight_on(account, pool, position.chain, params.gain_weight_maintenance);
        totals.equity_raw = totals.equity_raw + profit + funding;
        totals.equity = totals.equity + weighted(profit, kept) + funding;
        totals.initial_equity = totals.initial_equity + weighted(profit, initial) + funding;
        if (position.isolated_margin) totals.add_to_equity(mul_down(*position.isolated_margin, settle_price));
        if (position.wallet) {
            wallet_equity[*position.wallet] = wallet_equity[*position.wallet] + profit + funding;
        }
        totals.initial_margin = totals.initial_margin + result.initial_margin.value;
        totals.maintenance_margin = totals.maintenance_margin + result.maintenance_margin.value;
        totals.gross_notional = totals.gross_notional + result.notional.value;
        totals.notional_inputs.insert(result.notional.inputs);
        TRY(settle(totals.equity_raw + totals.maintenance_margin, path_of("positions", place)));
        out.positions.push_back(std::move(result));
    }
    totals.equity_inputs.insert(totals.notional_inputs);
    totals.margin_inputs.insert(totals.notional_inputs);
    return {};
}

/// The price of what a wallet holds.
Decimal wallet_price(const Account& account, const SettlementWallet& wallet) {
    return wallet.asset ? account.assets[*wallet.asset].price : Decimal(1);
}

void add_wallets(const Account& account, const Pool& pool, std::vector<CheckedDecimal>& wallet_equity, Totals& totals) {
    for (const std::size_t place : pool.wallets) {
        const SettlementWallet& wallet = account.wallets[place];
        const CheckedDecimal cash = mul_down(wallet.cash, wallet_price(account, wallet));
        totals.add_to_equity(cash);
        const CheckedDecimal borrowed = max(0, -(wallet_equity[place] + cash));
        totals.initial_margin = totals.initial_margin + mul_up(borrowed, wallet.liability_initial);
        totals.maintenance_margin = totals.maintenance_margin + mul_up(borrowed, wallet.liability_maintenance);
        for (InputSet* inputs : {&totals.equity_inputs, &totals.margin_inputs}) {
            inputs->insert(wallet.input);
            if (wallet.asset) inputs->insert(account.assets[*wallet.asset].price_input);
        }
    }
}

/// numerator / denominator where the denominator is above 0; infinite where it is not and the numerator is.
Result<MarginRatio> ratio_of(const MarginFigure& numerator, const MarginFigure& denominator, Rounding rounding) {
    MarginRatio ratio;
    ratio.inputs = numerator.inputs;
    ratio.inputs.insert(denominator.inputs);
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

/// How far above the maintenance margin a margin call begins: the user's number, or the collateral's own on average.
CheckedDecimal call_buffer(const MarginParams& params, const Totals& totals) {
    if (params.call_buffer) return *params.call_buffer;
    if (!totals.collateral.ok() || !totals.collateral.value().is_positive()) return 0;
    return div_up(totals.weighted_buffers, totals.collateral);
}

bool is_liquidatable(const MarginParams& params, Decimal equity, Decimal maintenance_margin) {
    if (equity < maintenance_margin) return true;
    return params.trigger == LiquidationTrigger::at_or_below && maintenance_margin.is_positive() &&
           equity == maintenance_margin;
}

Result<MarginLevel> level_of(const MarginParams& params, const PoolFigures& figures) {
    if (figures.equity_raw.value.is_negative()) return MarginLevel::bankrupt;
    if (params.backstop) {
        TRY(const Decimal line, settle(mul_down(figures.maintenance_margin.value, *params.backstop)));
        if (figures.equity.value < line) return MarginLevel::backstop;
    }
    if (figures.liquidatable) return MarginLevel::liquidatable;
    return figures.equity.value < figures.call_level.value ? MarginLevel::call : MarginLevel::ok;
}

Result<PoolFigures> figures_of(const MarginParams& params, const Totals& totals) {
    PoolFigures out;
    InputSet all = totals.equity_inputs;
    all.insert(totals.margin_inputs);
    TRY(const Decimal equity_raw, settle(totals.equity_raw, "equity_raw"));
    TRY(const Decimal equity, settle(totals.equity, "equity"));
    TRY(const Decimal initial_equity, settle(totals.initial_equity, "initial_equity"));
    TRY(const Decimal initial_margin, settle(totals.initial_margin, "initial_margin"));
    const CheckedDecimal add_on = CheckedDecimal(1) + params.gap_add_on;
    TRY(const Decimal maintenance, settle(mul_up(totals.maintenance_margin, add_on), "maintenance_margin"));
    TRY(const Decimal gross_notional, settle(totals.gross_notional, "gross_notional"));
    TRY(const Decimal free, settle(max(0, CheckedDecimal(initial_equity) - initial_margin), "free_collateral"));
    TRY(const Decimal buffer, settle(CheckedDecimal(equity) - maintenance, "buffer"));
    TRY(const Decimal call, settle(mul_up(maintenance, CheckedDecimal(1) + call_buffer(params, totals)), "call_level"));
    out.equity_raw = {equity_raw, totals.equity_inputs};
    out.equity = {equity, totals.equity_inputs};
    out.initial_equity = {initial_equity, totals.equity_inputs};
    out.initial_margin = {initial_margin, totals.margin_inputs};
    out.maintenance_margin = {maintenance, totals.margin_inputs};
    out.gross_notional = {gross_notional, totals.notional_inputs};
    out.free_collateral = {free, all};
    out.buffer = {buffer, all};
    out.call_level = {call, all};
    TRY(out.margin_ratio, ratio_of(out.maintenance_margin, out.equity, Rounding::ceil));
    TRY(out.health, ratio_of(out.equity, out.maintenance_margin, Rounding::floor));
    TRY(out.utilisation, ratio_of(out.initial_margin, out.initial_equity, Rounding::ceil));
    TRY(out.leverage, ratio_of(out.gross_notional, out.equity_raw, Rounding::ceil));
    TRY(out.gearing, ratio_of(out.gross_notional, out.equity, Rounding::ceil));
    TRY(out.max_leverage, ratio_of(out.gross_notional, out.initial_margin, Rounding::floor));
    if (out.health.state == MarginRatio::State::infinite) out.health.state = MarginRatio::State::undefined;
    out.liquidatable = is_liquidatable(params, equity, maintenance);
    TRY(out.level, level_of(params, out));
    return out;
}

}  // namespace

Result<PoolEvaluation> evaluate_pool(const Account& account, const MarginParams& params, const Pool& pool) {
    PoolEvaluation out;
    Totals totals;
    if (pool.has_cash) {
        totals.add_to_equity(account.cash);
        if (account.cash_input) totals.equity_inputs.insert(*account.cash_input);
    }
    std::vector<CheckedDecimal> wallet_equity(account.wallets.size(), CheckedDecimal(0));
    TRY(add_collateral(account, pool, out, totals));
    TRY(add_positions(account, params, pool, out, totals, wallet_equity));
    add_wallets(account, pool, wallet_equity, totals);
    TRY(out.figures, figures_of(params, totals));
    return out;
}

}  // namespace clearmargin
