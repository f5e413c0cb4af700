#include "core/result/error_registry.hpp"

#include <algorithm>
#include <array>

namespace clearmargin {
namespace {

using enum ErrorCode;
using enum ErrorKind;

constexpr auto entries = std::to_array<ErrorEntry>({
    {malformed_json, invalid, "malformed_json", "The text is not one complete JSON document in UTF-8."},
    {duplicate_key, invalid, "duplicate_key", "An object names the same member twice."},
    {unsupported_version, unsupported, "unsupported_version", "The format's version is not one this build knows."},
    {nesting_too_deep, invalid, "nesting_too_deep", "Arrays and objects are nested deeper than the limit."},
    {input_too_large, invalid, "input_too_large", "The input has more bytes or values than the limit."},
    {missing_member, invalid, "missing_member", "A required member is absent."},
    {wrong_type, invalid, "wrong_type", "A value has another JSON type than the format says."},
    {unknown_member, invalid, "unknown_member", "The policy has a member that this version does not know."},
    {malformed_hex, invalid, "malformed_hex", "Bytes must be 0x followed by an even number of hex digits."},
    {wrong_length, invalid, "wrong_length", "A byte string or list has another length than the format says."},
    {malformed_integer, invalid, "malformed_integer", "A whole number must be decimal digits, or 0x and hex digits."},
    {integer_out_of_range, invalid, "integer_out_of_range", "A whole number lies outside the range of its field."},
    {malformed_id, invalid, "malformed_id", "An id does not have its CAIP form."},
    {unknown_value, invalid, "unknown_value", "A value is none of those the format lists."},
    {too_many_items, invalid, "too_many_items", "A list is longer than the limit."},
    {duplicate_id, invalid, "duplicate_id", "Two entries of a list have the same id."},
    {number_not_exact, invalid, "number_not_exact", "Amounts are decimal strings, not JSON fractions or exponents."},

    {malformed_decimal, invalid, "malformed_decimal", "A number must be digits with an optional minus sign and fraction."},
    {excess_precision, invalid, "excess_precision", "A number has more than 18 digits after the point."},
    {decimal_overflow, invalid, "decimal_overflow", "A number or result lies beyond 1.7 x 10^20."},
    {division_by_zero, invalid, "division_by_zero", "A formula divides by zero for these values."},
    {price_not_positive, invalid, "price_not_positive", "A price, entry price, strike or multiplier must be above 0."},
    {out_of_range, invalid, "out_of_range", "A ratio, probability, volatility, time or leverage lies outside its range."},
    {too_few_price_sources, insufficient, "too_few_price_sources", "Fewer sound price sources than the policy asks for."},
    {price_stale, insufficient, "price_stale", "A price is older than the policy allows."},
    {conflicting_reports, insufficient, "conflicting_reports", "Reports of one state disagree and none has a majority."},
    {implied_volatility_out_of_range, invalid, "implied_volatility_out_of_range",
     "No volatility gives this option price: it lies outside its bounds."},
    {no_convergence, unsupported, "no_convergence", "A numerical search did not reach its tolerance."},
    {bad_series, invalid, "bad_series", "A history is too short for what is asked, or has a value that is no number."},
    {bad_correlation_shape, invalid, "bad_correlation_shape", "A correlation matrix is not square, symmetric and 1 on its diagonal."},
    {correlation_not_positive_semidefinite, invalid, "correlation_not_positive_semidefinite",
     "No random variables have these correlations."},

    {bad_tiers, invalid, "bad_tiers", "A tier table must start at 0, rise, and have rates between 0 and 1."},
    {unknown_reference, invalid, "unknown_reference", "An asset, chain, wallet, table or preset is named but not defined."},
    {mode_needs_field, invalid, "mode_needs_field", "The margin mode needs a field that is absent."},
    {expired_instrument, invalid, "expired_instrument", "An option or future has expired: use its settled balance."},
});

}  // namespace

std::span<const ErrorEntry> error_registry() noexcept { return entries; }

const ErrorEntry& error_entry(ErrorCode code) noexcept {
    const auto found = std::lower_bound(entries.begin(), entries.end(), code,
                                        [](const ErrorEntry& entry, ErrorCode wanted) { return entry.code < wanted; });
    return *found;
}

std::string_view kind_name(ErrorKind kind) noexcept {
    switch (kind) {
        case invalid: return "invalid";
        case insufficient: return "insufficient";
        case unsupported: return "unsupported";
    }
    return "invalid";
}

}  // namespace clearmargin
