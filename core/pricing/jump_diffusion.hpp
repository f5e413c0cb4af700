#pragma once

#include "core/pricing/first_passage.hpp"
#include "core/pricing/option_price.hpp"

namespace clearmargin {

/// Jumps of a price: Poisson arrivals, lognormal sizes.
struct Jumps {
    double per_year = 0;
    double mean_log = 0;
    double volatility = 0;
};

/// Fails   out_of_range ("per_year", "mean_log", "volatility"); more than 500
///         expected over `years`
[[nodiscard]] Status check_jumps(const Jumps& jumps, double years);

/// E[e^jump] - 1: what jumps add to the price on average, and the drift takes away again.
[[nodiscard]] double mean_jump(const Jumps& jumps) noexcept;

/// The price of a European option where the price also jumps, as Merton 1976 has it: the mean of Black and Scholes'
/// prices over the number of jumps. The sum ends where a further jump is rarer than 10^-18 and adds as little: with a
/// fixed number of terms, Haug's printed table is wrong.
///
/// Fails   price_not_positive ("spot", "strike"); out_of_range
/// Source  docs/margin-model.md#mathematics
[[nodiscard]] Result<double> merton_price(const BsmInput& input, const Jumps& jumps);

/// The log return that a jump diffusion stays below with probability p.
/// Fails   out_of_range, also for p outside (0, 1)
[[nodiscard]] Result<double> jump_return_quantile(double p, const Diffusion& diffusion, const Jumps& jumps);

}  // namespace clearmargin
