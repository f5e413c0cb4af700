// How each figure comes about, in steps that a person can redo by hand.
#include <initializer_list>

#include "core/margin/evaluate_pool.hpp"
#include "core/risk/lag.hpp"
#include "wasm/analysis/question.hpp"

namespace clearmargin {
namespace {

struct Term {
    std::string_view name;
    Decimal value;
};

/// One figure: what it is of, by which formula, of which terms.
struct Step {
    std::string of;
    std::string_view figure;
    std::string_view formula;
    std::vector<Term> terms;
    Decimal value;
    std::string_view rounds;  ///< "down", "up" or "exact"
};

void write_step(FieldWriter& out, const Step& step) {
    out.field("of", step.of);
    out.field("figure", step.figure);
    out.field("formula", step.formula);
    out.begin_object("terms");
    for (const Term& term : step.terms) out.field(term.name, term.value);
    out.end_object();
    out.field("value", step.value);
    out.field("rounds", step.rounds);
}

class Explanation {
  public:
    Explanation(const EngineAccount& engine, const MarginResult& result, const MarginSnapshot& inputs)
        : engine_(engine), account_(engine.account), result_(result), inputs_(inputs) {}

    Status add_all(std::vector<Step>& steps) {
        for (std::size_t i = 0; i < engine_.collateral_lines.size(); ++i) {
            if (engine_.collateral_lines[i]) TRY(add_balance(i, *engine_.collateral_lines[i], steps));
        }
        for (std::size_t i = 0; i < account_.positions.size(); ++i) add_position(i, steps);
        for (const PoolResult& pool : result_.pools) TRY(add_pool(pool, steps));
        return {};
    }

  private:
    Status add_balance(std::size_t index, std::size_t place, std::vector<Step>& steps) {
        const CollateralLine& line = account_.collateral[place];
        const CollateralLineValue& value = result_.collateral[place];
        const MarginAsset& asset = account_.assets[line.asset];
        const HaircutParts parts = haircut_parts(line, asset, value);
        const Decimal discount = account_.chains[line.chain].discount;
        const std::string of = inputs_.collateral[index].vault;
        steps.push_back({of,
                         "value",
                         "amount x price less its confidence",
                         {{"amount", line.quantity}, {"price", asset.lower}},
                         value.value,
                         "down"});
        steps.push_back({of,
                         "haircut",
                         asset.tiers ? "min(1, base + chain + latency + concentration), base by tiers on average"
                                     : "min(1, base + chain + latency + concentration)",
                         {{"base", parts.base},
                          {"chain", parts.chain},
                          {"latency", parts.latency},
                          {"concentration", parts.concentration}},
                         value.haircut,
                         asset.tiers ? "up" : "exact"});
        // An average is rounded where the sum over the tiers is not.
        TRY(const Decimal uncapped, settle(max(haircut_value(value.value, value.haircut, discount), value.counted)));
        steps.push_back({of,
                         "counted_value",
                         "value x (1 - haircut) x discount",
                         {{"value", value.value}, {"haircut", value.haircut}, {"discount", discount}},
                         uncapped,
                         "down"});
        if (uncapped == value.counted) return {};
        steps.push_back({of,
                         "counted_value",
                         "cut to the caps of the asset and of the chain, in proportion",
                         {{"uncapped", uncapped}},
                         value.counted,
                         "down"});
        return {};
    }

    void add_position(std::size_t index, std::vector<Step>& steps) const {
        const MarginPosition& position = account_.positions[index];
        const PositionResult& figures = result_.positions[index];
        if (const auto* option = std::get_if<OptionContract>(&position.instrument)) {
            return add_option_position(position, *option, figures, steps);
        }
        const auto* quanto = std::get_if<QuantoContract>(&position.instrument);
        const bool is_inverse = std::holds_alternative<InverseContract>(position.instrument);
        std::vector<Term> terms{
            {"q", position.quantity}, {"mark", figures.mark_price}, {"entry", position.entry_price}};
        if (quanto != nullptr) terms.push_back({"multiplier", quanto->multiplier});
        if (!is_inverse) terms.push_back({"settle_price", settle_price_of(account_, position)});
        const std::string_view profit = is_inverse          ? "q x (mark - entry) / entry"
                                        : quanto != nullptr ? "q x multiplier x (mark - entry) x settle_price"
                                                            : "q x (mark - entry) x settle_price";
        const std::string_view notional = is_inverse          ? "|q|"
                                          : quanto != nullptr ? "|q| x multiplier x mark x settle_price"
                                                              : "|q| x mark x settle_price";
        steps.push_back({position.id, "pnl", profit, terms, figures.profit_and_loss, "down"});
        steps.push_back({position.id, "notional", notional, terms, figures.notional, "up"});
        if (!is_netted(position)) add_requirements(position, figures, steps);
    }

    /// Whether a portfolio model takes the place of what the position requires by itself.
    [[nodiscard]] bool is_netted(const MarginPosition& position) const {
        return engine_.params.portfolio && !position.isolated_margin;
    }

    /// The mark is the model's value and what the venue's own mark was above it.
    void add_option_position(const MarginPosition& position, const OptionContract& option,
                             const PositionResult& figures, std::vector<Step>& steps) const {
        const bool inverse = option.style == OptionContract::Style::inverse;
        const Decimal underlying = account_.assets[option.underlying].price;
        const Decimal paid_in = inverse ? underlying : Decimal(1);
        steps.push_back({position.id,
                         "mark",
                         inverse ? "max(0, Black-76(underlying x forward_ratio, strike, volatility) / forward + excess)"
                                 : "max(0, Black-76(underlying x forward_ratio, strike, volatility) + excess)",
                         {{"underlying", underlying},
                          {"forward_ratio", option.forward_ratio},
                          {"strike", option.strike},
                          {"volatility", option.implied_volatility},
                          {"excess", option.mark_excess}},
                         figures.mark_price,
                         position.quantity.is_negative() ? "up" : "down"});
        steps.push_back({position.id,
                         "value",
                         "q x mark x settle_price",
                         {{"q", position.quantity}, {"mark", figures.mark_price}, {"settle_price", paid_in}},
                         figures.value,
                         "down"});
        if (is_netted(position) || !engine_.params.options) return;
        const OptionRule& rule = *engine_.params.options;
        std::vector<Term> terms{{"q", position.quantity},
                                {"mark", figures.mark_price},
                                {"underlying", underlying},
                                {"strike", option.strike},
                                {"settle_price", paid_in}};
        const auto names = rate_names(rule.kind);
        for (std::size_t i = 0; i < names.size(); ++i) terms.push_back({names[i], rule.rates[i]});
        const std::string_view formula = rule.origin.name;
        steps.push_back({position.id, "maintenance_margin", formula, terms, figures.maintenance_margin, "up"});
        steps.push_back({position.id, "initial_margin", formula, std::move(terms), figures.initial_margin, "up"});
    }

    /// What each unit of a portfolio requires, and its worst scenario.
    void add_portfolio(const PoolResult& pool, std::vector<Step>& steps) const {
        for (const PortfolioUnitResult& unit : pool.portfolio.units) {
            const PortfolioUnitTerms& terms = engine_.params.portfolio->units[unit.unit];
            const std::string& of = account_.assets[terms.underlying].id;
            const std::string_view formula = origin_of(terms.model).name;
            std::vector<Term> worst;
            if (!unit.margin.profits.empty()) {
                const auto loss =
                    decimal_of_double(unit.margin.profits[unit.margin.worst_scenario], Rounding::floor);
                if (loss.ok()) worst.push_back({"worst_profit", loss.value()});
            }
            steps.push_back({of, "initial_margin", formula, worst, unit.initial_margin, "up"});
            steps.push_back({of, "maintenance_margin", formula, std::move(worst), unit.maintenance_margin, "up"});
        }
    }

    /// Where requirements are taken at the entry, its notional decides on the bracket.
    void add_requirements(const MarginPosition& position, const PositionResult& figures,
                          std::vector<Step>& steps) const {
        Refusal refusal;
        MarginPosition based = position;
        if (engine_.params.basis == RequirementBasis::entry) based.mark_price = position.entry_price;
        const Decimal basis = evaluate_position(account_, engine_.params, based, refusal).notional;
        const TierTable& tiers = account_.tiers[position.tiers];
        const TierTable::Row& row = tiers.rows()[tiers.row_of(basis)];
        steps.push_back({position.id,
                         "maintenance_margin",
                         "basis x rate - deduction + notional x close_fee",
                         {{"basis", basis},
                          {"rate", row.maintenance_rate},
                          {"deduction", row.deduction},
                          {"notional", figures.notional},
                          {"close_fee", engine_.params.close_fee}},
                         figures.maintenance_margin,
                         "up"});
        steps.push_back(
            {position.id,
             "initial_margin",
             "max(basis x rate, maintenance_margin)",
             {{"basis", basis}, {"rate", row.initial_rate}, {"maintenance_margin", figures.maintenance_margin}},
             figures.initial_margin,
             "up"});
    }

    /// Sums over a pool, and what weights and discounts of gains take off them.
    Status add_pool(const PoolResult& pool, std::vector<Step>& steps) const {
        const bool isolated = pool.scope.kind == PoolScope::Kind::isolated;
        CheckedDecimal collateral = 0;
        CheckedDecimal profit = 0;
        CheckedDecimal funding = 0;
        CheckedDecimal margin = 0;
        for (std::size_t i = 0; !isolated && i < account_.collateral.size(); ++i) {
            collateral += result_.collateral[i].counted;
        }
        for (std::size_t i = 0; i < account_.positions.size(); ++i) {
            const MarginPosition& position = account_.positions[i];
            if (!(result_.pools[result_.positions[i].pool].scope == pool.scope)) continue;
            const Decimal settle_price = settle_price_of(account_, position);
            const bool is_option = std::holds_alternative<OptionContract>(position.instrument);
            const bool counts = !is_option || engine_.params.portfolio ||
                                (engine_.params.options && engine_.params.options->values_count());
            const PositionResult& figures = result_.positions[i];
            if (counts) profit += is_option ? figures.value : figures.profit_and_loss;
            funding += mul_down(position.funding, settle_price);
            if (!is_netted(position)) margin += figures.maintenance_margin;
            collateral += mul_down(position.isolated_margin.value_or(Decimal()), settle_price);
        }
        add_portfolio(pool, steps);
        for (const PortfolioUnitResult& unit : pool.portfolio.units) margin += unit.maintenance_margin;
        margin = margin - pool.portfolio.maintenance_credit;
        const PoolFigures& figures = pool.figures;
        const Decimal equity = figures.equity.value;
        TRY(const Decimal collateral_sum, settle(collateral));
        TRY(const Decimal profit_sum, settle(profit));
        TRY(const Decimal funding_sum, settle(funding));
        TRY(const Decimal margin_sum, settle(margin));
        TRY(const Decimal left_out, settle(collateral + profit + funding - equity));
        const std::string of = isolated ? inputs_.positions[pool.scope.index].id : std::string("account");
        steps.push_back(
            {of,
             "equity",
             "collateral + pnl + funding - gains that weights and discounts leave out",
             {{"collateral", collateral_sum}, {"pnl", profit_sum}, {"funding", funding_sum}, {"left_out", left_out}},
             equity,
             "exact"});
        const Decimal maintenance = figures.maintenance_margin.value;
        steps.push_back({of,
                         "maintenance_margin",
                         engine_.params.portfolio && !isolated ? "(sum over units - offset credit) x (1 + gap_add_on)"
                                                               : "sum over positions x (1 + gap_add_on)",
                         {{"sum", margin_sum}, {"gap_add_on", engine_.params.gap_add_on}},
                         maintenance,
                         "up"});
        steps.push_back({of,
                         "buffer",
                         "equity - maintenance_margin",
                         {{"equity", equity}, {"maintenance_margin", maintenance}},
                         figures.buffer.value,
                         "exact"});
        steps.push_back(
            {of,
             "free_collateral",
             "max(0, initial_equity - initial_margin)",
             {{"initial_equity", figures.initial_equity.value}, {"initial_margin", figures.initial_margin.value}},
             figures.free_collateral.value,
             "exact"});
        return {};
    }

    const EngineAccount& engine_;
    const Account& account_;
    const MarginResult& result_;
    const MarginSnapshot& inputs_;
};

}  // namespace

void answer_explain(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    MarginResult result;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (question.present()) question.take(evaluate_pools(trial.engine, result));
    std::vector<Step> steps;
    if (question.present()) question.take(Explanation(trial.engine, result, analysis.inputs()).add_all(steps));
    if (!question.failed()) out.objects("steps", steps, write_step);
}

}  // namespace clearmargin
