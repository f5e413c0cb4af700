#include <algorithm>
#include <array>
#include <utility>

#include "wasm/policy/policy_sections.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_tiers = 64;

/// Initial margin rate: given as such, or as the greatest leverage, whose inverse is rounded up.
Result<Decimal> read_initial_rate(const JsonReader& from) {
    TRY(const auto rate, from.optional_member("imr"));
    TRY(const auto leverage, from.optional_member("max_leverage"));
    if (rate.has_value() == leverage.has_value()) {
        return from.refused(ErrorCode::missing_member, "exactly one of imr and max_leverage");
    }
    if (rate) return rate->decimal();
    TRY(const Decimal value, leverage->decimal());
    if (value < Decimal(1)) return leverage->refused(ErrorCode::out_of_range, "at least 1", to_string(value));
    return settle(div_up(1, value), "max_leverage");
}

Result<TierRow> read_tier(const JsonReader& from) {
    constexpr std::array<std::string_view, 4> known = {"floor", "mmr", "imr", "max_leverage"};
    TRY(from.only_members(known));
    TierRow row;
    TRY(const auto floor, from.member("floor"));
    TRY(row.floor, floor.decimal());
    TRY(const auto rate, from.member("mmr"));
    TRY(row.maintenance_rate, rate.decimal());
    TRY(row.initial_rate, read_initial_rate(from));
    return row;
}

Result<TierTable> read_tiers(const JsonReader& from) {
    TRY(const auto items, from.elements(max_tiers));
    std::vector<TierRow> rows;
    for (const JsonReader& item : items) {
        TRY(const TierRow row, read_tier(item));
        rows.push_back(row);
    }
    return under_path(from, TierTable::make(std::move(rows)));
}

Result<InstrumentTerms> read_instrument(const JsonReader& from) {
    constexpr std::array<std::string_view, 5> known = {"id", "kind", "underlying", "contract_size", "tiers"};
    TRY(from.only_members(known));
    InstrumentTerms terms;
    TRY(terms.id, read_name(from, "id"));
    TRY(const auto kind_at, from.member("kind"));
    TRY(const auto kind, kind_at.string());
    if (kind != "linear" && kind != "inverse") return kind_at.refused(ErrorCode::unknown_value, "linear or inverse", kind);
    terms.kind = kind == "linear" ? InstrumentTerms::Kind::linear : InstrumentTerms::Kind::inverse;
    TRY(terms.underlying, read_asset_id(from, "underlying"));
    TRY(const auto size, from.optional_member("contract_size"));
    if (size) {
        TRY(terms.contract_size, size->decimal());
        if (!terms.contract_size.is_positive()) {
            return size->refused(ErrorCode::price_not_positive, "above 0", to_string(terms.contract_size));
        }
    }
    TRY(const auto tiers, from.member("tiers"));
    TRY(terms.tiers, read_tiers(tiers));
    return terms;
}

/// One of two words. The first is the value where the member is absent.
template <class T>
Result<T> read_choice(const JsonReader& from, std::string_view member, std::string_view first, T first_value,
                      std::string_view second, T second_value) {
    TRY(const auto at, from.optional_member(member));
    if (!at) return first_value;
    TRY(const auto word, at->string());
    if (word == first) return first_value;
    if (word == second) return second_value;
    return at->refused(ErrorCode::unknown_value, std::string(first) + " or " + std::string(second), word);
}

}  // namespace

Result<MarginTerms> read_margin(const JsonReader& from) {
    constexpr std::array<std::string_view, 3> known = {"mode", "trigger", "instruments"};
    TRY(from.only_members(known));
    MarginTerms margin;
    TRY(margin.params.mode, read_choice(from, "mode", "cross", MarginMode::cross, "isolated", MarginMode::isolated));
    TRY(margin.params.trigger,
        read_choice(from, "trigger", "strict", LiquidationTrigger::below, "equal", LiquidationTrigger::at_or_below));
    TRY(const auto list, from.member("instruments"));
    TRY(const auto items, list.elements(max_policy_items));
    for (const JsonReader& item : items) {
        TRY(auto terms, read_instrument(item));
        const auto same = [&](const InstrumentTerms& other) { return other.id == terms.id; };
        if (std::any_of(margin.instruments.begin(), margin.instruments.end(), same)) {
            return item.refused(ErrorCode::duplicate_id, "an id of its own", terms.id);
        }
        margin.instruments.push_back(std::move(terms));
    }
    return margin;
}

}  // namespace clearmargin
