#include "core/pricing/option_price.hpp"

#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

constexpr double least_volatility = 1e-6;
constexpr double most_volatility = 50;

double intrinsic(const Black76Input& in) noexcept {
    const double value = in.right == OptionRight::call ? in.forward - in.strike : in.strike - in.forward;
    return value > 0 ? value : 0;
}

bool is_degenerate(const Black76Input& in) noexcept { return !(in.years > 0) || !(in.volatility > 0); }

struct Deviations {
    double total;  ///< volatility sqrt(years)
    double d1;
    double d2;
};

Deviations deviations(const Black76Input& in) noexcept {
    const double total = in.volatility * std::sqrt(in.years);
    // log(F / K) by its ratio: near the money the difference carries more digits.
    const double ratio = in.forward / in.strike;
    const double log_ratio =
        std::fabs(ratio - 1) < 1e-3 ? log_of(1 + (in.forward - in.strike) / in.strike) : log_of(ratio);
    const double d1 = log_ratio / total + total / 2;
    return {total, d1, d1 - total};
}

/// The undiscounted value of the option that is out of the money. F times the density at d1 is K times that at d2, so
/// that only the Mills ratios are subtracted.
double out_of_the_money(const Black76Input& in, const Deviations& d, bool call) noexcept {
    const double near = call ? -d.d1 : d.d2;
    const double far = call ? -d.d2 : d.d1;
    if (near > 0) return in.forward * norm_pdf(d.d1) * (mills_ratio(near) - mills_ratio(far));
    return call ? in.forward * norm_cdf(d.d1) - in.strike * norm_cdf(d.d2)
                : in.strike * norm_cdf(-d.d2) - in.forward * norm_cdf(-d.d1);
}

double undiscounted(const Black76Input& in, const Deviations& d) noexcept {
    const bool call_is_out = in.forward <= in.strike;
    const double out = out_of_the_money(in, d, call_is_out);
    const bool is_out = (in.right == OptionRight::call) == call_is_out;
    return is_out ? out : out + intrinsic(in);
}

}  // namespace

double black76_price(const Black76Input& input) noexcept {
    if (is_degenerate(input)) return input.discount * intrinsic(input);
    return input.discount * undiscounted(input, deviations(input));
}

Black76Greeks black76(const Black76Input& input) noexcept {
    Black76Greeks out;
    const double sign = input.right == OptionRight::call ? 1 : -1;
    if (is_degenerate(input)) {
        out.price = input.discount * intrinsic(input);
        const double moneyness = sign * (input.forward - input.strike);
        out.delta = input.discount * sign * (moneyness > 0 ? 1 : (moneyness < 0 ? 0 : 0.5));
        out.rho = -input.years * out.price;
        return out;
    }
    const Deviations d = deviations(input);
    const double density = input.discount * norm_pdf(d.d1);
    const double root = std::sqrt(input.years);
    out.price = input.discount * undiscounted(input, d);
    out.delta = input.discount * sign * norm_cdf(sign * d.d1);
    out.gamma = density / (input.forward * d.total);
    out.vega = input.forward * density * root;
    out.theta = -input.forward * density * input.volatility / (2 * root);
    out.vanna = -density * d.d2 / input.volatility;
    out.volga = out.vega * d.d1 * d.d2 / input.volatility;
    out.rho = -input.years * out.price;
    return out;
}

BsmGreeks black_scholes_merton(const BsmInput& input) noexcept {
    const double discount = exp_of(-input.rate * input.years);
    const double carried = exp_of(-input.yield * input.years);
    const double forward = input.spot * carried / discount;
    const double sign = input.right == OptionRight::call ? 1 : -1;
    const Black76Input on_forward{input.right, forward, input.strike, input.years, input.volatility, discount};
    const Black76Greeks greeks = black76(on_forward);
    BsmGreeks out;
    out.price = greeks.price;
    // The forward moves by carried / discount for each unit of spot.
    const double slope = carried / discount;
    out.delta = greeks.delta * slope;
    out.gamma = greeks.gamma * slope * slope;
    out.vega = greeks.vega;
    double strike_part = 0;
    if (!is_degenerate(on_forward)) {
        strike_part = discount * input.strike * norm_cdf(sign * deviations(on_forward).d2);
    } else if (sign * (forward - input.strike) > 0) {
        strike_part = discount * input.strike;
    }
    const double spot_part = input.spot * out.delta;
    out.theta = greeks.theta + input.yield * spot_part - sign * input.rate * strike_part;
    out.rho = sign * input.years * strike_part;
    out.rho_yield = -input.years * spot_part;
    return out;
}

InverseOption inverse_option(const Black76Input& input, double spot) noexcept {
    const Black76Greeks greeks = black76(input);
    const double coin = greeks.price / input.forward;
    return {coin, coin * spot, greeks.delta, greeks.delta - coin};
}

Result<double> implied_volatility(const Black76Input& input, double price) {
    // Only the time value is searched for: on the side that is out of the money.
    Black76Input out = input;
    out.right = input.forward <= input.strike ? OptionRight::call : OptionRight::put;
    const double time_value = price - (input.right == out.right ? 0 : input.discount * intrinsic(input));
    const double bound = input.discount * (out.right == OptionRight::call ? input.forward : input.strike);
    if (!(time_value > 0 && time_value < bound && input.years > 0)) {
        return refuse(ErrorCode::implied_volatility_out_of_range, "price",
                      "expected a price between the intrinsic value and its bound");
    }
    const double wanted = log_of(time_value);
    double low = least_volatility;
    double high = most_volatility;
    double volatility = 0.5;
    for (int i = 0; i < 200; ++i) {
        out.volatility = volatility;
        const Black76Greeks greeks = black76(out);
        const bool below = !(greeks.price > 0) || log_of(greeks.price) < wanted;
        (below ? low : high) = volatility;
        double next = (low + high) / 2;
        if (greeks.price > 0 && greeks.vega > 0) {
            const double newton = volatility - (log_of(greeks.price) - wanted) * greeks.price / greeks.vega;
            if (newton > low && newton < high) next = newton;
        }
        const bool settled = std::fabs(next - volatility) <= 4e-16 * volatility || high - low <= 1e-14 * volatility;
        volatility = next;
        if (!settled) continue;
        if (volatility > least_volatility * 2 && volatility < most_volatility * 0.999) return volatility;
        return refuse(ErrorCode::implied_volatility_out_of_range, "price", "expected a volatility from 10^-6 to 50");
    }
    return refuse(ErrorCode::no_convergence, "price", "expected the search to end within 200 steps");
}

double svi_total_variance(const SviParams& params, double log_moneyness) noexcept {
    const double k = log_moneyness - params.m;
    return params.a + params.b * (params.rho * k + std::sqrt(k * k + params.sigma * params.sigma));
}

}  // namespace clearmargin
