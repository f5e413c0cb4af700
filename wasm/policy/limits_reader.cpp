#include "wasm/document/document_fields.hpp"
#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

/// A share of a sync committee: the specification's two thirds can be raised, not lowered.
void read_participation(const FieldReader& at, Decimal& to) {
    at.get(to);
    if (!at.present() || (to.is_positive() && to <= Decimal(1) && Decimal::from_units(3 * to.units()) >= Decimal(2))) {
        return;
    }
    at.refuse(ErrorCode::out_of_range, "a number from 2/3 to 1", to_string(to));
}

}  // namespace

void read_limits(const FieldReader& from, Limits& to) {
    to.tolerance_relative = Decimal::from_units(Decimal::one_units / 2000);
    to.tolerance_absolute = Decimal::from_units(Decimal::one_units / 100);
    if (!from.present()) return;
    from.only_members({"max_header_age", "max_checkpoint_age", "max_finality_lag", "min_participation", "max_price_age",
                       "max_position_age", "max_claim_spread", "tolerance_relative", "tolerance_absolute"});
    from.read_if_present("max_header_age", to.max_header_age);
    from.read_if_present("max_checkpoint_age", to.max_checkpoint_age);
    from.read_if_present("max_finality_lag", to.max_finality_lag);
    read_optional(from.optional("min_participation"), to.min_participation, read_participation);
    from.read_if_present("max_price_age", to.max_price_age);
    from.read_if_present("max_position_age", to.max_position_age);
    from.read_if_present("max_claim_spread", to.max_claim_spread);
    read_not_negative(from.optional("tolerance_relative"), to.tolerance_relative);
    read_not_negative(from.optional("tolerance_absolute"), to.tolerance_absolute);
}

}  // namespace clearmargin
