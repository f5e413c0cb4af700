#include "core/margin/position_terms.hpp"

#include <optional>

namespace clearmargin {
namespace {

const WideInt& ten_to_36() noexcept {
    static const WideInt power = wide_power_of_ten(36);
    return power;
}

/// quantity x first x second, each coefficient rounded down by less than one step of its scale.
Polynomial along_lines(Decimal quantity, const PriceLine& first, const PriceLine& second) noexcept {
    const WideInt q(quantity.units());
    static const WideInt ten_to_54 = wide_power_of_ten(54);
    const auto scale = [](const WideInt& c) { return c.is_zero() ? c : divide_floor(c, ten_to_54); };
    return {scale(q * first.constant * second.constant),
            scale(q * first.constant * second.slope + q * first.slope * second.constant),
            scale(q * first.slope * second.slope)};
}

PriceLine fixed_line(Decimal price) noexcept { return {WideInt(price.units()) * ten_to_36(), {}}; }

/// The line less `amount`.
PriceLine less(PriceLine line, Decimal amount) noexcept {
    line.constant -= fixed_line(amount).constant;
    return line;
}

PriceLine mark_line(const Account& account, const MarginPosition& position, const PricePath& path) {
    return path.line(underlying_of(position.instrument), mark_price_of(account, position), Rounding::floor);
}

/// USD per unit of what the position is paid in; absent for USD.
std::optional<PriceLine> settle_line(const Account& account, const MarginPosition& position, const PricePath& path) {
    const auto asset = settle_asset_of(position.instrument);
    if (!asset) return std::nullopt;
    return path.line(*asset, settle_price_of(account, position), Rounding::floor);
}

Polynomial in_usd(Decimal amount, const std::optional<PriceLine>& settle) {
    if (amount.is_zero()) return {};
    return settle ? along_line(amount, *settle) : constant_polynomial(amount);
}

/// `size` x price x settlement price.
Polynomial contract_value(Decimal size, const PriceLine& price, const std::optional<PriceLine>& settle) {
    return settle ? along_lines(size, price, *settle) : along_line(size, price);
}

Polynomial profit_polynomial(const Account& account, const MarginPosition& position, const PricePath& path) {
    const PriceLine move = less(mark_line(account, position, path), position.entry_price);
    if (std::holds_alternative<InverseContract>(position.instrument)) {
        const Polynomial scaled = along_line(position.quantity, move);
        const WideInt entry(position.entry_price.units());
        const WideInt one(Int128{Decimal::one_units});
        return {divide_floor(scaled.c0 * one, entry), divide_floor(scaled.c1 * one, entry), {}};
    }
    const Polynomial profit = contract_value(position.quantity, move, settle_line(account, position, path));
    if (const auto* quanto = std::get_if<QuantoContract>(&position.instrument)) {
        return scaled_down(profit, quanto->multiplier);
    }
    return profit;
}

/// The negative of the notional: rounding it down rounds the notional up.
Polynomial negative_notional(const Account& account, RequirementBasis basis, const MarginPosition& position,
                             const PricePath& path) {
    const Int128 units = position.quantity.units();
    const Decimal size = Decimal::from_units(units < 0 ? units : -units);
    if (std::holds_alternative<InverseContract>(position.instrument)) return constant_polynomial(size);
    const PriceLine price =
        basis == RequirementBasis::entry ? fixed_line(position.entry_price) : mark_line(account, position, path);
    const Polynomial notional = contract_value(size, price, settle_line(account, position, path));
    const auto* quanto = std::get_if<QuantoContract>(&position.instrument);
    return quanto != nullptr ? scaled_down(notional, quanto->multiplier) : notional;
}

TieredMargin tiered_margin(const Account& account, const MarginParams& params, const MarginPosition& position,
                           const PricePath& path) {
    const TierTable& tiers = account.tiers[position.tiers];
    const Polynomial basis = negative_notional(account, params.basis, position, path);
    if (params.close_fee.is_zero()) return {tiers, basis, {}};
    const Polynomial notional = negative_notional(account, RequirementBasis::mark, position, path);
    return {tiers, basis, scaled_down(notional, params.close_fee)};
}

}  // namespace

Polynomial along_line(Decimal quantity, const PriceLine& line) noexcept {
    const WideInt q(quantity.units());
    return {
        line.constant.is_zero() ? WideInt() : q * line.constant, line.slope.is_zero() ? WideInt() : q * line.slope, {}};
}

PositionTerms position_terms(const Account& account, const MarginParams& params, const MarginPosition& position,
                             const PricePath& path) {
    Polynomial rest;
    if (!position.funding.is_zero() || position.isolated_margin) {
        const auto settle = settle_line(account, position, path);
        rest = in_usd(position.funding, settle) + in_usd(position.isolated_margin.value_or(0), settle);
    }
    return {profit_polynomial(account, position, path), rest, tiered_margin(account, params, position, path)};
}

}  // namespace clearmargin
