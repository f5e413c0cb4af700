#pragma once

#include <cstddef>
#include <span>

#include "core/portfolio/vol_shock.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// One state of the market that a portfolio is revalued in.
struct Scenario {
    double move = 0;  ///< of the price, as a share of it: -0.18 is 18% down
    VolRule vol = VolRule::none;
    double weight = 1;  ///< of the profit or loss
};

inline constexpr std::size_t most_scenarios = 4096;

/// Fails   mode_needs_field for none; too_many_items beyond 4096; out_of_range for a move outside [-1, 100] or a
///         weight outside [0, 100] (venues' own tests use weights above 1)
[[nodiscard]] Status validate(std::span<const Scenario> scenarios);

/// Index of the least profit, the first of equals; 0 of none.
[[nodiscard]] std::size_t worst_of(std::span<const double> profits) noexcept;

}  // namespace clearmargin
