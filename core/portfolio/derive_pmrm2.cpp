#include "core/portfolio/derive_pmrm2.hpp"

#include <algorithm>
#include <cmath>

#include "core/portfolio/params_check.hpp"
#include "core/portfolio/revaluation.hpp"
#include "core/pricing/elementary.hpp"

namespace clearmargin {
namespace {

/// One expiry, valued once for all scenarios.
struct ExpiryBook {
    double discount = 1;
    double value = 0;  ///< now, discounted
    double static_discount_long = 1;
    double static_discount_short = 1;
};

Status validate_pmrm2(const DerivePmrm2Params& params) {
    TRY(validate(params.scenarios));
    TRY(validate(params.vol.term));
    TRY(validate(params.vol.skew));
    const auto& margin = params.margin;
    TRY(validate_params({{"margin.initial_factor", margin.initial_factor, 0, 10},
                         {"margin.maintenance_factor", margin.maintenance_factor, 0, 10},
                         {"margin.short_rate_multiple", margin.short_rate_multiple, 0, 10},
                         {"margin.long_rate_multiple", margin.long_rate_multiple, 0, 10},
                         {"margin.short_rate_add", margin.short_rate_add, 0, 10},
                         {"margin.long_rate_add", margin.long_rate_add, 0, 10},
                         {"margin.short_static_discount", margin.short_static_discount, 0, 4},
                         {"margin.long_static_discount", margin.long_static_discount, 0, 4}}));
    const auto& basis = params.basis;
    TRY(validate_params({{"basis.up", basis.up, 0, 2},
                         {"basis.down", basis.down, -1, 0},
                         {"basis.add", basis.add, 0, 20},
                         {"basis.multiple", basis.multiple, 0, 20}}));
    const auto& other = params.contingency;
    return validate_params({{"contingency.peg_threshold", other.peg_threshold, 0, 100},
                            {"contingency.peg_factor", other.peg_factor, 0, 10},
                            {"contingency.confidence_threshold", other.confidence_threshold, 0, 1},
                            {"contingency.confidence_factor", other.confidence_factor, 0, 20},
                            {"contingency.maintenance_perp", other.maintenance_perp, 0, 3},
                            {"contingency.initial_perp_extra", other.initial_perp_extra, 0, 3},
                            {"contingency.maintenance_option", other.maintenance_option, 0, 2},
                            {"contingency.initial_option_extra", other.initial_option_extra, 0, 2}});
}

ExpiryBook book_of(const RiskUnit& unit, std::size_t index, const DerivePmrm2Params& params) {
    const OptionExpiry& expiry = unit.expiries[index];
    const double rate = std::max(expiry.rate, 0.0);
    const auto& margin = params.margin;
    ExpiryBook book;
    book.discount = discount_of(expiry);
    book.value = book.discount * expiry_value(unit, index, 0, VolRule::none, params.vol);
    book.static_discount_long =
        margin.long_static_discount * exp_of(-expiry.years * (rate * margin.long_rate_multiple + margin.long_rate_add));
    const double marked_up = margin.short_static_discount *
                             exp_of(expiry.years * (rate * margin.short_rate_multiple + margin.short_rate_add));
    // A short is never reckoned beyond its value without discount.
    book.static_discount_short = std::min(1 / book.discount, marked_up);
    return book;
}

double value_after(const RiskUnit& unit, std::size_t index, const ExpiryBook& book, double move, VolRule rule,
                   const DerivePmrm2Params& params) {
    return book.discount * expiry_value(unit, index, move, rule, params.vol);
}

double basis_contingency(const RiskUnit& unit, std::span<const ExpiryBook> books, const DerivePmrm2Params& params) {
    double sum = 0;
    for (std::size_t i = 0; i < books.size(); ++i) {
        const double up = value_after(unit, i, books[i], params.basis.up, VolRule::none, params);
        const double down = value_after(unit, i, books[i], params.basis.down, VolRule::none, params);
        const double loss = std::min({up - books[i].value, down - books[i].value, 0.0});
        sum += loss * (params.basis.add + params.basis.multiple * unit.expiries[i].years);
    }
    return sum;
}

double asset_value(const HeldAsset& held, const RiskPortfolio& portfolio) {
    return held.quantity * held.price / portfolio.stable_price;
}

double scenario_profit(const RiskPortfolio& portfolio, std::span<const ExpiryBook> books, const Scenario& scenario,
                       const DerivePmrm2Params& params) {
    const RiskUnit& unit = portfolio.units.front();
    const bool skews = scenario.vol == VolRule::skew_linear || scenario.vol == VolRule::skew_absolute;
    double profit = scenario.weight * futures_profit(unit, scenario.move);
    for (std::size_t i = 0; i < books.size(); ++i) {
        // Skews turn the surface about the forward as it is.
        const double move = skews ? 0 : scenario.move;
        const double value = value_after(unit, i, books[i], move, scenario.vol, params);
        const double counted = value * (value >= 0 ? books[i].static_discount_long : books[i].static_discount_short);
        const double change = scenario.weight * (counted - books[i].value);
        // The skew could as well turn the other way, in each expiry by itself.
        profit += skews ? -std::fabs(change) : change;
    }
    for (const HeldAsset& held : unit.held) {
        if (held.risk_cancelling) profit += scenario.weight * scenario.move * asset_value(held, portfolio);
    }
    return profit;
}

/// Shorts that no long option of the same strike stands against.
double naked_shorts(const RiskUnit& unit, std::size_t expiry) {
    double naked = 0;
    for (std::size_t i = 0; i < unit.options.size(); ++i) {
        const OptionPosition& option = unit.options[i];
        if (option.expiry != expiry) continue;
        double sum = 0;
        bool seen = false;
        for (std::size_t j = 0; j < unit.options.size(); ++j) {
            const OptionPosition& other = unit.options[j];
            if (other.expiry != expiry || other.strike != option.strike) continue;
            sum += other.quantity;
            seen = seen || j < i;
        }
        if (!seen) naked += std::max(0.0, -sum);
    }
    return naked;
}

double confidence_charge(double confidence, double notional, const DerivePmrm2Params& params) {
    if (!(confidence < params.contingency.confidence_threshold)) return 0;
    return (1 - confidence) * params.contingency.confidence_factor * notional;
}

void add_contingencies(DerivePmrm2Margin& out, const RiskPortfolio& portfolio, const DerivePmrm2Params& params) {
    const RiskUnit& unit = portfolio.units.front();
    const auto& rates = params.contingency;
    const double notional = std::fabs(futures_quantity(unit)) * unit.spot;
    double confidence = unit.confidence;
    for (const FuturePosition& future : unit.futures) {
        if (future.quantity != 0) confidence = std::min(confidence, future.confidence);
    }
    out.maintenance_contingency = notional * rates.maintenance_perp;
    out.initial_contingency = notional * rates.initial_perp_extra + confidence_charge(confidence, notional, params);
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) {
        const double shorts = naked_shorts(unit, i) * unit.spot;
        out.maintenance_contingency += shorts * rates.maintenance_option;
        out.initial_contingency += shorts * rates.initial_option_extra;
        double gross = 0;
        for (const OptionPosition& option : unit.options) {
            if (option.expiry == i) gross += std::fabs(option.quantity);
        }
        const double least = std::min(confidence, unit.expiries[i].confidence);
        out.initial_contingency += confidence_charge(least, gross * unit.spot, params);
    }
    for (const HeldAsset& held : unit.held) {
        const double value = asset_value(held, portfolio);
        out.maintenance_contingency += value * held.maintenance_haircut;
        out.initial_contingency += value * held.initial_haircut_extra;
        out.initial_contingency += confidence_charge(std::min(held.confidence, unit.confidence), value, params);
    }
}

}  // namespace

Result<DerivePmrm2Margin> derive_pmrm2_margin(const RiskPortfolio& portfolio, const DerivePmrm2Params& params) {
    TRY(validate(portfolio));
    TRY(validate_pmrm2(params));
    if (portfolio.units.size() != 1) return refuse(ErrorCode::mode_needs_field, "units", 1, portfolio.units.size());
    const RiskUnit& unit = portfolio.units.front();
    std::vector<ExpiryBook> books;
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) books.push_back(book_of(unit, i, params));

    DerivePmrm2Margin out;
    PortfolioMargin& margin = out.margin;
    margin.mark_to_market = portfolio.cash + futures_unrealized(unit);
    for (const ExpiryBook& book : books) margin.mark_to_market += book.value;
    for (const HeldAsset& held : unit.held) margin.mark_to_market += asset_value(held, portfolio);

    out.basis_contingency = basis_contingency(unit, books, params);
    for (const Scenario& scenario : params.scenarios) {
        margin.profits.push_back(scenario_profit(portfolio, books, scenario, params));
    }
    margin.worst_scenario = worst_of(margin.profits);
    const double worst_profit = margin.profits[margin.worst_scenario];
    const double worst = std::min(out.basis_contingency, worst_profit);
    if (worst < 0)
        margin.binding = worst_profit < out.basis_contingency ? Binding::scenario : Binding::basis_contingency;

    add_contingencies(out, portfolio, params);
    const double missing_peg = std::max(0.0, params.contingency.peg_threshold - portfolio.stable_price);
    const double initial_factor = params.margin.initial_factor + missing_peg * params.contingency.peg_factor;
    margin.maintenance_margin = -worst * params.margin.maintenance_factor + out.maintenance_contingency;
    margin.initial_margin = -worst * initial_factor + out.initial_contingency + out.maintenance_contingency;
    out.net_initial = margin.mark_to_market - margin.initial_margin;
    out.net_maintenance = margin.mark_to_market - margin.maintenance_margin;
    return out;
}

}  // namespace clearmargin
