#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/pricing/jump_diffusion.hpp"
#include "core/risk/correlation_matrix.hpp"

namespace clearmargin {

/// An asset whose price wanders and jumps.
struct SimulatedAsset {
    double price = 0;
    double drift = 0;       ///< per year, jumps included
    double volatility = 0;  ///< per year, between jumps
    Jumps jumps;
};

/// What is simulated, and how finely.
struct SimulationPlan {
    std::vector<SimulatedAsset> assets;
    CorrelationMatrix correlation;  ///< of what moves prices between jumps
    double common_jump = 0;         ///< the probability that in one step all assets jump by one chance
    double years = 0;
    std::uint32_t paths = 65'536;  ///< even: each has its mirror image
    std::uint32_t steps = 32;
    std::uint64_t seed = 0;
};

/// The account that prices act on: its equity without haircuts in USD, revalued in full at each step, and how the
/// equity moves with each price.
struct SimulatedAccount {
    std::function<double(std::span<const double> prices)> equity;
    std::function<void(std::span<const double> prices, std::span<double> slopes)> slopes;
};
/// An account that is a sum: constant + slope x price over all assets.
[[nodiscard]] SimulatedAccount linear_account(double constant, std::vector<double> slopes);

/// A mean over paths and how far it may be off.
struct Estimate {
    double value = 0;
    double standard_error = 0;
    double low = 0;  ///< of the interval that holds the truth 95 times in 100
    double high = 0;
};

struct SimulationResult {
    Estimate insolvent_at_end;      ///< probability of equity below 0 when the time is over
    Estimate insolvent_on_the_way;  ///< the same at any time before, the pauses between steps reckoned with
    Estimate deficit_at_end;        ///< USD, the mean of max(0, -equity)
    std::vector<double> losses;     ///< USD, of every path to its end: what a value at risk is taken of
    std::uint32_t paths = 0;
    std::uint32_t steps = 0;
    std::uint64_t seed = 0;
};

inline constexpr std::uint64_t max_path_steps = 4'000'000;

/// Monte Carlo over correlated prices. The same seed gives the same bits everywhere.
///
/// Fails   out_of_range, price_not_positive ("assets[1].price"); bad_correlation_shape for another number of assets;
///         too_many_items above 4 million path steps ("paths"); bad_series for an equity that is no number ("equity")
/// Source  docs/margin-model.md#gap-risk
/// Port    the shift of a barrier that is looked at in steps is taken at right angles to where equity is 0: there it is
///         0.5826 deviations of the equity over one step
[[nodiscard]] Result<SimulationResult> simulate_paths(const SimulationPlan& plan, const SimulatedAccount& account);

}  // namespace clearmargin
