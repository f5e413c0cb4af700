#pragma once

#include <cstdint>
#include <span>

#include "core/number/decimal.hpp"
#include "core/pricing/jump_diffusion.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A year of 365 days.
inline constexpr double seconds_per_year = 31'536'000;

/// What a cross-chain liquidation waits for, seconds.
struct Lag {
    double finality = 0;
    double message = 0;
    double execution = 0;
    double heartbeat = 0;  ///< of the price: how old it may be by then

    [[nodiscard]] double years() const noexcept;
};

/// Which loss over the lag a premium covers.
enum class LagQuantile : std::uint8_t {
    terminal,  ///< of the price at its end
    path,      ///< of the lowest price on the way, for engines that may execute at any time
};

/// How the loss over a lag becomes a premium.
struct LatencyTerms {
    Decimal confidence;  ///< above 0.5 and below 1
    LagQuantile quantile = LagQuantile::terminal;
};

/// The share of value lost at the `confidence` quantile of a driftless lognormal move over `years`: the latency premium
/// L. Fails   out_of_range for a confidence outside (0.5, 1), a volatility outside [0, 50] or a negative time Source
/// docs/margin-model.md#collateral
[[nodiscard]] Result<double> latency_premium(double years, double volatility, double confidence, LagQuantile quantile);

/// The premium where jumps are reckoned with.
/// Fails   out_of_range, as latency_premium and check_jumps
[[nodiscard]] Result<double> latency_premium_with_jumps(double years, double volatility, double confidence,
                                                        const Jumps& jumps);

/// A latency premium of those terms after volatility and lag have grown by these multiples: its quantile goes with the
/// volatility and the root of the lag.
/// Rounds  up
/// Fails   out_of_range for a premium outside [0, 1], a multiple outside [0, 10^6] or a confidence outside (0.5, 1)
[[nodiscard]] Result<Decimal> grown_latency_premium(Decimal premium, Decimal volatility_multiple,
                                                    Decimal latency_multiple, const LatencyTerms& terms);

/// The messaging discount factor D = 1 - LGD (1 - e^(-hazard x window)).
/// Fails   out_of_range for a negative hazard or window, or a loss given default outside [0, 1]
[[nodiscard]] Result<double> messaging_discount(double hazard_per_year, double window_seconds,
                                                double loss_given_default);

/// The probability that fewer than `required` of several messengers deliver, a common cause failing all of them at
/// once. Fails   out_of_range for a probability outside [0, 1] or more required than there are
[[nodiscard]] Result<double> quorum_failure(std::span<const double> failure_probabilities, std::size_t required,
                                            double common_cause);

/// The nearest double.
[[nodiscard]] double double_of_decimal(Decimal value) noexcept;

/// A model's number as a decimal, rounded up (haircuts, premiums) or down (discounts): the side that hurts.
/// Fails   out_of_range for what is no number; decimal_overflow
[[nodiscard]] Result<Decimal> decimal_of_double(double value, Rounding rounding);

}  // namespace clearmargin
