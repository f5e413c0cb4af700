#include "core/instrument/position_value.hpp"
#include "core/margin/evaluate_pool.hpp"
#include "core/margin/option_position.hpp"

namespace clearmargin {

PositionResult evaluate_position(const Account& account, const MarginParams& params, const MarginPosition& position,
                                 Refusal& first) {
    if (std::holds_alternative<OptionContract>(position.instrument)) {
        return evaluate_option(account, params, position, first);
    }
    const auto value_at = [&](Decimal price) {
        return position_value(position.instrument, position.quantity, position.entry_price, price,
                              settle_price_of(account, position), first);
    };
    PositionResult out;
    out.mark_price = mark_price_of(account, position);
    const PositionValue value = value_at(out.mark_price);
    out.notional = value.notional;
    out.profit_and_loss = value.profit_and_loss;
    const bool at_entry = params.basis == RequirementBasis::entry;
    const Decimal basis = at_entry ? value_at(position.entry_price).notional : value.notional;

    const TierTable& tiers = account.tiers[position.tiers];
    const CheckedDecimal maintenance = tiers.maintenance_margin(basis) + mul_up(value.notional, params.close_fee);
    CheckedDecimal initial = max(mul_up(basis, tiers.initial_rate(basis)), maintenance);
    if (position.leverage) initial = max(initial, div_up(basis, *position.leverage));
    out.initial_margin = settle(initial, first);
    out.maintenance_margin = settle(maintenance, first);
    return out;
}

}  // namespace clearmargin
