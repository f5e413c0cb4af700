#include "core/portfolio/deribit_pm.hpp"

namespace clearmargin {
namespace {

/// What both pairs share.
DeribitPmParams pair(PresetOrigin origin, double price_range, double range_up) {
    DeribitPmParams out;
    out.origin = origin;
    out.price_range = price_range;
    out.vol = {.up = range_up,
               .down = 0.25,
               .short_power = 0.3,
               .long_power = 0.13,
               .days_floor = 0,
               .min_up = 0,
               .min_volatility_up = 0.5};
    out.extended_moves = {-0.66, -0.33, 0.5, 1, 2, 3, 4, 5};
    out.mm_factor = 0.8;
    out.delta_total_liq_shock_threshold = 20'000'000;
    return out;
}

}  // namespace

DeribitPmParams deribit_pm_btc_preset() {
    DeribitPmParams out =
        pair({"deribit-pm-btc", "docs.deribit.com private/pme/simulate, example", 1'718'619'740}, 0.16, 0.5);
    out.extended_dampener = 100'000;
    out.pnl_offset = 0;
    out.annualised_move_risk = 0.075;
    out.min_annualised_move = 0.01;
    return out;
}

DeribitPmParams deribit_pm_eth_preset() {
    DeribitPmParams out = pair({"deribit-pm-eth", "private/pme/simulate, live answer", 1'771'197'609}, 0.18, 0.4);
    out.extended_dampener = 200'000;
    out.pnl_offset = 0.6;
    out.annualised_move_risk = 0.05;
    out.min_annualised_move = 0.005;
    return out;
}

}  // namespace clearmargin
