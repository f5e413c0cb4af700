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

void read_instrument(const FieldReader& from, InstrumentTerms& to) {
    from.only_members({"id", "kind", "underlying", "contract_size", "tiers"});
    read_name(from["id"], to.id);
    from["kind"].get(to.kind, {"linear", "inverse"});
    read_asset_id(from["underlying"], to.underlying);
    read_positive(from.optional("contract_size"), to.contract_size);
    const FieldReader tiers = from["tiers"];
    std::vector<TierRow> rows;
    read_list(tiers, max_tiers, rows, read_tier);
    if (tiers.present()) tiers.take(TierTable::make(std::move(rows)), to.tiers);
}

}  // namespace

void read_margin(const FieldReader& from, MarginTerms& to) {
    from.only_members({"mode", "trigger", "instruments"});
    const FieldReader mode = from.optional("mode");
    if (mode.choice({"cross", "isolated"}) == 1) to.params.mode = MarginMode::isolated;
    from.optional("trigger").get(to.params.trigger, {"strict", "equal"});
    UniqueIds ids;
    read_list(from["instruments"], max_policy_items, to.instruments, [&](const FieldReader& item, InstrumentTerms& terms) {
        read_instrument(item, terms);
        ids.add(item, terms.id, "an id of its own");
    });
}

}  // namespace clearmargin
