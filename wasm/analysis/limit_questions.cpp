// How far a trader may go: the largest order, the largest withdrawal.
#include <algorithm>

#include "wasm/analysis/first_multiple.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/analysis/snapshot_edit.hpp"
#include "wasm/document/document_fields.hpp"

namespace clearmargin {
namespace {

/// Sizes of orders are found on a grid, 10^-8 contracts unless the question says otherwise.
constexpr Decimal finest_order = Decimal::from_units(10'000'000'000);
/// More contracts or tokens than this nobody has; beyond it numbers overflow.
constexpr Decimal most_contracts = Decimal::from_units(Int128{1'000'000'000'000} * Decimal::one_units);

Result<bool> carries(const MarginRequest& request, const MarginSnapshot& inputs) {
    AccountTrial trial;
    TRY(try_account(request, inputs, trial));
    return trial.carries();
}

struct OrderLimit {
    WhatIfOrder order;  ///< its contracts are the sign of the side
    Decimal step = finest_order;

    [[nodiscard]] Result<bool> fits(const MarginRequest& request, Decimal contracts) const {
        MarginSnapshot changed = request.inputs;
        WhatIfOrder sized = order;
        TRY(sized.contracts, settle(mul(order.contracts, contracts, Rounding::floor)));
        TRY(apply_order(sized, request.policy, changed));
        return carries(request, changed);
    }

    /// What closes the position on the other side, on the grid; 0 where there is none.
    [[nodiscard]] Result<Decimal> closing(const MarginRequest& request) const {
        for (const SnapshotPosition& position : request.inputs.positions) {
            const bool is_meant = order.position ? position.id == *order.position
                                                 : position.instrument == order.instrument && !position.isolated;
            if (!is_meant || position.qty.is_negative() == order.contracts.is_negative()) continue;
            TRY(const Decimal size, settle(absolute(position.qty), "qty"));
            return Decimal::from_units(size.units() / step.units() * step.units());
        }
        return Decimal(0);
    }

    /// Closing what is held never needs margin that opening does not, so the search begins there.
    [[nodiscard]] Result<Decimal> largest(const MarginRequest& request) const {
        TRY(const Decimal least, closing(request));
        TRY(const bool fits_at_all, fits(request, least));
        if (!fits_at_all) return Decimal(0);
        const auto is_too_much = [&](Decimal more) -> Result<bool> {
            TRY(const Decimal contracts, settle(CheckedDecimal(least) + more));
            const Result<bool> fitting = fits(request, contracts);
            // Numbers that no account has are too much as well.
            if (!fitting.ok() && fitting.error().code == ErrorCode::decimal_overflow) return true;
            if (!fitting.ok()) return Refusal(fitting.error());
            return !fitting.value();
        };
        TRY(const auto too_much, first_multiple(step, most_contracts, is_too_much));
        return settle(CheckedDecimal(least) + too_much.value_or(most_contracts) - (too_much ? step : Decimal(0)));
    }
};

struct Withdrawal {
    const SnapshotCollateral* line;
    std::string_view symbol;
    Decimal most;
    EvidenceRef evidence;
};

Result<Decimal> most_withdrawn(const MarginRequest& request, std::size_t line) {
    MarginSnapshot changed = request.inputs;
    const Decimal amount = request.inputs.collateral[line].amount;
    TRY(const bool carried, carries(request, changed));
    if (!carried) return Decimal(0);
    const auto is_too_much = [&](Decimal withdrawn) -> Result<bool> {
        TRY(changed.collateral[line].amount, settle(CheckedDecimal(amount) - withdrawn));
        TRY(const bool still, carries(request, changed));
        return !still;
    };
    TRY(const auto too_much, first_multiple(decimal_step, amount, is_too_much));
    if (!too_much) return amount;
    return settle(CheckedDecimal(*too_much) - decimal_step);
}

void write_withdrawal(FieldWriter& out, const Withdrawal& row) {
    out.field("vault", row.line->vault);
    out.field("account", row.line->account.text());
    out.field("chain", row.line->chain.text);
    out.field("amount", Figure{row.most, row.symbol, row.evidence, ""});
}

}  // namespace

void answer_max_order(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "instrument", "position", "side", "price", "fee", "step"});
    OrderLimit limit;
    question.read("instrument", limit.order.instrument);
    question.read_if_present("position", limit.order.position);
    limit.order.contracts = question["side"].choice({"buy", "sell"}) == 0 ? 1 : -1;
    question.read_if_present("price", limit.order.price);
    read_fraction(question.optional("fee"), limit.order.fee);
    const FieldReader step = question.optional("step");
    read_positive(step, limit.step);
    if (step.present() && limit.step > Decimal(1'000'000)) {
        step.refuse(ErrorCode::out_of_range, "at most 1000000", to_string(limit.step));
    }
    Decimal largest;
    if (question.present()) question.take(limit.largest(analysis.request), largest);
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    if (!question.failed()) out.field("qty", figure_of(largest, "contracts", trial, analysis.request.evidence));
}

void answer_max_withdraw(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind"});
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    std::vector<Withdrawal> rows;
    for (std::size_t i = 0; i < analysis.inputs().collateral.size(); ++i) {
        const SnapshotCollateral& line = analysis.inputs().collateral[i];
        const std::string_view symbol = analysis.policy().find_asset(line.asset)->symbol;
        Decimal most;
        if (question.present()) question.take(most_withdrawn(analysis.request, i), most);
        rows.push_back({&line, symbol, most, figure_of(most, symbol, trial, analysis.request.evidence).evidence});
    }
    if (!question.failed()) out.objects("withdrawals", rows, write_withdrawal);
}

}  // namespace clearmargin
