#include "wasm/pipeline/comparison.hpp"

#include <algorithm>
#include <optional>

namespace clearmargin {
namespace {

bool within(Decimal difference, Decimal theirs, const Limits& limits) {
    const CheckedDecimal relative = mul_down(limits.tolerance_relative, absolute(theirs));
    const CheckedDecimal allowed = max(relative, limits.tolerance_absolute);
    const CheckedDecimal distance = absolute(difference);
    return allowed.ok() && distance.ok() && distance.value() <= allowed.value();
}

/// Whether a position loses where its underlying rises.
bool loses_upwards(const PositionRow& position) {
    const bool is_put = position.option && position.option->right == "put";
    return position.qty.value->is_negative() != is_put;
}

/// A venue's figures against those of the report.
class Comparison {
  public:
    Comparison(const ReportedFigures& theirs, const Limits& limits, Report& report)
        : theirs_(theirs), limits_(limits), report_(report), ours_(*report.section.margin) {}

    void add_all() {
        add_account_figure("equity", ours_.account.equity, theirs_.equity);
        add_account_figure("initial_margin", ours_.account.initial_margin, theirs_.initial_margin);
        add_account_figure("maintenance_margin", ours_.account.maintenance_margin, theirs_.maintenance_margin);
        for (const ReportedFigures::LiquidationPrice& price : theirs_.liquidation_prices) {
            add("liquidation_prices.", price.position, liquidation_price_of(price.position), price.price);
        }
    }

  private:
    void add_account_figure(std::string_view name, const Figure& ours, const std::optional<Decimal>& theirs) {
        if (theirs) add(name, "", ours, *theirs);
    }

    void add(std::string_view name, std::string_view position, const Figure& ours, Decimal theirs) {
        const EvidenceRef word = report_.evidence.add_reported("the venue's word", theirs_.as_of);
        ComparisonRow& row = report_.comparison.emplace_back();
        row.figure = name;
        row.position = position;
        row.ours = ours;
        row.theirs = {theirs, ours.unit, word, ""};
        row.difference = {std::nullopt, ours.unit, report_.evidence.combine(ours.evidence, word), "no_figure"};
        if (!ours.value) return;
        const CheckedDecimal difference = CheckedDecimal(*ours.value) - theirs;
        if (!difference.ok()) return;
        row.difference.value = difference.value();
        row.difference.reason = "";
        row.agrees = within(difference.value(), theirs, limits_);
    }

    /// A price of the underlying as a price of the position's contract, which a venue shows: the contract's mark keeps
    /// its ratio to the underlying's price. Rounded toward now.
    Figure as_contract_price(Figure price, const Figure& underlying, const Figure& mark, Rounding rounding) {
        price.evidence = report_.evidence.combine(price.evidence, mark.evidence);
        if (!price.value) return price;
        const CheckedDecimal moved = mul_div(*price.value, *mark.value, *underlying.value, rounding);
        price.value.reset();
        if (moved.ok()) price.value = moved.value();
        return price;
    }

    /// The liquidation price on the side that the position loses on; of an option the underlying's.
    Figure liquidation_price_of(std::string_view id) {
        for (const PositionRow& position : ours_.positions) {
            if (position.id != id) continue;
            const std::string_view scope = position.margin_mode == "isolated" ? position.id : "cross";
            for (const LiquidationRow& row : ours_.liquidation) {
                if (row.scope != scope || row.underlying != position.underlying) continue;
                // An option's mark does not follow its underlying in proportion: the price is the underlying's.
                if (position.option) return loses_upwards(position) ? row.liquidation_up : row.liquidation_down;
                return loses_upwards(position)
                           ? as_contract_price(row.liquidation_up, row.mark, position.mark, Rounding::floor)
                           : as_contract_price(row.liquidation_down, row.mark, position.mark, Rounding::ceil);
            }
        }
        return {std::nullopt, "USD", {}, "no_such_position"};
    }

    const ReportedFigures& theirs_;
    const Limits& limits_;
    Report& report_;
    const MarginReport& ours_;
};

}  // namespace

void compare(const ReportedFigures& theirs, const Limits& limits, Report& report) {
    if (report.section.margin->error.present()) return;
    Comparison(theirs, limits, report).add_all();
}

}  // namespace clearmargin
