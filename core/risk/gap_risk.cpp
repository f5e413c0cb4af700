#include "core/risk/gap_risk.hpp"

#include <algorithm>
#include <cmath>

#include "core/pricing/elementary.hpp"
#include "core/pricing/model_input.hpp"
#include "core/pricing/normal.hpp"
#include "core/pricing/option_price.hpp"

namespace clearmargin {
namespace {

Status check_slope(double slope) {
    TRY(check_finite("slope", slope));
    if (slope != 0) return {};
    return refuse(ErrorCode::out_of_range, "slope", "expected an equity that moves with the price");
}

}  // namespace

Result<GapShortfall> gap_shortfall(double spot, double bankruptcy, double slope, const Diffusion& diffusion) {
    TRY(check_model_price("spot", spot));
    TRY(check_model_price("bankruptcy", bankruptcy));
    TRY(check_slope(slope));
    TRY(check_diffusion(diffusion));
    const bool falls = slope > 0;
    const double forward = spot * exp_of(diffusion.drift * diffusion.years);
    GapShortfall out;
    out.expected_deficit = std::fabs(slope) * black76_price({falls ? OptionRight::put : OptionRight::call, forward,
                                                             bankruptcy, diffusion.years, diffusion.volatility, 1});
    const double deviation = diffusion.volatility * std::sqrt(diffusion.years);
    const double beyond = (log_ratio(bankruptcy, spot) - diffusion.drift * diffusion.years) * (falls ? 1 : -1);
    if (deviation > 0) {
        out.insolvent_at_end = norm_cdf(beyond / deviation + (falls ? deviation : -deviation) / 2);
    } else {
        out.insolvent_at_end = beyond > 0 ? 1 : 0;
    }
    if (out.insolvent_at_end > 0) out.mean_deficit = out.expected_deficit / out.insolvent_at_end;
    const bool already = falls ? spot <= bankruptcy : spot >= bankruptcy;
    if (already) {
        out.insolvent_on_the_way = 1;
    } else {
        TRY(out.insolvent_on_the_way, first_passage_probability(spot, bankruptcy, diffusion));
    }
    return out;
}

Result<GapRisk> gap_risk(const GapPrices& prices, const Diffusion& diffusion, double horizon_years) {
    TRY(check_model_price("spot", prices.spot));
    TRY(check_diffusion(diffusion));
    TRY(check_years("horizon_years", horizon_years));
    GapRisk out;
    if (!prices.liquidation) return out;
    TRY(check_model_price("liquidation", *prices.liquidation));
    const Diffusion horizon{diffusion.drift, diffusion.volatility, horizon_years};
    TRY(out.trigger, first_passage_probability(prices.spot, *prices.liquidation, horizon));
    if (!prices.bankruptcy) return out;
    TRY(check_model_price("bankruptcy", *prices.bankruptcy));
    TRY(out.insolvent_now, first_passage_probability(prices.spot, *prices.bankruptcy, diffusion));
    TRY(out.gap, first_passage_probability(*prices.liquidation, *prices.bankruptcy, diffusion));
    return out;
}

Result<GapBuffer> gap_buffer(double liquidation, double bankruptcy, double slope, double maintenance_margin,
                             double alpha, const Diffusion& diffusion) {
    TRY(check_model_price("liquidation", liquidation));
    TRY(check_model_price("bankruptcy", bankruptcy));
    TRY(check_slope(slope));
    if (!(maintenance_margin > 0)) {
        return refuse(ErrorCode::out_of_range, "maintenance_margin", "expected more than 0");
    }
    TRY(const double log_barrier,
        first_passage_quantile(alpha, slope > 0 ? PriceSide::down : PriceSide::up, diffusion));
    GapBuffer out;
    out.liquidation_price = bankruptcy * exp_of(-log_barrier);
    out.add_on = std::max(0.0, slope * (out.liquidation_price - liquidation)) / maintenance_margin;
    return out;
}

Result<double> mean_return_given_fall(double correlation, double deviation, double share) {
    TRY(check_range("correlation", correlation, -1, 1, "a correlation from -1 to 1"));
    TRY(check_range("deviation", deviation, 0, 1e6, "at least 0"));
    TRY(check_open_probability("share", share));
    return -correlation * deviation * norm_pdf(norm_quantile(share)) / share;
}

}  // namespace clearmargin
