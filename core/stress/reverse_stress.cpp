#include "core/stress/reverse_stress.hpp"

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/validate_account.hpp"
#include "core/stress/scenario.hpp"

namespace clearmargin {
namespace {

constexpr int largest_multiple = 1000;
constexpr std::int64_t finest_step = 1'000'000'000;  // of 10^-18

Result<bool> breaks(const Account& account, const MarginParams& params, const LatencyTerms& latency, Decimal multiple) {
    StressScenario scenario;
    scenario.volatility_multiple = multiple;
    Account after = account;
    TRY(apply_scenario(after, scenario, latency, params.now));
    for (const Pool& pool : pools_of(after, params.mode)) {
        MarginResult evaluated;
        TRY(evaluate_pool(after, params, pool, evaluated));
        if (evaluated.pools.back().figures.liquidatable) return true;
    }
    return false;
}

}  // namespace

Result<ReverseStress> reverse_stress(const Account& account, const MarginParams& params,
                                     const LatencyTerms& latency) {
    TRY(validate_account(account, params));
    TRY(const bool now, breaks(account, params, latency, 1));
    if (now) return ReverseStress{Decimal(1), Decimal(1)};
    Decimal low = 1;
    Decimal high = largest_multiple;
    TRY(const bool ever, breaks(account, params, latency, high));
    if (!ever) return ReverseStress{};
    while (high.units() - low.units() > finest_step) {
        const Decimal middle = Decimal::from_units((low.units() + high.units()) / 2);
        TRY(const bool there, breaks(account, params, latency, middle));
        (there ? high : low) = middle;
    }
    ReverseStress out;
    out.volatility_multiple = high;
    TRY(out.latency_multiple, settle(mul_up(high, high)));
    return out;
}

}  // namespace clearmargin
