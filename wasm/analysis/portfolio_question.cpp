// What a venue's portfolio margin asks of the account's positions in one underlying, and of options beside them.
#include "core/margin/evaluate_pool.hpp"
#include "core/margin/portfolio_pool.hpp"
#include "core/portfolio/model_parameters.hpp"
#include "core/risk/lag.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/policy/model_overrides.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_options = 256;

struct AskedOption {
    OptionContract contract;  ///< linear, on no asset yet
    Decimal quantity;
    std::optional<Decimal> forward;
};

void read_option(const FieldReader& from, UnixSeconds now, AskedOption& to) {
    from.only_members({"right", "strike", "expiry", "volatility", "qty", "forward"});
    from["right"].get(to.contract.right, {"call", "put"});
    read_positive(from["strike"], to.contract.strike);
    const FieldReader expiry = from["expiry"];
    expiry.get(to.contract.expiry);
    if (expiry.present() && to.contract.expiry < now) {
        expiry.refuse(ErrorCode::expired_instrument, "at least " + std::to_string(now),
                      std::to_string(to.contract.expiry));
    }
    read_not_negative(from["volatility"], to.contract.implied_volatility);
    from.read("qty", to.quantity);
    read_optional(from.optional("forward"), to.forward, read_positive);
}

/// An option that is asked about stands beside those of the account.
Status add_asked(const Account& account, AssetIndex underlying, const AskedOption& asked, UnixSeconds now,
                 Settlement settlement, RiskUnit& unit) {
    OptionContract option = asked.contract;
    option.underlying = underlying;
    if (asked.forward) {
        const Decimal spot = account.assets[underlying].price;
        TRY(option.forward_ratio, settle(div(*asked.forward, spot, Rounding::half_even), "forward"));
    }
    add_option(account, option, double_of_decimal(asked.quantity), now, settlement, unit);
    return {};
}

/// What the pool's contracts on `underlying` have gained and not yet settled; options are worth what they are worth.
Status add_unrealized(const EngineAccount& engine, const Pool& pool, AssetIndex underlying, RiskUnit& unit) {
    const Account& account = engine.account;
    for (const std::size_t place : pool.positions) {
        const MarginPosition& position = account.positions[place];
        const bool is_option = std::holds_alternative<OptionContract>(position.instrument);
        if (is_option || root_of(account, underlying_of(position.instrument)) != underlying) continue;
        Refusal refusal;
        const PositionResult value = evaluate_position(account, engine.params, position, refusal);
        if (refusal.present()) return under(element_path("positions", place), std::move(refusal));
        unit.futures.front().unrealized +=
            double_of_decimal(value.profit_and_loss) +
            double_of_decimal(position.funding) * double_of_decimal(settle_price_of(account, position));
    }
    return {};
}

/// The cross positions on `underlying`, and all collateral at what it counts as cash.
Status build_portfolio(const AccountTrial& trial, AssetIndex underlying, const std::vector<AskedOption>& options,
                       Settlement settlement, RiskPortfolio& to) {
    const Account& account = trial.engine.account;
    const UnixSeconds now = trial.engine.params.now;
    const Pool pool = trial.pool.value_or(Pool{});
    RiskUnit& unit = to.units.emplace_back(risk_unit_of(account, pool, underlying, now, settlement));
    for (std::size_t i = 0; i < options.size(); ++i) {
        TRY(under(element_path("options", i), add_asked(account, underlying, options[i], now, settlement, unit)));
    }
    TRY(add_unrealized(trial.engine, pool, underlying, unit));
    std::vector<CollateralLineValue> values(account.collateral.size());
    TRY(collateral_values(account.collateral, pool.collateral, account.assets, account.chains, values));
    for (const CollateralLineValue& value : values) to.cash += double_of_decimal(value.counted);
    return {};
}

void write_number(FieldWriter& out, std::string_view name, double number) {
    const auto value = decimal_of_double(number, Rounding::floor);
    out.field(name, value.ok() ? std::optional(value.value()) : std::nullopt);
}

void write_parameters(FieldWriter& out, PortfolioModel& model) {
    out.begin_object("parameters");
    for (const ModelParameter& parameter : parameters_of(model)) write_number(out, parameter.name, *parameter.value);
    out.end_object();
}

void write_scenario(FieldWriter& out, const Scenario& scenario) {
    write_number(out, "move", scenario.move);
    out.field("volatility", vol_rule_name(scenario.vol));
    write_number(out, "weight", scenario.weight);
}

void write_preset(FieldWriter& out, const PresetOrigin& origin, UnixSeconds now) {
    out.field("preset", origin.name);
    out.field("source", origin.source);
    if (origin.as_of == 0) {
        out.null("as_of");
    } else {
        out.number("as_of", origin.as_of);
    }
    out.flag("old", is_old(origin, now));
}

/// Losses rounded away from zero, as all that is required.
Status round_profits(const PortfolioMargin& margin, std::vector<std::string>& to) {
    for (const double profit : margin.profits) {
        TRY(const Decimal value, decimal_of_double(profit, Rounding::floor));
        to.push_back(to_string(value));
    }
    return {};
}

}  // namespace

void answer_portfolio(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "preset", "asset", "overrides", "options", "vector"});
    PortfolioModel model;
    const std::string_view name = question["preset"].text();
    if (question.present()) question.take(portfolio_preset(name), model);
    const FieldReader overrides = question.optional("overrides");
    read_model_overrides(overrides, model);
    if (question.present()) question.take(under("overrides", check_complete(model)));
    AssetId asset;
    bool with_vector = false;
    std::vector<AskedOption> options;
    read_asset_id(question["asset"], asset);
    question.read_if_present("vector", with_vector);
    read_list(question.optional("options"), max_options, options,
              [&](const FieldReader& item, AskedOption& option) { read_option(item, analysis.request.now, option); });
    AccountTrial trial;
    AssetIndex index = 0;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (question.present()) question.take(asset_of(trial.engine.account, asset), index);
    RiskPortfolio portfolio;
    if (question.present()) question.take(build_portfolio(trial, index, options, settlement_of(model), portfolio));
    PortfolioMargin margin;
    if (question.present()) question.take(portfolio_margin(portfolio, model), margin);
    PortfolioFigures figures;
    std::vector<std::string> profits;
    if (question.present()) question.take(rounded(margin), figures);
    if (question.present()) question.take(round_profits(margin, profits));
    if (question.failed()) return;
    std::string_view unit = "USD";
    if (settlement_of(model) == Settlement::coin) unit = analysis.policy().find_asset(asset)->symbol;
    EvidenceTable& evidence = analysis.request.evidence;
    write_preset(out, origin_of(model), analysis.request.now);
    write_parameters(out, model);
    out.field("initial_margin", figure_of(figures.initial_margin, unit, trial, evidence));
    out.field("maintenance_margin", figure_of(figures.maintenance_margin, unit, trial, evidence));
    out.field("mark_to_market", figure_of(figures.mark_to_market, unit, trial, evidence));
    out.field("binding", binding_name(margin.binding));
    if (margin.profits.empty()) {
        out.null("worst_scenario");
    } else {
        out.number("worst_scenario", margin.worst_scenario);
    }
    if (!with_vector) return;
    out.texts("profits", profits);
    const ScenarioList list = scenarios_of(model);
    if (list.scenarios != nullptr) out.objects("scenarios", *list.scenarios, write_scenario);
}

}  // namespace clearmargin
