#include "core/report/margin_writer.hpp"

namespace clearmargin {
namespace {

void write_decimals(FieldWriter& out, std::string_view name, const std::vector<Decimal>& values) {
    std::vector<std::string> texts;
    for (const Decimal value : values) texts.push_back(to_string(value));
    out.texts(name, texts);
}

/// Whose balance it is, of what and where.
void write_place(FieldWriter& out, const SnapshotCollateral& line) {
    out.field("vault", line.vault);
    out.field("account", line.account.text());
    out.field("chain", line.chain.text);
    out.field("asset", line.asset.text);
}

void write_lag(FieldWriter& out, const MeasuredLag& lag) {
    out.begin_object("lag");
    out.number("balance_age", lag.balance_age);
    out.number("price_age", lag.price_age);
    out.number("finality", lag.finality);
    out.number("message", lag.message);
    out.number("execution", lag.execution);
    out.number("seconds", lag.seconds());
    out.end_object();
}

void write_breakdown(FieldWriter& out, const CollateralBreakdown& from) {
    out.begin_object("breakdown");
    out.field("base", from.haircut.base);
    out.field("chain", from.haircut.chain);
    out.field("latency", from.haircut.latency);
    out.field("concentration", from.haircut.concentration);
    out.field("discount", from.discount);
    if (from.lag) write_lag(out, *from.lag);
    out.end_object();
}

void write_collateral(FieldWriter& out, const CollateralRow& row) {
    write_place(out, *row.line);
    out.field("symbol", row.symbol);
    out.field("amount", row.amount);
    out.field("price", row.price);
    out.field("value", row.value);
    out.field("haircut", row.haircut);
    out.field("counted_value", row.counted_value);
    if (row.breakdown) write_breakdown(out, *row.breakdown);
}

void write_account(FieldWriter& out, const AccountFigures& account) {
    out.field("equity_raw", account.equity_raw);
    out.field("equity", account.equity);
    out.field("initial_margin", account.initial_margin);
    out.field("maintenance_margin", account.maintenance_margin);
    out.field("margin_ratio", account.margin_ratio);
    out.field("health", account.health);
    out.field("free_collateral", account.free_collateral);
    out.field("buffer", account.buffer);
    out.field("leverage", account.leverage);
    out.field("level", account.level);
    out.flag("liquidatable", account.liquidatable);
}

void write_liquidation(FieldWriter& out, const LiquidationRow& row) {
    out.field("scope", row.scope);
    out.field("underlying", row.underlying);
    out.field("symbol", row.symbol);
    out.field("mark", row.mark);
    out.field("liquidation_down", row.liquidation_down);
    out.field("liquidation_up", row.liquidation_up);
    out.field("bankruptcy_down", row.bankruptcy_down);
    out.field("bankruptcy_up", row.bankruptcy_up);
    out.field("distance_down", row.distance_down);
    out.field("distance_up", row.distance_up);
    out.field("sigmas_down", row.sigmas_down);
    out.field("sigmas_up", row.sigmas_up);
    out.flag("certified", row.certified);
    out.flag("model", row.is_model);
    write_decimals(out, "crossings", row.crossings);
}

/// Where numbers come from, beside the name.
void write_origin(FieldWriter& out, const PresetRow& preset) {
    out.field("source", preset.origin.source);
    if (preset.origin.as_of == 0) {
        out.null("as_of");
    } else {
        out.number("as_of", preset.origin.as_of);
    }
    out.flag("old", preset.old);
}

void write_preset(FieldWriter& out, std::string_view name, const std::optional<PresetRow>& preset) {
    if (!preset) return out.null(name);
    out.begin_object(name);
    out.field("name", preset->origin.name);
    write_origin(out, *preset);
    out.end_object();
}

void write_numbers(FieldWriter& out, const PresetNumbers& numbers) {
    out.field("preset", numbers.preset.origin.name);
    write_origin(out, numbers.preset);
    out.begin_object("parameters");
    for (const auto& [name, value] : numbers.parameters) out.field(name, value);
    out.end_object();
}

void write_unit(FieldWriter& out, const PortfolioUnitRow& row) {
    out.field("underlying", row.underlying);
    out.field("symbol", row.symbol);
    write_numbers(out, row.preset);
    out.flag("risk_cancelling", row.risk_cancelling);
    out.field("initial_margin", row.initial_margin);
    out.field("maintenance_margin", row.maintenance_margin);
    out.field("binding", row.binding);
    if (row.worst) {
        out.begin_object("worst_scenario");
        out.number("index", row.worst->index);
        out.field("move", row.worst->move);
        out.field("volatility", row.worst->volatility);
        out.end_object();
    } else {
        out.null("worst_scenario");
    }
    out.field("settlement", row.settlement);
    write_decimals(out, "profits", row.profits);
}

void write_portfolio(FieldWriter& out, const PortfolioRow& row) {
    out.begin_object("portfolio");
    out.begin_object("offset_credit");
    out.field("initial", row.initial_credit);
    out.field("maintenance", row.maintenance_credit);
    out.end_object();
    out.objects("units", row.units, write_unit);
    out.end_object();
}

void write_greeks(FieldWriter& out, const GreeksRow& row) {
    out.field("underlying", row.underlying);
    out.field("symbol", row.symbol);
    for (const auto& [name, figure] : row.figures) out.field(name, figure);
}

void write_option(FieldWriter& out, const OptionRow& row) {
    out.begin_object("option");
    out.field("right", row.right);
    out.field("style", row.style);
    out.field("strike", row.strike);
    out.number("expiry", row.expiry);
    out.field("volatility", row.volatility);
    out.field("forward", row.forward);
    out.field("value", row.value);
    out.field("delta", row.delta);
    out.end_object();
}

void write_position(FieldWriter& out, const PositionRow& row) {
    out.field("id", row.id);
    out.field("instrument", row.instrument);
    out.field("underlying", row.underlying);
    out.field("margin_mode", row.margin_mode);
    out.field("qty", row.qty);
    out.field("entry", row.entry);
    out.field("mark", row.mark);
    out.field("notional", row.notional);
    out.field("pnl", row.pnl);
    out.field("funding", row.funding);
    out.field("initial_margin", row.initial_margin);
    out.field("maintenance_margin", row.maintenance_margin);
    if (row.option) {
        write_option(out, *row.option);
    } else {
        out.null("option");
    }
}

void write_chain(FieldWriter& out, const std::optional<ChainId>& chain) {
    if (!chain) return out.null("chain");
    out.field("chain", chain->text);
}

void write_debt(FieldWriter& out, const DebtRow& row) {
    out.field("id", row.debt->id);
    out.field("asset", row.debt->asset.text);
    out.field("symbol", row.symbol);
    write_chain(out, row.debt->chain);
    out.field("amount", row.amount);
    out.field("price", row.price);
    out.field("value", row.value);
    out.field("initial_margin", row.initial_margin);
    out.field("maintenance_margin", row.maintenance_margin);
}

void write_wallet(FieldWriter& out, const WalletRow& row) {
    out.field("id", row.id);
    out.field("cash", row.cash);
    out.field("settled", row.settled);
    out.field("borrowed", row.borrowed);
    out.field("initial_margin", row.initial_margin);
    out.field("maintenance_margin", row.maintenance_margin);
}

void write_isolated(FieldWriter& out, const IsolatedRow& row) {
    out.field("position", row.position);
    out.field("equity", row.equity);
    out.field("initial_margin", row.initial_margin);
    out.field("maintenance_margin", row.maintenance_margin);
    out.field("margin_ratio", row.margin_ratio);
    out.flag("liquidatable", row.liquidatable);
}

void write_margin(FieldWriter& out, const MarginReport& margin) {
    out.field("mode", margin.mode);
    out.field("trigger", margin.trigger);
    out.field("error", margin.error);
    if (margin.error.present()) return;
    write_preset(out, "preset", margin.preset);
    write_preset(out, "collateral_preset", margin.collateral_preset);
    out.flag("model", margin.is_model);
    if (margin.option_rule) {
        out.begin_object("option_margin");
        write_numbers(out, *margin.option_rule);
        out.end_object();
    } else {
        out.null("option_margin");
    }
    if (margin.portfolio) {
        write_portfolio(out, *margin.portfolio);
    } else {
        out.null("portfolio");
    }
    out.objects("greeks", margin.greeks, write_greeks);
    write_account(out, margin.account);
    out.objects("liquidation", margin.liquidation, write_liquidation);
    out.objects("positions", margin.positions, write_position);
    out.objects("debts", margin.debts, write_debt);
    out.objects("wallets", margin.wallets, write_wallet);
    out.objects("isolated", margin.isolated, write_isolated);
}

void write_collateral_input(FieldWriter& out, const SnapshotCollateral& line) {
    write_place(out, line);
    out.field("amount", line.amount);
    out.basis(line.evidence);
}

void write_price_input(FieldWriter& out, const SnapshotPrice& line) {
    out.field("asset", line.asset.text);
    out.field("price", line.price);
    out.field("conf", line.conf);
    out.basis(line.evidence);
}

void write_position_input(FieldWriter& out, const SnapshotPosition& line) {
    out.field("id", line.id);
    out.field("instrument", line.instrument);
    out.field("qty", line.qty);
    out.field("entry", line.entry);
    out.field("mark", line.mark);
    out.field("funding_accrued", line.funding_accrued);
    out.field("margin_mode", line.margin_mode());
    out.field("isolated_margin", line.isolated_margin);
    out.field("iv", line.volatility);
    out.field("forward", line.forward);
    out.basis(line.evidence);
}

void write_debt_input(FieldWriter& out, const SnapshotDebt& line) {
    out.field("id", line.id);
    out.field("asset", line.asset.text);
    write_chain(out, line.chain);
    out.field("amount", line.amount);
    out.basis(line.evidence);
}

void write_wallet_input(FieldWriter& out, const SnapshotWallet& line) {
    out.field("id", line.id);
    out.field("cash", line.cash);
    out.basis(line.evidence);
}

}  // namespace

void write_section(FieldWriter& out, const MarginSection& section) {
    out.objects("collateral", section.collateral, write_collateral);
    if (!section.margin) return out.null("margin");
    out.begin_object("margin");
    write_margin(out, *section.margin);
    out.end_object();
}

void write_collateral_inputs(FieldWriter& out, std::string_view name, const std::vector<SnapshotCollateral>& lines) {
    out.objects(name, lines, write_collateral_input);
}

void write_inputs(FieldWriter& out, const MarginSnapshot& inputs) {
    out.begin_object("inputs");
    write_collateral_inputs(out, "collateral", inputs.collateral);
    out.objects("prices", inputs.prices, write_price_input);
    out.objects("positions", inputs.positions, write_position_input);
    out.objects("debts", inputs.debts, write_debt_input);
    out.objects("wallets", inputs.wallets, write_wallet_input);
    out.end_object();
}

}  // namespace clearmargin
