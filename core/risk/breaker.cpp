#include "core/risk/breaker.hpp"

namespace clearmargin {
namespace {

BreakerState entered(const BreakerParams& params, Decimal signal) noexcept {
    if (signal >= params.enter_freeze) return BreakerState::freeze;
    if (signal >= params.enter_halt) return BreakerState::halt;
    if (signal >= params.enter_caution) return BreakerState::caution;
    return BreakerState::normal;
}

Decimal exit_of(const BreakerParams& params, BreakerState state) noexcept {
    switch (state) {
        case BreakerState::normal:
            return decimal_min;
        case BreakerState::caution:
            return params.exit_caution;
        case BreakerState::halt:
            return params.exit_halt;
        case BreakerState::freeze:
            return params.exit_freeze;
    }
    return decimal_min;
}

}  // namespace

std::string_view breaker_name(BreakerState state) noexcept {
    switch (state) {
        case BreakerState::normal:
            return "NORMAL";
        case BreakerState::caution:
            return "CAUTION";
        case BreakerState::halt:
            return "HALT";
        case BreakerState::freeze:
            return "FREEZE";
    }
    return "NORMAL";
}

Breaker next_breaker(const Breaker& breaker, const BreakerParams& params, Decimal signal, UnixSeconds now) noexcept {
    const BreakerState reached = entered(params, signal);
    if (reached > breaker.state) return {reached, now};
    if (breaker.state == BreakerState::normal) return breaker;
    const bool lasted = now >= breaker.since && now - breaker.since >= params.min_dwell_seconds;
    if (!lasted || signal > exit_of(params, breaker.state)) return breaker;
    return {static_cast<BreakerState>(static_cast<std::uint8_t>(breaker.state) - 1), now};
}

Result<Decimal> dynamic_haircut(const DynamicHaircut& input) {
    const CheckedDecimal ratio = div_up(input.volatility, input.reference_volatility);
    const CheckedDecimal multiple = max(1, min(ratio, input.max_multiple));
    const CheckedDecimal unhealthy = mul_up(input.health_coefficient, CheckedDecimal(1) - input.bridge_health);
    const CheckedDecimal delayed = mul_up(input.congestion_coefficient, max(0, CheckedDecimal(input.congestion) - 1));
    const CheckedDecimal haircut = mul_up(input.base, multiple) + unhealthy + delayed;
    return settle(min(1, max(input.base, haircut)));
}

}  // namespace clearmargin
