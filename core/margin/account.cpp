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

}  // namespace clearmargin
