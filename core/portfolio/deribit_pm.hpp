#pragma once

#include <cstdint>
#include <vector>

#include "core/portfolio/portfolio_margin.hpp"
#include "core/portfolio/risk_unit.hpp"
#include "core/portfolio/scenario.hpp"
#include "core/portfolio/vol_shock.hpp"

namespace clearmargin {

/// What a unit's products settle in.
enum class Settlement : std::uint8_t {
    coin,   ///< inverse: figures are in the underlying
    quote,  ///< linear: figures are in the quote currency
};

/// Deribit's segregated portfolio margin of one currency pair.
/// Source  support.deribit.com 25944756247837; docs.deribit.com private/pme/simulate (names of its `model_params`)
struct DeribitPmParams {
    PresetOrigin origin;
    Settlement settlement = Settlement::coin;
    double price_range = 0;
    unsigned buckets_count = 4;          ///< on either side of no move
    VolShock vol;                        ///< min_volatility_up is min_volatility_for_shock_up
    std::vector<double> extended_moves;  ///< beyond the range, volatility up; futures stay at the range's end
    double extended_table_factor = 1;
    double extended_dampener = 0;     ///< quote currency
    double pnl_offset = 0;            ///< share of gains that counts
    double annualised_move_risk = 0;  ///< of each future, times years to expiry
    double min_annualised_move = 0;
    double mm_factor = 0.8;
    double delta_total_liq_shock_threshold = 0;  ///< quote currency; 0 is none
};

struct DeribitPm {
    /// Its profits have an entry for each bucket from the lowest price to the highest, in each volatility up, same
    /// and down, then one for each extended move: after dampener and offset.
    PortfolioMargin margin;
    std::vector<double> pre_vector;  ///< the same before dampener and offset
    double worst = 0;                ///< the worst loss, at least 0
    double roll_shock = 0;
    double risk_matrix_margin = 0;
    /// The net delta is beyond the threshold: the venue adds up to 10%, how is not published, so that the figures are
    /// too low.
    bool delta_shock_missing = false;
};

/// The scenarios that a result's profits belong to, in their order.
[[nodiscard]] std::vector<Scenario> pm_scenarios(const DeribitPmParams& params);

/// IM = worst + roll shock + `other_margin`; MM = mm_factor (worst + roll shock).
/// Units   of settlement; other_margin: of open orders and market maker protection, which count for the initial margin
/// Fails   as `validate` of units; out_of_range for parameters, other_margin, or a move that leaves no price;
///         mode_needs_field without buckets
/// Port    how options enter the roll shock is not published: here with the net delta of their expiry, which can only
///         raise it
[[nodiscard]] Result<DeribitPm> deribit_pm(const RiskUnit& unit, double other_margin, const DeribitPmParams& params);

/// The profit of an extended move, moved toward 0 by min(|profit|, (|move| / range - 1) dampener).
/// Units   dampener: as profit
[[nodiscard]] double extended_dampened(double profit, double move, double price_range, double dampener) noexcept;

/// As the venue's interface reported them: BTC in its documentation's example, ETH in a live answer.
[[nodiscard]] DeribitPmParams deribit_pm_btc_preset();
[[nodiscard]] DeribitPmParams deribit_pm_eth_preset();

}  // namespace clearmargin
