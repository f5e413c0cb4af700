#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/margin_result.hpp"
#include "core/pricing/option_price.hpp"

namespace clearmargin {

// Options are a model's: Black-76 in doubles, the same bits on every platform. What of it enters a margin is rounded
// against the account first.

/// What the model needs of an option at the account's prices.
[[nodiscard]] Black76Input model_input_of(const Account& account, const OptionContract& option,
                                          UnixSeconds now) noexcept;

/// What the model says one unit is worth, without the mark's excess.
/// Units   USD; coin where the option is inverse
/// Rounds  down where it is held, up where it is owed
/// Fails   out_of_range; decimal_overflow
[[nodiscard]] Result<Decimal> model_value_of(const Account& account, const OptionContract& option, bool is_short,
                                             UnixSeconds now);

/// What one unit of the option that `position` is in is worth: the model's value and the mark's excess, at least 0.
/// Units, Rounds and Fails as model_value_of
[[nodiscard]] Result<Decimal> option_unit_value(const Account& account, const MarginPosition& position,
                                                UnixSeconds now);

/// One position in an option by itself: its mark, value and profit, and what the rule for options requires, if there
/// is one.
/// Fails   mode_needs_field where there is neither a rule nor a portfolio model; as model_value_of; decimal_overflow
[[nodiscard]] PositionResult evaluate_option(const Account& account, const MarginParams& params,
                                             const MarginPosition& position, Refusal& first);

}  // namespace clearmargin
