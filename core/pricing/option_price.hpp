#pragma once

#include "core/result/result.hpp"

namespace clearmargin {

enum class OptionRight : unsigned char { call, put };

/// A European option on a forward, as Black 1976 has it.
struct Black76Input {
    OptionRight right = OptionRight::call;
    double forward = 0;
    double strike = 0;
    double years = 0;       ///< to expiry, of 365 days; 0 or less is expired
    double volatility = 0;  ///< per year, 1 = 100%
    double discount = 1;    ///< present value of 1 at expiry
};

/// The price and its derivatives. By the forward: delta, gamma, vanna; theta per year at a fixed forward; vega and
/// volga per 1.00 of volatility; rho of the discounting alone.
struct Black76Greeks {
    double price = 0;
    double delta = 0;
    double gamma = 0;
    double vega = 0;
    double theta = 0;
    double vanna = 0;
    double volga = 0;
    double rho = 0;
};

/// The price alone, as close relatively far out of the money as near it.
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] double black76_price(const Black76Input& input) noexcept;

/// At no time or no volatility: intrinsic value, delta +-1 or +-1/2 at the strike, the rest 0.
[[nodiscard]] Black76Greeks black76(const Black76Input& input) noexcept;

/// A European option on a spot price with interest `rate` and yield `yield`, as Black, Scholes and Merton have it.
struct BsmInput {
    OptionRight right = OptionRight::call;
    double spot = 0;
    double strike = 0;
    double years = 0;
    double volatility = 0;
    double rate = 0;
    double yield = 0;
};
struct BsmGreeks {
    double price = 0;
    double delta = 0;
    double gamma = 0;
    double vega = 0;
    double theta = 0;      ///< per year
    double rho = 0;        ///< per 1.00 of the rate
    double rho_yield = 0;  ///< per 1.00 of the yield
};
[[nodiscard]] BsmGreeks black_scholes_merton(const BsmInput& input) noexcept;

/// An option that pays in the coin it is on.
struct InverseOption {
    double price_coin = 0;              ///< Black-76 / forward
    double price_usd = 0;               ///< that times the spot
    double delta = 0;                   ///< Black-76's
    double delta_premium_adjusted = 0;  ///< delta - price / forward
};
[[nodiscard]] InverseOption inverse_option(const Black76Input& input, double spot) noexcept;

/// The volatility in [10^-6, 50] at which the option has this price; `input.volatility` is not used.
/// Fails   implied_volatility_out_of_range outside [intrinsic, bound] or that interval; no_convergence
[[nodiscard]] Result<double> implied_volatility(const Black76Input& input, double price);

/// Total variance by raw SVI: a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)), k = log(K / F).
struct SviParams {
    double a = 0;
    double b = 0;
    double rho = 0;
    double m = 0;
    double sigma = 0;
};
[[nodiscard]] double svi_total_variance(const SviParams& params, double log_moneyness) noexcept;

}  // namespace clearmargin
