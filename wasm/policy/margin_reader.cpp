#include <utility>

#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_tiers = 64;

/// Initial margin rate: given as such, or as the greatest leverage, whose inverse is rounded up.
void read_initial_rate(const FieldReader& from, Decimal& to) {
    const FieldReader rate = from.optional("imr");
    const FieldReader leverage = from.optional("max_leverage");
    if (rate.present() == leverage.present()) {
        return from.refuse(ErrorCode::missing_member, "exactly one of imr and max_leverage");
    }
    rate.get(to);
    if (!leverage.present()) return;
    Decimal value;
    leverage.get(value);
    if (leverage.present() && value < Decimal(1)) {
        leverage.refuse(ErrorCode::out_of_range, "at least 1", to_string(value));
    }
    if (leverage.present()) leverage.take(settle(div_up(1, value)), to);
}

void read_tier(const FieldReader& from, TierRow& to) {
    from.only_members({"floor", "mmr", "imr", "max_leverage"});
    from.read("floor", to.floor);
    from.read("mmr", to.maintenance_rate);
    read_initial_rate(from, to.initial_rate);
}

/// What a contract is paid in: a coin of its own only where the kind leaves room for one.
void read_settlement(const FieldReader& from, InstrumentTerms& to) {
    using Kind = InstrumentTerms::Kind;
    const FieldReader settle = to.kind == Kind::quanto ? from["settle"] : from.optional("settle");
    read_optional(settle, to.settle, read_asset_id);
    if (to.kind == Kind::inverse && to.settle) {
        settle.refuse(ErrorCode::unknown_member, "none, for an inverse contract is paid in its underlying");
    }
    const FieldReader multiplier = to.kind == Kind::quanto ? from["multiplier"] : from.optional("multiplier");
    read_positive(multiplier, to.multiplier);
    if (to.kind != Kind::quanto && multiplier.present()) {
        multiplier.refuse(ErrorCode::unknown_member, "one of a quanto contract only");
    }
}

void read_instrument(const FieldReader& from, InstrumentTerms& to) {
    from.only_members(
        {"id", "kind", "underlying", "settle", "chain", "expiry", "contract_size", "multiplier", "tiers"});
    read_name(from["id"], to.id);
    from["kind"].get(to.kind, {"linear", "inverse", "quanto"});
    read_asset_id(from["underlying"], to.underlying);
    read_settlement(from, to);
    read_optional(from.optional("chain"), to.chain, read_chain_id);
    from.read_if_present("expiry", to.expiry);
    read_positive(from.optional("contract_size"), to.contract_size);
    const FieldReader tiers = from["tiers"];
    std::vector<TierRow> rows;
    read_list(tiers, max_tiers, rows, read_tier);
    if (tiers.present()) tiers.take(TierTable::make(std::move(rows)), to.tiers);
}

}  // namespace

void read_margin(const FieldReader& from, MarginTerms& to) {
    from.only_members({"mode", "trigger", "basis", "gain_weight_initial", "gain_weight_maintenance", "close_fee",
                       "gap_add_on", "call_buffer", "backstop", "preset", "instruments"});
    const FieldReader mode = from.optional("mode");
    if (mode.choice({"cross", "isolated"}) == 1) to.params.mode = MarginMode::isolated;
    from.optional("trigger").get(to.params.trigger, {"strict", "equal"});
    from.optional("basis").get(to.params.basis, {"mark", "entry"});
    const std::pair<const char*, Decimal*> fractions[] = {{"gain_weight_initial", &to.params.gain_weight_initial},
                                                          {"gain_weight_maintenance", &to.params.gain_weight_maintenance},
                                                          {"close_fee", &to.params.close_fee}};
    for (const auto& [name, value] : fractions) read_fraction(from.optional(name), *value);
    read_not_negative(from.optional("gap_add_on"), to.params.gap_add_on);
    read_optional(from.optional("call_buffer"), to.params.call_buffer, read_not_negative);
    read_optional(from.optional("backstop"), to.params.backstop, read_fraction);
    read_preset_statement(from.optional("preset"), to.preset);
    UniqueIds ids;
    read_list(from["instruments"], max_policy_items, to.instruments, [&](const FieldReader& item, InstrumentTerms& terms) {
        read_instrument(item, terms);
        ids.add(item, terms.id, "an id of its own");
    });
}

}  // namespace clearmargin
