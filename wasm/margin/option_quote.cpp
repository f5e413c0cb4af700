#include "wasm/margin/option_quote.hpp"

#include <algorithm>

#include "core/margin/option_position.hpp"

namespace clearmargin {
namespace {

/// What the model says of one option on the only asset of an account.
Result<Decimal> value_at(Decimal price, const OptionContract& option, bool is_short, UnixSeconds now) {
    Account account;
    account.assets.emplace_back().price = price;
    return model_value_of(account, option, is_short, now);
}

}  // namespace

Status check_option_fields(const std::optional<Decimal>& volatility, const std::optional<Decimal>& forward,
                           bool isolated, const InstrumentTerms& terms) {
    if (terms.kind != InstrumentTerms::Kind::option) {
        if (!volatility && !forward) return {};
        return refuse(ErrorCode::unknown_member, volatility ? "iv" : "forward", "expected that of an option only");
    }
    if (!volatility) return refuse(ErrorCode::mode_needs_field, "iv", "expected the option's implied volatility");
    if (isolated) return refuse(ErrorCode::mode_needs_field, "margin_mode", "expected cross, for an option");
    return {};
}

Status move_option_quote(const InstrumentTerms& terms, Decimal before, Decimal after, UnixSeconds now,
                         SnapshotPosition& position) {
    OptionContract option;
    option.style = terms.style;
    option.right = terms.right;
    option.strike = terms.strike;
    option.expiry = *terms.expiry;
    option.implied_volatility = position.volatility.value_or(Decimal());
    if (position.forward) {
        TRY(option.forward_ratio, settle(div(*position.forward, before, Rounding::half_even), "forward"));
        TRY(position.forward, settle(mul_div(*position.forward, after, before, Rounding::half_even), "forward"));
    }
    if (!position.mark) return {};
    const bool is_short = position.qty.is_negative();
    TRY(const Decimal was, value_at(before, option, is_short, now));
    TRY(const Decimal is, value_at(after, option, is_short, now));
    TRY(const Decimal mark, settle(CheckedDecimal(*position.mark) + is - was, "mark"));
    position.mark = std::max(mark, decimal_step);
    return {};
}

}  // namespace clearmargin
