#include "wasm/analysis/snapshot_edit.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

/// What is traded against what is held.
struct Trade {
    const InstrumentTerms& terms;
    Decimal held;
    Decimal traded;
    Decimal entry;
    Decimal price;

    [[nodiscard]] bool is_inverse() const noexcept { return terms.kind == InstrumentTerms::Kind::inverse; }
    [[nodiscard]] bool reduces() const noexcept {
        return !held.is_zero() && held.is_negative() != traded.is_negative();
    }
};

/// The entry of both together: of more quantity the dearer for a long, the cheaper for a short.
CheckedDecimal averaged_entry(const Trade& trade) {
    const CheckedDecimal total = CheckedDecimal(trade.held) + trade.traded;
    const Rounding against = trade.held.is_negative() ? Rounding::floor : Rounding::ceil;
    if (trade.is_inverse()) {
        // In coin: q / e of either, whose sum rounded down is worth less long and owes more short.
        return div(total, div_down(trade.held, trade.entry) + div_down(trade.traded, trade.price), against);
    }
    return CheckedDecimal(trade.entry) +
           mul_div(CheckedDecimal(trade.price) - trade.entry, trade.traded, total, against);
}

/// What closing `contracts` (of the sign held) at the fill pays, in what the contract is paid in; rounded down.
CheckedDecimal realised(const Trade& trade, const CheckedDecimal& contracts) {
    const CheckedDecimal size = mul(contracts, trade.terms.contract_size, Rounding::half_even);
    if (trade.is_inverse()) return div_down(size, trade.entry) + div_down(-size, trade.price);
    return product({size, trade.terms.multiplier, CheckedDecimal(trade.price) - trade.entry}, Rounding::floor);
}

/// The fee in what the contract is paid in, rounded up.
CheckedDecimal fee_of(const Trade& trade, Decimal rate) {
    const CheckedDecimal size = absolute(trade.traded);
    if (trade.is_inverse()) {
        return mul_div(mul_up(size, trade.terms.contract_size), rate, trade.price, Rounding::ceil);
    }
    return product({size, trade.terms.contract_size, trade.terms.multiplier, trade.price, rate}, Rounding::ceil);
}

/// The position that an order changes; absent where it makes one.
Result<std::optional<std::size_t>> position_of(const WhatIfOrder& order, const Policy& policy,
                                               const MarginSnapshot& in) {
    for (std::size_t i = 0; i < in.positions.size(); ++i) {
        const SnapshotPosition& position = in.positions[i];
        const bool is_same = position.instrument == order.instrument;
        if (!order.position && is_same && !position.isolated) return std::optional(i);
        if (!order.position || position.id != *order.position) continue;
        if (is_same) return std::optional(i);
        return refuse(ErrorCode::unknown_reference, "position", "a position in that instrument", *order.position);
    }
    if (order.position)
        return refuse(ErrorCode::unknown_reference, "position", "one of the positions", *order.position);
    if (policy.margin.params.mode == MarginMode::isolated) {
        return refuse(ErrorCode::mode_needs_field, "position", "a position with a margin of its own");
    }
    return std::optional<std::size_t>();
}

std::size_t open_position(const WhatIfOrder& order, MarginSnapshot& to) {
    SnapshotPosition& made = to.positions.emplace_back();
    made.id = "what-if";
    made.instrument = order.instrument;
    return to.positions.size() - 1;
}

}  // namespace

Result<Decimal> mark_of(const InstrumentTerms& terms, const SnapshotPosition* position, const Policy& policy,
                        const MarginSnapshot& snapshot) {
    if (position != nullptr && position->mark) return *position->mark;
    const SnapshotPrice* price = snapshot.find_price(policy.priced_as(*policy.find_asset(terms.underlying)).id);
    if (price == nullptr)
        return refuse(ErrorCode::missing_price, "price", "a price of " + terms.underlying.text, "none");
    return price->price;
}

Status apply_order(const WhatIfOrder& order, const Policy& policy, MarginSnapshot& to) {
    const InstrumentTerms* terms = policy.find_instrument(order.instrument);
    if (terms == nullptr) {
        return refuse(ErrorCode::unknown_reference, "instrument", "one of the policy's instruments", order.instrument);
    }
    if (order.price && !order.price->is_positive()) {
        return refuse(ErrorCode::price_not_positive, "price", "above 0", to_string(*order.price));
    }
    TRY(const auto held, position_of(order, policy, to));
    Decimal price;
    if (order.price) {
        price = *order.price;
    } else {
        TRY(price, mark_of(*terms, held ? &to.positions[*held] : nullptr, policy, to));
    }
    SnapshotPosition& position = to.positions[held ? *held : open_position(order, to)];
    const Trade trade{*terms, position.qty, order.contracts, position.entry, price};
    TRY(const Decimal total, settle(CheckedDecimal(trade.held) + trade.traded, "qty"));
    CheckedDecimal paid = CheckedDecimal(position.funding_accrued) - fee_of(trade, order.fee);
    if (trade.reduces()) {
        const bool flips = total.is_negative() != trade.held.is_negative() && !total.is_zero();
        paid += realised(trade, flips ? CheckedDecimal(trade.held) : -CheckedDecimal(trade.traded));
        if (flips) position.entry = price;
    } else if (!trade.held.is_zero()) {
        TRY(position.entry, settle(averaged_entry(trade), "entry"));
    } else {
        position.entry = price;
    }
    TRY(position.funding_accrued, settle(paid, "funding_accrued"));
    position.qty = total;
    return {};
}

Status apply_deposit(std::string_view vault, const AccountId& account, Decimal amount, const Policy& policy,
                     MarginSnapshot& to) {
    const VaultDescriptor* descriptor = policy.find_vault(vault);
    auto line = std::find_if(to.collateral.begin(), to.collateral.end(), [&](const SnapshotCollateral& other) {
        return other.vault == vault && other.account == account;
    });
    if (line == to.collateral.end()) {
        if (descriptor == nullptr) {
            return refuse(ErrorCode::vault_not_in_policy, "vault", "one of the policy's vaults", vault);
        }
        SnapshotCollateral& made = to.collateral.emplace_back();
        made.vault = vault;
        made.account = account;
        made.chain = descriptor->chain;
        made.asset = descriptor->asset;
        line = to.collateral.end() - 1;
    }
    TRY(line->amount, settle(CheckedDecimal(line->amount) + amount, "amount"));
    if (line->amount.is_negative()) return refuse(ErrorCode::out_of_range, "amount", "no more than there is");
    return {};
}

Status apply_transfer(std::string_view from, std::string_view to_vault, const AccountId& account, Decimal amount,
                      const Policy& policy, MarginSnapshot& to) {
    const VaultDescriptor* target = policy.find_vault(to_vault);
    if (target == nullptr) return refuse(ErrorCode::vault_not_in_policy, "to", "one of the policy's vaults", to_vault);
    const auto source = std::find_if(to.collateral.begin(), to.collateral.end(), [&](const SnapshotCollateral& line) {
        return line.vault == from && line.account == account;
    });
    if (source == to.collateral.end()) {
        return refuse(ErrorCode::vault_not_in_policy, "vault", "one of the balances", from);
    }
    const auto priced_as = [&](const AssetId& asset) { return policy.priced_as(*policy.find_asset(asset)).id; };
    if (!(priced_as(source->asset) == priced_as(target->asset))) {
        return refuse(ErrorCode::unknown_reference, "to", "a vault of " + source->asset.text, target->asset.text);
    }
    TRY(const Decimal taken, settle(-CheckedDecimal(amount), "amount"));
    TRY(apply_deposit(from, account, taken, policy, to));
    return apply_deposit(to_vault, account, amount, policy, to);
}

}  // namespace clearmargin
