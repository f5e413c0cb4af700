#include "core/pricing/jump_diffusion.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"

namespace clearmargin {
namespace {

constexpr double least_weight = 1e-18;
constexpr double most_arrivals = 500;

/// The Poisson probability of each number of arrivals, one after the other.
class PoissonWeights {
  public:
    explicit PoissonWeights(double arrivals) noexcept : arrivals_(arrivals), weight_(exp_of(-arrivals)) {}
    [[nodiscard]] double weight() const noexcept { return weight_; }
    [[nodiscard]] int count() const noexcept { return count_; }
    void advance() noexcept { weight_ *= arrivals_ / ++count_; }
    /// Past the likeliest number, and what is left does not count.
    [[nodiscard]] bool over() const noexcept { return count_ > arrivals_ && weight_ < least_weight; }

  private:
    double arrivals_;
    double weight_;
    int count_ = 0;
};

/// P(log return <= x), the mean over the number of jumps.
double mixture_cdf(double x, const Diffusion& diffusion, const Jumps& jumps) noexcept {
    const double variance = diffusion.volatility * diffusion.volatility;
    const double centre = (diffusion.drift - variance / 2 - jumps.per_year * mean_jump(jumps)) * diffusion.years;
    double sum = 0;
    for (PoissonWeights arrivals(jumps.per_year * diffusion.years); !arrivals.over(); arrivals.advance()) {
        const int n = arrivals.count();
        const double deviation = std::sqrt(variance * diffusion.years + n * jumps.volatility * jumps.volatility);
        const double above = x - (centre + n * jumps.mean_log);
        sum += arrivals.weight() * (deviation > 0 ? norm_cdf(above / deviation) : (above >= 0 ? 1.0 : 0.0));
    }
    return sum;
}

}  // namespace

Status check_jumps(const Jumps& jumps, double years) {
    TRY(check_range("per_year", jumps.per_year, 0, 1e6, "a rate from 0 to 10^6"));
    TRY(check_range("mean_log", jumps.mean_log, -10, 10, "a mean from -10 to 10"));
    TRY(check_range("volatility", jumps.volatility, 0, 10, "a deviation from 0 to 10"));
    return check_range("per_year", jumps.per_year * years * (1 + std::fmax(0, mean_jump(jumps))), 0, most_arrivals,
                       "at most 500 jumps over the time");
}

double mean_jump(const Jumps& jumps) noexcept {
    return exp_minus_one(jumps.mean_log + jumps.volatility * jumps.volatility / 2);
}

Result<double> merton_price(const BsmInput& input, const Jumps& jumps) {
    TRY(check_model_price("spot", input.spot));
    TRY(check_model_price("strike", input.strike));
    TRY(check_diffusion({input.rate, input.volatility, input.years}));
    TRY(check_drift("yield", input.yield));
    TRY(under("jumps", check_jumps(jumps, input.years)));
    const double growth = mean_jump(jumps);
    const double log_growth = jumps.mean_log + jumps.volatility * jumps.volatility / 2;
    const double compensated = jumps.per_year * growth * input.years;
    // A call is worth at most the spot and a put at most the strike. In units of that bound nothing overflows, and with
    // the jumps' growth in the weights of calls and out of those of puts, the weights alone bound what is left out.
    const bool call = input.right == OptionRight::call;
    const double bound =
        call ? input.spot * exp_of(-input.yield * input.years) : input.strike * exp_of(-input.rate * input.years);
    const double moneyness = log_ratio(input.spot, input.strike) + (input.rate - input.yield) * input.years;
    PoissonWeights arrivals(jumps.per_year * input.years * (call ? 1 + growth : 1));
    for (double sum = 0;; arrivals.advance()) {
        const double n = arrivals.count();
        const double by_jumps = input.years > 0 ? n * jumps.volatility * jumps.volatility / input.years : 0;
        const double volatility = std::sqrt(input.volatility * input.volatility + by_jumps);
        const double forward_to_strike = std::clamp(moneyness + n * log_growth - compensated, -690.0, 690.0);
        const double forward = call ? 1 : exp_of(forward_to_strike);
        const double strike = call ? exp_of(-forward_to_strike) : 1;
        const double term =
            arrivals.weight() * black76_price({input.right, forward, strike, input.years, volatility, 1});
        sum += term;
        if (arrivals.over() && !(term > least_weight * sum)) return bound * sum;
    }
}

Result<double> jump_return_quantile(double p, const Diffusion& diffusion, const Jumps& jumps) {
    TRY(check_open_probability("p", p));
    TRY(check_diffusion(diffusion));
    TRY(under("jumps", check_jumps(jumps, diffusion.years)));
    double low = -1;
    double high = 1;
    while (mixture_cdf(low, diffusion, jumps) > p && low > -1e9) low *= 2;
    while (mixture_cdf(high, diffusion, jumps) < p && high < 1e9) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-16; ++i) {
        const double middle = (low + high) / 2;
        (mixture_cdf(middle, diffusion, jumps) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace clearmargin
