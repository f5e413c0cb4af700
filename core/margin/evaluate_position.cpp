#include "core/instrument/position_value.hpp"
#include "core/margin/evaluate_pool.hpp"

namespace clearmargin {

InputSet inputs_of(const Account& account, const MarginPosition& position) {
    InputSet inputs;
    const AssetIndex underlying = underlying_of(position.instrument);
    inputs.insert(position.input);
    inputs.insert(position.mark_input.value_or(account.assets[underlying].price_input));
    const auto settle_asset = settle_asset_of(position.instrument);
    if (settle_asset && *settle_asset != underlying) inputs.insert(account.assets[*settle_asset].price_input);
    return inputs;
}

Result<PositionResult> evaluate_position(const Account& account, const MarginParams& params,
                                         const MarginPosition& position) {
    const Decimal mark = mark_price_of(account, position);
    const Decimal settle_price = settle_price_of(account, position);
    TRY(const PositionValue value,
        position_value(position.instrument, position.quantity, position.entry_price, mark, settle_price));
    Decimal basis = value.notional;
    if (params.basis == RequirementBasis::entry) {
        TRY(const PositionValue at_entry, position_value(position.instrument, position.quantity, position.entry_price,
                                                         position.entry_price, settle_price));
        basis = at_entry.notional;
    }
    const TierTable& tiers = account.tiers[position.tiers];
    const CheckedDecimal maintenance = tiers.maintenance_margin(basis) + mul_up(value.notional, params.close_fee);
    CheckedDecimal initial = max(mul_up(basis, tiers.initial_rate(basis)), maintenance);
    if (position.leverage) initial = max(initial, div_up(basis, *position.leverage));

    PositionResult out;
    const InputSet inputs = inputs_of(account, position);
    out.mark_price = mark;
    out.notional = {value.notional, inputs};
    out.profit_and_loss = {value.profit_and_loss, inputs};
    TRY(const Decimal initial_margin, settle(initial));
    TRY(const Decimal maintenance_margin, settle(maintenance));
    out.initial_margin = {initial_margin, inputs};
    out.maintenance_margin = {maintenance_margin, inputs};
    return out;
}

}  // namespace clearmargin
