// What a trade or a transfer would make of the account.
#include "core/report/margin_writer.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/analysis/snapshot_edit.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/margin/margin_section.hpp"

namespace clearmargin {
namespace {

/// The margin with the inputs changed, as compute_margin has it.
void write_margin_of(const MarginSnapshot& changed, Analysis& analysis, FieldWriter& out) {
    MarginSection section;
    add_margin_section(changed, analysis.policy(), analysis.request.now, analysis.request.evidence, section);
    write_section(out, section);
}

}  // namespace

void answer_order(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "instrument", "position", "qty", "price", "fee"});
    WhatIfOrder order;
    question.read("instrument", order.instrument);
    question.read_if_present("position", order.position);
    question.read("qty", order.contracts);
    question.read_if_present("price", order.price);
    read_fraction(question.optional("fee"), order.fee);
    if (question.failed()) return;
    MarginSnapshot changed = analysis.inputs();
    question.take(apply_order(order, analysis.policy(), changed));
    if (!question.failed()) write_margin_of(changed, analysis, out);
}

void answer_transfer(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "account", "vault", "to", "amount"});
    AccountId account;
    Decimal amount;
    const std::string_view from = question["vault"].text();
    const std::string_view to = question["to"].text();
    read_account_id(question["account"], account);
    read_not_negative(question["amount"], amount);
    if (question.failed()) return;
    MarginSnapshot changed = analysis.inputs();
    question.take(apply_transfer(from, to, account, amount, analysis.policy(), changed));
    if (!question.failed()) write_margin_of(changed, analysis, out);
}

}  // namespace clearmargin
