// Why a venue's figure is another than ours: which known slip, or which two together, gives the venue's number.
#include <algorithm>
#include <array>

#include "core/margin/evaluate_pool.hpp"
#include "core/margin/margin.hpp"
#include "core/margin/validate_account.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/document/document_fields.hpp"

namespace clearmargin {
namespace {

enum class VenueFigure : std::uint8_t { equity, initial_margin, maintenance_margin, liquidation_price };

/// An account, and the position that a venue's figure is about.
struct Suspect {
    Account account;
    MarginParams params;
    std::optional<std::size_t> position;
};

/// Each makes the account what a venue would see that makes this one slip. False where it changes nothing here.
struct Slip {
    std::string_view name;
    bool (*apply)(Suspect&);
};

bool ignore_other_positions(Suspect& suspect) {
    if (!suspect.position || suspect.account.positions.size() < 2) return false;
    for (std::size_t i = 0; i < suspect.account.positions.size(); ++i) {
        if (i == *suspect.position) continue;
        suspect.account.positions[i].quantity = 0;
        suspect.account.positions[i].funding = 0;
    }
    return true;
}

bool use_entry_for_mark(Suspect& suspect) {
    bool changes = false;
    for (MarginPosition& position : suspect.account.positions) {
        // An option's entry is what it cost, which no mark of its underlying is.
        if (std::holds_alternative<OptionContract>(position.instrument)) continue;
        position.mark_price = position.entry_price;
        changes = true;
    }
    return changes;
}

/// Every balance gets an asset of its own, which no move of another touches.
bool freeze_collateral(Suspect& suspect) {
    const std::size_t known = suspect.account.assets.size();
    for (AssetIndex i = 0; i < known; ++i) {
        MarginAsset frozen = suspect.account.assets[i];
        frozen.id += " as collateral";
        frozen.linked_to.reset();
        suspect.account.assets.push_back(std::move(frozen));
    }
    for (CollateralLine& line : suspect.account.collateral) line.asset += known;
    return !suspect.account.collateral.empty();
}

bool take_requirements_at_entry(Suspect& suspect) {
    const bool changes = suspect.params.basis != RequirementBasis::entry;
    suspect.params.basis = RequirementBasis::entry;
    return changes;
}

/// The bracket of today's or of the entry's notional for all prices.
bool keep_first_tier(Suspect& suspect) {
    bool changes = false;
    for (TierTable& table : suspect.account.tiers) {
        if (table.rows().size() < 2) continue;
        auto first = TierTable::make({table.rows().front()});
        if (!first.ok()) return false;
        table = std::move(first).value();
        changes = true;
    }
    return changes;
}

bool leave_out_haircuts(Suspect& suspect) {
    for (CollateralLine& line : suspect.account.collateral) line.haircut = {};
    for (MarginAsset& asset : suspect.account.assets) asset.tiers.reset();
    for (MarginChain& chain : suspect.account.chains) chain.discount = 1;
    return !suspect.account.collateral.empty();
}

bool leave_out_funding(Suspect& suspect) {
    bool changes = false;
    for (MarginPosition& position : suspect.account.positions) {
        changes = changes || !position.funding.is_zero();
        position.funding = 0;
    }
    return changes;
}

constexpr std::array<Slip, 7> slips = {{
    {"other_positions_ignored", ignore_other_positions},
    {"entry_for_mark", use_entry_for_mark},
    {"collateral_price_frozen", freeze_collateral},
    {"requirements_at_entry", take_requirements_at_entry},
    {"first_tier_for_all", keep_first_tier},
    {"haircuts_left_out", leave_out_haircuts},
    {"funding_left_out", leave_out_funding},
}};

/// The pool the figure is about: the position's own where isolated, else the shared one.
bool is_meant(const Suspect& suspect, const PoolScope& scope) {
    const bool isolated = suspect.position && suspect.account.positions[*suspect.position].isolated_margin;
    if (!isolated) return scope.kind != PoolScope::Kind::isolated;
    return scope.kind == PoolScope::Kind::isolated && scope.index == *suspect.position;
}

/// On the side that the position loses on, as a price of its contract, or of the underlying where it is an option;
/// rounded toward now.
Result<std::optional<Decimal>> liquidation_price(const Suspect& suspect, const Pool& pool, const PoolFigures& figures) {
    const MarginPosition& position = suspect.account.positions[*suspect.position];
    AssetIndex moved = underlying_of(position.instrument);
    if (suspect.account.assets[moved].linked_to) moved = *suspect.account.assets[moved].linked_to;
    AssetLiquidation found;
    TRY(liquidation_in(suspect.account, suspect.params, pool, figures, moved, found));
    const auto* option = std::get_if<OptionContract>(&position.instrument);
    const bool is_put = option != nullptr && option->right == OptionContract::Right::put;
    const bool is_short = position.quantity.is_negative() != is_put;
    const PriceAnswer& answer = is_short ? found.liquidation_up : found.liquidation_down;
    if (!answer.price) return std::optional<Decimal>();
    TRY(const Decimal price,
        settle(mul_div(*answer.price, mark_price_of(suspect.account, position), suspect.account.assets[moved].price,
                       is_short ? Rounding::floor : Rounding::ceil)));
    return std::optional(price);
}

Result<std::optional<Decimal>> figure_of(const Suspect& suspect, VenueFigure figure) {
    TRY(validate_account(suspect.account, suspect.params));
    for (const Pool& pool : pools_of(suspect.account, suspect.params.mode)) {
        if (!is_meant(suspect, pool.scope)) continue;
        MarginResult result;
        TRY(evaluate_pool(suspect.account, suspect.params, pool, result));
        const PoolFigures& figures = result.pools.back().figures;
        switch (figure) {
            case VenueFigure::equity:
                return std::optional(figures.equity.value);
            case VenueFigure::initial_margin:
                return std::optional(figures.initial_margin.value);
            case VenueFigure::maintenance_margin:
                return std::optional(figures.maintenance_margin.value);
            case VenueFigure::liquidation_price:
                return liquidation_price(suspect, pool, figures);
        }
    }
    return std::optional<Decimal>();
}

struct Cause {
    std::vector<std::string_view> slips;
    std::optional<Decimal> value;
    bool reproduces = false;
};

/// What a venue said, and how near a figure must come to be it.
struct Said {
    VenueFigure figure = VenueFigure::equity;
    Decimal value;
    const Limits* limits = nullptr;

    [[nodiscard]] bool is_near(const std::optional<Decimal>& ours) const {
        if (!ours) return false;
        const auto difference = settle(absolute(CheckedDecimal(*ours) - value));
        const auto allowed =
            settle(max(limits->tolerance_absolute, mul_down(absolute(value), limits->tolerance_relative)));
        return difference.ok() && allowed.ok() && difference.value() <= allowed.value();
    }
};

/// A slip that leaves no account, as one whose numbers overflow, explains nothing.
void try_slips(const Suspect& as_it_is, const Said& said, std::vector<std::string_view> names,
               std::initializer_list<const Slip*> applied, std::vector<Cause>& to) {
    Suspect suspect = as_it_is;
    for (const Slip* slip : applied) {
        if (!slip->apply(suspect)) return;
    }
    const auto value = figure_of(suspect, said.figure);
    if (!value.ok()) return;
    to.push_back({std::move(names), value.value(), said.is_near(value.value())});
}

/// Every slip by itself, and where none is it, every two that are.
std::vector<Cause> causes_of(const Suspect& as_it_is, const Said& said) {
    std::vector<Cause> causes;
    for (const Slip& slip : slips) try_slips(as_it_is, said, {slip.name}, {&slip}, causes);
    const auto reproduces = [](const Cause& cause) { return cause.reproduces; };
    if (std::any_of(causes.begin(), causes.end(), reproduces)) return causes;
    std::vector<Cause> pairs;
    for (std::size_t i = 0; i < slips.size(); ++i) {
        for (std::size_t j = i + 1; j < slips.size(); ++j) {
            try_slips(as_it_is, said, {slips[i].name, slips[j].name}, {&slips[i], &slips[j]}, pairs);
        }
    }
    std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(causes), reproduces);
    return causes;
}

struct CauseRow {
    Cause cause;
    Figure value;
};

void write_cause(FieldWriter& out, const CauseRow& row) {
    out.texts("slips", row.cause.slips);
    out.field("value", row.value);
    out.flag("reproduces", row.cause.reproduces);
}

}  // namespace

void answer_venue(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "figure", "position", "value"});
    Said said;
    question["figure"].get(said.figure, {"equity", "initial_margin", "maintenance_margin", "liquidation_price"});
    question.read("value", said.value);
    said.limits = &analysis.policy().limits;
    Suspect suspect;
    const bool needs_position = said.figure == VenueFigure::liquidation_price;
    const FieldReader position = needs_position ? question["position"] : question.optional("position");
    const std::string_view id = position.present() ? position.text() : "";
    const auto& positions = analysis.inputs().positions;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (position.present() && positions[i].id == id) suspect.position = i;
    }
    if (position.present() && !suspect.position) {
        position.refuse(ErrorCode::unknown_reference, "one of the positions", id);
    }
    AccountTrial trial;
    std::optional<Decimal> ours;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    suspect.account = trial.engine.account;
    suspect.params = trial.engine.params;
    if (question.present()) question.take(figure_of(suspect, said.figure), ours);
    if (question.failed()) return;
    EvidenceTable& evidence = analysis.request.evidence;
    std::vector<CauseRow> rows;
    if (!said.is_near(ours)) {
        for (Cause& cause : causes_of(suspect, said)) {
            const Figure value = clearmargin::figure_of(cause.value, "USD", trial, evidence);
            rows.push_back({std::move(cause), value});
        }
    }
    out.field("ours", clearmargin::figure_of(ours, "USD", trial, evidence));
    out.flag("agrees", said.is_near(ours));
    out.objects("causes", rows, write_cause);
}

}  // namespace clearmargin
