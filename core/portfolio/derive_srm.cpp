#include "core/portfolio/derive_srm.hpp"

#include <algorithm>
#include <cmath>

#include "core/portfolio/params_check.hpp"
#include "core/portfolio/revaluation.hpp"

namespace clearmargin {
namespace {

/// A number at each of the two levels of margin.
struct Levels {
    double initial = 0;
    double maintenance = 0;
};

/// One expiry's net margin, at most 0, and what it came from.
struct ExpiryMargin {
    Levels net;
    double mark_to_market = 0;
    double shorts = 0;
    Binding binding = Binding::none;
};

Status validate_srm(const DeriveSrmParams& params) {
    TRY(validate_params({{"perp.initial", params.perp.initial, 0, 1},
                         {"perp.maintenance", params.perp.maintenance, 0, 1},
                         {"base.margin_factor", params.base.margin_factor, 0, 1},
                         {"base.initial_scale", params.base.initial_scale, 0, 1},
                         {"depeg.threshold", params.depeg.threshold, 0, 1},
                         {"depeg.factor", params.depeg.factor, 0, 3}}));
    const auto& option = params.option;
    TRY(validate_params({{"option.most_spot", option.most_spot, 0, 1.2},
                         {"option.least_spot", option.least_spot, 0, 1.2},
                         {"option.maintenance_call_spot", option.maintenance_call_spot, 0, 1},
                         {"option.maintenance_put_spot", option.maintenance_put_spot, 0, 1},
                         {"option.maintenance_put_mark", option.maintenance_put_mark, 0, 1},
                         {"option.unpaired_initial", option.unpaired_initial, 1, 3},
                         {"option.unpaired_maintenance", option.unpaired_maintenance, 1, 3},
                         {"option.put_initial_over_maintenance", option.put_initial_over_maintenance, 1, 3}}));
    return validate_params({{"oracle.perp_threshold", params.oracle.perp_threshold, 0, 1},
                            {"oracle.option_threshold", params.oracle.option_threshold, 0, 1},
                            {"oracle.base_threshold", params.oracle.base_threshold, 0, 1},
                            {"oracle.factor", params.oracle.factor, 0, 1}});
}

/// Net margin of a short option by itself: below 0. `value` is its mark times its quantity.
Levels isolated(const OptionPosition& option, double value, double spot, const DeriveSrmParams::Option& rates) {
    const bool call = option.right == OptionRight::call;
    const double otm = std::max(0.0, call ? option.strike - spot : spot - option.strike) / spot;
    const double share = std::max(rates.most_spot - otm, rates.least_spot);
    const double initial = share * spot * option.quantity + value;
    if (call) return {initial, rates.maintenance_call_spot * spot * option.quantity + value};
    const double maintenance =
        std::min(rates.maintenance_put_spot * spot * option.quantity, rates.maintenance_put_mark * value) + value;
    return {std::min(initial, maintenance * rates.put_initial_over_maintenance), maintenance};
}

/// What the options of an expiry pay at a settlement price.
double payoff_at(const RiskUnit& unit, std::size_t expiry, double price) {
    double sum = 0;
    for (const OptionPosition& option : unit.options) {
        if (option.expiry == expiry) sum += option_value(option, 0, price, 0);
    }
    return sum;
}

ExpiryMargin expiry_margin(const RiskUnit& unit, std::size_t index, const DeriveSrmParams& params) {
    const double forward = forward_after(unit.expiries[index], 0);
    ExpiryMargin out;
    Levels alone;
    double net_calls = 0;
    // Between strikes the payoff is straight, so its least is at 0, at a strike, or without bound above.
    double worst = std::min(0.0, payoff_at(unit, index, 0));
    for (const OptionPosition& option : unit.options) {
        if (option.expiry != index) continue;
        const double value = option_value(option, unit.expiries[index].years, forward, option.volatility);
        out.mark_to_market += value;
        worst = std::min(worst, payoff_at(unit, index, option.strike));
        if (option.right == OptionRight::call) net_calls += option.quantity;
        if (!(option.quantity < 0)) continue;
        out.shorts -= option.quantity;
        const Levels one = isolated(option, value, unit.spot, params.option);
        alone.initial += one.initial;
        alone.maintenance += one.maintenance;
    }
    const double unpaired = std::min(0.0, net_calls) * forward;
    const Levels max_loss{worst + params.option.unpaired_initial * unpaired,
                          worst + params.option.unpaired_maintenance * unpaired};
    out.net = {std::max(alone.initial, max_loss.initial), std::max(alone.maintenance, max_loss.maintenance)};
    if (out.net.initial < 0) {
        out.binding = alone.initial >= max_loss.initial ? Binding::isolated : Binding::max_loss;
    }
    return out;
}

double doubt_charge(double confidence, double threshold, double factor, double notional) {
    return confidence < threshold ? (1 - confidence) * factor * notional : 0;
}

/// What the account gains from one market, and the binding rule of its costliest expiry.
struct MarketMargin {
    Levels net;
    double mark_to_market = 0;
    Binding binding = Binding::none;
    double costliest = 0;
};

void add_futures(MarketMargin& out, const RiskUnit& unit, const DeriveSrmParams& params) {
    double value = 0;
    double confidence = unit.confidence;
    for (const FuturePosition& future : unit.futures) {
        value += future.quantity * future.price;
        if (future.quantity != 0) confidence = std::min(confidence, future.confidence);
    }
    const double notional = std::fabs(value);
    const double unrealized = futures_unrealized(unit);
    out.net.initial += unrealized - notional * params.perp.initial -
                       doubt_charge(confidence, params.oracle.perp_threshold, params.oracle.factor,
                                    std::fabs(futures_quantity(unit)) * unit.spot);
    out.net.maintenance += unrealized - notional * params.perp.maintenance;
    out.mark_to_market += unrealized;
}

void add_held(MarketMargin& out, const RiskUnit& unit, double stable_price, const DeriveSrmParams& params) {
    for (const HeldAsset& held : unit.held) {
        const double value = held.quantity * held.price;
        const double counted = value * params.base.margin_factor;
        const double confidence = std::min(unit.confidence, held.confidence);
        out.net.initial += counted * params.base.initial_scale -
                           doubt_charge(confidence, params.oracle.base_threshold, params.oracle.factor, value);
        out.net.maintenance += counted;
        out.mark_to_market += value / stable_price;
    }
}

MarketMargin market_margin(const RiskUnit& unit, double stable_price, const DeriveSrmParams& params) {
    MarketMargin out;
    double exposed = std::fabs(futures_quantity(unit));
    for (std::size_t i = 0; i < unit.expiries.size(); ++i) {
        const ExpiryMargin expiry = expiry_margin(unit, i, params);
        const double confidence = std::min(unit.confidence, unit.expiries[i].confidence);
        out.net.initial += expiry.net.initial - doubt_charge(confidence, params.oracle.option_threshold,
                                                             params.oracle.factor, expiry.shorts * unit.spot);
        out.net.maintenance += expiry.net.maintenance;
        out.mark_to_market += expiry.mark_to_market;
        exposed += expiry.shorts;
        if (expiry.net.initial < out.costliest) {
            out.costliest = expiry.net.initial;
            out.binding = expiry.binding;
        }
    }
    add_futures(out, unit, params);
    add_held(out, unit, stable_price, params);
    const double missing_peg = std::max(0.0, params.depeg.threshold - stable_price);
    out.net.initial -= missing_peg * params.depeg.factor * exposed * unit.spot;
    return out;
}

}  // namespace

Result<DeriveSrmMargin> derive_srm_margin(const RiskPortfolio& portfolio, const DeriveSrmParams& params) {
    TRY(validate(portfolio));
    TRY(validate_srm(params));
    DeriveSrmMargin out;
    out.net_initial = portfolio.cash;
    out.net_maintenance = portfolio.cash;
    out.margin.mark_to_market = portfolio.cash;
    double costliest = 0;
    for (const RiskUnit& unit : portfolio.units) {
        const MarketMargin market = market_margin(unit, portfolio.stable_price, params);
        out.net_initial += market.net.initial;
        out.net_maintenance += market.net.maintenance;
        out.margin.mark_to_market += market.mark_to_market;
        if (market.costliest < costliest) {
            costliest = market.costliest;
            out.margin.binding = market.binding;
        }
    }
    out.margin.initial_margin = out.margin.mark_to_market - out.net_initial;
    out.margin.maintenance_margin = out.margin.mark_to_market - out.net_maintenance;
    return out;
}

}  // namespace clearmargin
