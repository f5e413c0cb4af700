#pragma once

#include <cstdint>

#include "core/result/result.hpp"

namespace clearmargin {

/// How a price moves between jumps: geometric Brownian motion watched for some time.
struct Diffusion {
    double drift = 0;       ///< of the price, per year
    double volatility = 0;  ///< per year, 1 = 100%
    double years = 0;       ///< of 365 days
};

/// Fails   out_of_range ("drift", "volatility", "years")
[[nodiscard]] Status check_diffusion(const Diffusion& diffusion);

/// The probability that the price touches `barrier`, on whichever side of `spot` it lies, before the time is over.
/// Right to 10^-11 of itself however small it is; 1 at the barrier.
///
/// Fails   price_not_positive ("spot", "barrier"); out_of_range
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] Result<double> first_passage_probability(double spot, double barrier, const Diffusion& diffusion);

/// Which way the price goes.
enum class PriceSide : std::uint8_t { down, up };

/// log(barrier / spot) of the barrier that is touched with probability `alpha`: negative down, positive up.
/// Fails   out_of_range for alpha outside (0, 1) or a diffusion without volatility or time; no_convergence
[[nodiscard]] Result<double> first_passage_quantile(double alpha, PriceSide side, const Diffusion& diffusion);

/// The barrier that, watched without pause, is touched as often as `barrier` looked at `looks` times: further from the
/// spot by e^(0.5826 volatility sqrt(years / looks)).
///
/// Fails   price_not_positive; out_of_range, also for no look
/// Source  Broadie, Glasserman, Kou, A continuity correction for discrete barrier options, Mathematical Finance 7
/// (1997)
[[nodiscard]] Result<double> barrier_looked_at(double spot, double barrier, const Diffusion& diffusion,
                                               std::uint32_t looks);

/// -zeta(1/2) / sqrt(2 pi), by which a barrier looked at in steps differs from one that is watched.
inline constexpr double looked_at_shift = 0.5825971579390106702;

/// The present value of `cash` paid at the end if `barrier` was touched until then, and if it was not.
struct OneTouchValue {
    double touched = 0;
    double untouched = 0;
};
/// Units   rate, yield: per year, continuously compounded
/// Fails   price_not_positive; out_of_range
[[nodiscard]] Result<OneTouchValue> one_touch_at_expiry(double spot, double barrier, double cash, double rate,
                                                        double yield, double volatility, double years);

}  // namespace clearmargin
