#include "core/margin/account.hpp"

namespace clearmargin {

Decimal mark_price_of(const Account& account, const MarginPosition& position) noexcept {
    return position.mark_price.value_or(account.assets[underlying_of(position.instrument)].price);
}

Decimal settle_price_of(const Account& account, const MarginPosition& position) noexcept {
    const auto asset = settle_asset_of(position.instrument);
    if (!asset) return 1;
    // What an inverse contract pays is worth its own mark, so that its PnL in USD stays q (P/e - 1).
    if (*asset == underlying_of(position.instrument)) return mark_price_of(account, position);
    return account.assets[*asset].price;
}

std::array<InputId, 3> inputs_of(const Account& account, const MarginPosition& position) noexcept {
    const AssetIndex underlying = underlying_of(position.instrument);
    const InputId mark = position.mark_input.value_or(account.assets[underlying].price_input);
    const AssetIndex settle = settle_asset_of(position.instrument).value_or(underlying);
    return {position.input, mark, settle == underlying ? mark : account.assets[settle].price_input};
}

std::array<InputId, 2> inputs_of(const Account& account, const CollateralLine& line) noexcept {
    return {line.input, account.assets[line.asset].price_input};
}

}  // namespace clearmargin
