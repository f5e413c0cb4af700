#include "wasm/pipeline/comparison.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace clearmargin {
namespace {

bool within(Decimal difference, Decimal theirs, const Limits& limits) {
    const CheckedDecimal relative = mul_down(limits.tolerance_relative, absolute(theirs));
    const CheckedDecimal allowed = max(relative, limits.tolerance_absolute);
    const CheckedDecimal distance = absolute(difference);
    return allowed.ok() && distance.ok() && distance.value() <= allowed.value();
}

ComparisonRow compare_figure(std::string name, const Figure& ours, Decimal theirs, const EvidenceRef& their_word,
                             const Limits& limits) {
    ComparisonRow row;
    row.figure = std::move(name);
    row.ours = ours;
    row.theirs = Figure{to_string(theirs), ours.unit, their_word, ""};
    row.difference = Figure{std::nullopt, ours.unit, combine(ours.evidence, their_word), "no_figure"};
    if (!ours.value) return row;
    const auto value = parse_decimal(*ours.value);
    if (!value.ok()) return row;
    const CheckedDecimal difference = CheckedDecimal(value.value()) - theirs;
    if (!difference.ok()) return row;
    row.difference.value = to_string(difference.value());
    row.difference.reason.clear();
    row.agrees = within(difference.value(), theirs, limits);
    return row;
}

const PositionRow* find_position(const MarginReport& margin, std::string_view id) {
    const auto found = std::find_if(margin.positions.begin(), margin.positions.end(),
                                    [&](const PositionRow& row) { return row.id == id; });
    return found == margin.positions.end() ? nullptr : &*found;
}

std::optional<Decimal> decimal_of(const Figure& figure) {
    if (!figure.value) return std::nullopt;
    const auto value = parse_decimal(*figure.value);
    return value.ok() ? std::optional(value.value()) : std::nullopt;
}

/// A price of the underlying as a price of the position's contract, which a venue shows: the contract's mark keeps its
/// ratio to the underlying's price. Rounded toward now.
Figure as_contract_price(const Figure& figure, const LiquidationRow& row, const PositionRow& position, Rounding rounding) {
    Figure out = figure;
    out.evidence = combine(out.evidence, position.mark.evidence);
    const auto price = decimal_of(figure);
    const auto mark = decimal_of(position.mark);
    const auto underlying = decimal_of(row.mark);
    if (!price || !mark || !underlying || *mark == *underlying) return out;
    const CheckedDecimal moved = mul_div(*price, *mark, *underlying, rounding);
    out.value = moved.ok() ? std::optional(to_string(moved.value())) : std::nullopt;
    return out;
}

/// The liquidation price on the side that the position loses on.
Figure liquidation_price_of(const MarginReport& margin, std::string_view id) {
    const Figure none{std::nullopt, "USD", {}, "no_such_position"};
    const PositionRow* position = find_position(margin, id);
    if (position == nullptr) return none;
    const bool is_long = position->qty.value && !position->qty.value->starts_with('-');
    const std::string_view scope = position->margin_mode == "isolated" ? std::string_view(position->id) : "cross";
    for (const LiquidationRow& row : margin.liquidation) {
        if (row.scope != scope || row.underlying != position->underlying) continue;
        return is_long ? as_contract_price(row.liquidation_down, row, *position, Rounding::ceil)
                       : as_contract_price(row.liquidation_up, row, *position, Rounding::floor);
    }
    return none;
}

}  // namespace

std::vector<ComparisonRow> compare(const MarginReport& ours, const ReportedFigures& theirs, const Limits& limits,
                                   EvidenceTable& evidence) {
    std::vector<ComparisonRow> rows;
    if (ours.error) return rows;
    EvidenceSource venue;
    venue.level = EvidenceLevel::reported;
    venue.rests_on = "the venue's word";
    venue.as_of = theirs.as_of;
    EvidenceRef word;
    const auto add = [&](std::string name, const Figure& figure, Decimal value) {
        if (word.from.empty()) word = evidence.add(venue);
        rows.push_back(compare_figure(std::move(name), figure, value, word, limits));
    };
    if (theirs.equity) add("equity", ours.equity, *theirs.equity);
    if (theirs.initial_margin) add("initial_margin", ours.initial_margin, *theirs.initial_margin);
    if (theirs.maintenance_margin) add("maintenance_margin", ours.maintenance_margin, *theirs.maintenance_margin);
    for (const ReportedFigures::LiquidationPrice& price : theirs.liquidation_prices) {
        add("liquidation_prices." + truncated(price.position), liquidation_price_of(ours, price.position), price.price);
    }
    return rows;
}

}  // namespace clearmargin
