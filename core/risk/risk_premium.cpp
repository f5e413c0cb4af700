#include "core/risk/risk_premium.hpp"

namespace clearmargin {
namespace {

constexpr int seconds_in_year = 31'536'000;

Status check_not_negative(std::string_view where, Decimal value) {
    if (!value.is_negative()) return {};
    return refuse(ErrorCode::out_of_range, where, "expected at least 0");
}

}  // namespace

Result<RiskPremium> risk_premium(Decimal expected_shortfall, Decimal cost_of_capital, Decimal lag_seconds,
                                 Decimal collateral) {
    TRY(check_not_negative("expected_shortfall", expected_shortfall));
    TRY(check_not_negative("cost_of_capital", cost_of_capital));
    TRY(check_not_negative("lag_seconds", lag_seconds));
    TRY(check_not_negative("collateral", collateral));
    RiskPremium out;
    TRY(out.per_year, settle(mul_up(expected_shortfall, cost_of_capital)));
    TRY(out.per_lag, settle(mul_div(out.per_year, lag_seconds, seconds_in_year, Rounding::ceil)));
    if (collateral.is_positive()) {
        TRY(out.share_of_collateral, settle(div_up(out.per_year, collateral)));
    }
    return out;
}

}  // namespace clearmargin
