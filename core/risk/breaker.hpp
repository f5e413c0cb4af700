#pragma once

#include <cstdint>
#include <string_view>

#include "core/evidence/evidence.hpp"
#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// What a circuit breaker allows, from calm to none.
enum class BreakerState : std::uint8_t {
    normal,
    caution,  ///< a haircut add-on
    halt,     ///< no new risk
    freeze,   ///< collateral stops counting for initial margin; for maintenance margin after a grace period
};

/// "NORMAL", "CAUTION", "HALT" or "FREEZE".
[[nodiscard]] std::string_view breaker_name(BreakerState state) noexcept;

struct BreakerParams {
    Decimal enter_caution;
    Decimal enter_halt;
    Decimal enter_freeze;
    Decimal exit_caution;
    Decimal exit_halt;
    Decimal exit_freeze;
    std::uint64_t min_dwell_seconds = 0;
};

/// A breaker and since when it is as it is.
struct Breaker {
    BreakerState state = BreakerState::normal;
    UnixSeconds since = 0;
};

/// The breaker after seeing `signal` at `now`: up at once to the highest level entered, down one level at a time, when
/// the signal is at or below the level's exit and the level has lasted long enough. Source
/// docs/margin-model.md#breakers
[[nodiscard]] Breaker next_breaker(const Breaker& breaker, const BreakerParams& params, Decimal signal,
                                   UnixSeconds now) noexcept;

/// What moves a haircut above its base.
struct DynamicHaircut {
    Decimal base;
    Decimal volatility;
    Decimal reference_volatility;
    Decimal max_multiple;
    Decimal health_coefficient;
    Decimal bridge_health = 1;  ///< delivered / expected messages
    Decimal congestion_coefficient;
    Decimal congestion = 1;  ///< observed / expected delay
};

/// clamp(h clamp(vol / ref, 1, max) + a (1 - health) + b max(0, congestion - 1), h, 1): never below its base.
/// Rounds  up
/// Fails   division_by_zero for a reference volatility of 0; decimal_overflow
[[nodiscard]] Result<Decimal> dynamic_haircut(const DynamicHaircut& input);

}  // namespace clearmargin
