#include <array>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

Status read_age(const JsonReader& from, std::string_view member, std::uint64_t& to) {
    TRY(const auto at, from.optional_member(member));
    if (at) {
        TRY(to, at->u64());
    }
    return {};
}

Status read_tolerance(const JsonReader& from, std::string_view member, Decimal& to) {
    TRY(const auto at, from.optional_member(member));
    if (!at) return {};
    TRY(to, at->decimal());
    if (to.is_negative()) return at->refused(ErrorCode::out_of_range, "at least 0", to_string(to));
    return {};
}

}  // namespace

Limits default_limits() {
    Limits limits;
    limits.tolerance_relative = Decimal::from_units(Decimal::one_units / 2000);
    limits.tolerance_absolute = Decimal::from_units(Decimal::one_units / 100);
    return limits;
}

Result<Limits> read_limits(const JsonReader& from) {
    constexpr std::array<std::string_view, 7> known = {
        "max_header_age",   "max_checkpoint_age", "max_price_age",     "max_position_age",
        "max_claim_spread", "tolerance_relative", "tolerance_absolute"};
    TRY(from.only_members(known));
    Limits limits = default_limits();
    TRY(read_age(from, "max_header_age", limits.max_header_age));
    TRY(read_age(from, "max_checkpoint_age", limits.max_checkpoint_age));
    TRY(read_age(from, "max_price_age", limits.max_price_age));
    TRY(read_age(from, "max_position_age", limits.max_position_age));
    TRY(read_age(from, "max_claim_spread", limits.max_claim_spread));
    TRY(read_tolerance(from, "tolerance_relative", limits.tolerance_relative));
    TRY(read_tolerance(from, "tolerance_absolute", limits.tolerance_absolute));
    return limits;
}

}  // namespace clearmargin
