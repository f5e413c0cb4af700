#pragma once

#include <cstdint>
#include <string_view>

namespace clearmargin {

/// What a scenario does to volatility.
enum class VolRule : std::uint8_t {
    none,
    up,
    down,
    skew_linear,    ///< the wings turn: one rises, the other falls
    skew_absolute,  ///< both wings rise or fall
};

/// "same", "up", "down", "skew_linear", "skew_absolute".
[[nodiscard]] std::string_view vol_rule_name(VolRule rule) noexcept;

/// Volatility after a shock that fades with time to expiry: iv (1 +/- range x (30 / days)^power), the power one of two
/// on either side of 30 days.
/// Units   volatilities and ranges: 1 = 100%
struct VolShock {
    double up = 0;
    double down = 0;
    double short_power = 0;
    double long_power = 0;
    double days_floor = 0;         ///< shorter times count as this one in 30 / days
    double min_up = 0;             ///< least share of an upward shock, of iv
    double min_volatility_up = 0;  ///< least volatility after an upward shock
};

/// Never below 0.
/// Source  docs/margin-model.md#portfolio-margin
/// Port    Derive picks the power by the days that are left, not by the floored ones; others' floors are too short to
///         make a difference
[[nodiscard]] double shocked_volatility(const VolShock& shock, double volatility, double days, bool up) noexcept;

/// Where the wings of the surface go: the multiplier of volatility is 1 + k cap / k*, held at the cap beyond k*, with k
/// the log-moneyness (or its size), cap = base + slope sqrt(T) and k* = max(least, width sqrt(T) (static + slope
/// sqrt(T))).
/// Source  derivexyz/v2-core@77369003 PMRMLib_2
struct SkewShock {
    double linear_cap = 0;
    double linear_cap_slope = 0;
    double absolute_cap = 0;
    double absolute_cap_slope = 0;
    double least_k_star = 0;
    double width = 0;
    double vol_static = 0;
    double vol_slope = 0;
};

/// At `log_moneyness` = log(K / F). Never below 0. Where k* is 0 the cap holds at once.
[[nodiscard]] double skew_multiplier(const SkewShock& shock, VolRule rule, double log_moneyness, double years) noexcept;

/// Both, as one set of parameters.
struct VolModel {
    VolShock term;
    SkewShock skew;
};

/// A rule at one expiry, with what all its options share reckoned once.
struct ExpiryVolatility {
    VolRule rule = VolRule::none;
    double years = 0;
    double fade = 1;
};
[[nodiscard]] ExpiryVolatility expiry_volatility(const VolModel& model, VolRule rule, double years) noexcept;

/// The volatility of one option of that expiry after the rule. `log_moneyness` is for skews alone.
[[nodiscard]] double scenario_volatility(const VolModel& model, const ExpiryVolatility& at, double volatility,
                                         double log_moneyness) noexcept;

}  // namespace clearmargin
