#pragma once

#include <cstdint>
#include <optional>

#include "core/evidence/evidence.hpp"
#include "core/margin/option_rule.hpp"
#include "core/margin/portfolio_terms.hpp"
#include "core/number/decimal.hpp"

namespace clearmargin {

/// Which collateral backs which position. A position with an isolated margin always stands alone.
enum class MarginMode : std::uint8_t {
    isolated,  ///< every position by its own margin
    cross,     ///< all that lies on one chain, chain by chain
    unified,   ///< all chains together
};

/// Where liquidation begins.
enum class LiquidationTrigger : std::uint8_t {
    below,        ///< equity < maintenance margin
    at_or_below,  ///< equity <= maintenance margin: "margin ratio >= 100%"
};

/// The notional that requirements are taken of.
enum class RequirementBasis : std::uint8_t { mark, entry };

/// The rules of a venue, or of the user's own choice.
struct MarginParams {
    MarginMode mode = MarginMode::cross;
    LiquidationTrigger trigger = LiquidationTrigger::below;
    RequirementBasis basis = RequirementBasis::mark;
    Decimal gain_weight_initial = 1;      ///< how much of an unrealised gain backs new risk
    Decimal gain_weight_maintenance = 1;  ///< how much of it keeps a position alive
    Decimal close_fee;                    ///< of the notional, added to the maintenance margin
    Decimal gap_add_on;                   ///< g: maintenance margin x (1 + g)
    std::optional<Decimal> call_buffer;   ///< margin call below MM (1 + B); the collateral's own buffers where absent
    std::optional<Decimal> backstop;      ///< of MM, below which the venue's backstop takes over
    Decimal sigma_days = 1;               ///< horizon of one sigma, days
    UnixSeconds now = 0;                  ///< what expiries are judged by
    std::optional<OptionRule> options;    ///< what an option by itself requires; needed where there is one
    /// What takes the place of each position's own requirement, isolated ones apart.
    std::optional<PortfolioTerms> portfolio;
};

}  // namespace clearmargin
