#pragma once

#include <optional>

#include "core/pricing/first_passage.hpp"

namespace clearmargin {

/// What a liquidation that comes too late leaves behind, for an account whose equity moves with one price by `slope`
/// USD per unit of it. A positive slope loses below `bankruptcy`, a negative one above it.
struct GapShortfall {
    double expected_deficit = 0;         ///< USD, over all outcomes
    double insolvent_at_end = 0;         ///< probability
    std::optional<double> mean_deficit;  ///< USD, of those outcomes alone; absent where they have no weight
    double insolvent_on_the_way = 0;     ///< probability of touching the bankruptcy price before
};
/// The deficit is |slope| times an option on the price struck where the equity is 0.
/// Fails   price_not_positive ("spot", "bankruptcy"); out_of_range, also for a slope of 0 ("slope")
/// Source  docs/margin-model.md#gap-risk
[[nodiscard]] Result<GapShortfall> gap_shortfall(double spot, double bankruptcy, double slope,
                                                 const Diffusion& diffusion);

/// Probabilities of an account with a liquidation price and a bankruptcy price, all 0 where it has no liquidation
/// price.
struct GapRisk {
    double trigger = 0;        ///< of touching the liquidation price within the horizon
    double insolvent_now = 0;  ///< of touching the bankruptcy price within the lag, from the price now
    double gap = 0;            ///< the same from the liquidation price: under water when the liquidation lands
};
struct GapPrices {
    double spot = 0;
    std::optional<double> liquidation;
    std::optional<double> bankruptcy;
};
/// Units   diffusion.years: the lag of a liquidation; horizon_years: how far the trigger is looked for
/// Fails   price_not_positive ("spot", "liquidation", "bankruptcy"); out_of_range
[[nodiscard]] Result<GapRisk> gap_risk(const GapPrices& prices, const Diffusion& diffusion, double horizon_years);

/// How far a liquidation has to come before bankruptcy for the gap to have probability `alpha`, and what is missing.
struct GapBuffer {
    double liquidation_price = 0;  ///< at least this far from bankruptcy
    double add_on = 0;             ///< g: by what ratio the maintenance margin would have to be larger
};
/// Fails   price_not_positive; out_of_range, also for a maintenance margin that is not above 0 ("maintenance_margin")
/// or
///         a slope of 0
[[nodiscard]] Result<GapBuffer> gap_buffer(double liquidation, double bankruptcy, double slope,
                                           double maintenance_margin, double alpha, const Diffusion& diffusion);

/// The mean return of one asset where another one, of that correlation to it, is among its worst `share` of outcomes:
/// wrong-way risk of collateral that falls with the exposure.
/// Fails   out_of_range ("correlation", "deviation", "share")
[[nodiscard]] Result<double> mean_return_given_fall(double correlation, double deviation, double share);

}  // namespace clearmargin
