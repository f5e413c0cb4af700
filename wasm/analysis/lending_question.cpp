// How the account would stand on a lending market: its collateral lent on the terms given, its debts borrowed there.
#include <algorithm>
#include <utility>

#include "core/margin/portfolio_pool.hpp"
#include "core/margin/validate_account.hpp"
#include "core/venue/lending.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/document/unique_ids.hpp"
#include "wasm/margin/model_rows.hpp"

namespace clearmargin {
namespace {

struct AskedReserve {
    AssetId asset;
    LendingReserve terms;  ///< of nothing yet
};

/// An account as a lending market sees it: what lies in reserves, and every debt.
struct Lending {
    EngineAccount engine;
    std::vector<AssetIndex> assets;           ///< of the reserves
    std::vector<LendingReserve> reserves;     ///< with the value that the account has in each
    std::vector<CollateralLineValue> values;  ///< of the account's lines
    Decimal debt;                             ///< USD
    std::vector<InputId> inputs;              ///< what the account has and owes there
};

struct LendingFigures {
    std::optional<Decimal> health_factor;
    Decimal available_borrows;
    LendingReserve together;
};

struct ReservePrice {
    std::string_view asset;
    std::string_view symbol;
    Figure price;
};

void read_reserve(const FieldReader& from, const Policy& policy, AskedReserve& to) {
    from.only_members({"asset", "loan_to_value", "liquidation_threshold"});
    const FieldReader asset = from["asset"];
    read_asset_id(asset, to.asset);
    if (asset.present() && policy.find_asset(to.asset) == nullptr) {
        asset.refuse(ErrorCode::unknown_reference, "one of the policy's assets", to.asset.text);
    }
    const FieldReader loan_to_value = from["loan_to_value"];
    read_fraction(loan_to_value, to.terms.loan_to_value);
    read_fraction(from["liquidation_threshold"], to.terms.liquidation_threshold);
    if (loan_to_value.present() && to.terms.loan_to_value > to.terms.liquidation_threshold) {
        loan_to_value.refuse(ErrorCode::out_of_range, "at most the liquidation_threshold",
                             to_string(to.terms.loan_to_value));
    }
}

/// The reserves' places in the account. Refuses missing_price.
void find_reserves(const FieldReader& from, const std::vector<AskedReserve>& asked, Lending& to) {
    const auto& assets = to.engine.account.assets;
    for (std::size_t i = 0; i < asked.size() && from.present(); ++i) {
        AssetIndex index = 0;
        while (index < assets.size() && assets[index].id != asked[i].asset.text) ++index;
        if (index == assets.size()) {
            from.elements(asked.size())[i]["asset"].refuse(ErrorCode::missing_price, "an asset with a price",
                                                           asked[i].asset.text);
        }
        to.assets.push_back(index);
        to.reserves.push_back(asked[i].terms);
    }
}

/// Adds up what the account has in the reserves and what it owes, before haircuts. Fails decimal_overflow.
Status add_up(Lending& to) {
    const Account& account = to.engine.account;
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < account.collateral.size(); ++place) places.push_back(place);
    to.values.resize(places.size());
    TRY(under("collateral", collateral_values(account.collateral, places, account.assets, account.chains, to.values)));
    Refusal first;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        const bool is_debt = line.quantity.is_negative();
        const auto reserve = std::find(to.assets.begin(), to.assets.end(), line.asset);
        if (!is_debt && (!line.enabled || reserve == to.assets.end())) continue;
        Decimal& sum = is_debt ? to.debt : to.reserves[static_cast<std::size_t>(reserve - to.assets.begin())].value;
        sum = settle(sum + absolute(to.values[place].value), first, is_debt ? "debts" : "collateral");
        for (const InputId input : inputs_of(account, line)) to.inputs.push_back(input);
    }
    return first;
}

Status compute(const Lending& lending, LendingFigures& to) {
    TRY(to.health_factor, health_factor(lending.reserves, lending.debt));
    TRY(to.available_borrows, available_borrows(lending.reserves, lending.debt));
    TRY(to.together, weighted_reserve(lending.reserves));
    return {};
}

/// The price of reserve `index` at which the health factor is 1, where all that is priced as it moves with it.
Result<std::optional<Decimal>> liquidation_price(const Lending& lending, std::size_t index) {
    const Account& account = lending.engine.account;
    const AssetIndex root = root_of(account, lending.assets[index]);
    LendingSums moving;
    LendingSums rest;
    const auto side_of = [&](AssetIndex asset) -> LendingSums& {
        return root_of(account, asset) == root ? moving : rest;
    };
    Refusal first;
    for (std::size_t i = 0; i < lending.assets.size(); ++i) {
        const LendingReserve& reserve = lending.reserves[i];
        Decimal& covered = side_of(lending.assets[i]).covered;
        covered = settle(covered + mul_down(reserve.value, reserve.liquidation_threshold), first);
    }
    for (std::size_t i = 0; i < lending.values.size(); ++i) {
        const CollateralLine& line = account.collateral[i];
        Decimal& debt = side_of(line.asset).debt;
        if (line.quantity.is_negative()) debt = settle(CheckedDecimal(debt) - lending.values[i].value, first);
    }
    if (first.present()) return first;
    return lending_liquidation_price(account.assets[root].price, moving, rest);
}

/// One for each reserve that the account has something in.
Status add_liquidation_prices(const Lending& lending, const LendingFigures& figures, const Policy& policy,
                              EvidenceRef evidence, std::vector<ReservePrice>& to) {
    const bool is_below_one = figures.health_factor && *figures.health_factor < Decimal(1);
    for (std::size_t i = 0; i < lending.assets.size(); ++i) {
        if (!lending.reserves[i].value.is_positive()) continue;
        const AssetDefinition& definition = definition_of(lending.engine, policy, lending.assets[i]);
        ReservePrice& row = to.emplace_back();
        row.asset = definition.id.text;
        row.symbol = definition.symbol;
        row.price = {std::nullopt, "USD", evidence, "already"};
        if (is_below_one) continue;
        TRY(row.price.value, liquidation_price(lending, i));
        row.price.reason = row.price.value ? "" : "never";
    }
    return {};
}

void write_row(FieldWriter& out, const ReservePrice& row) {
    out.field("asset", row.asset);
    out.field("symbol", row.symbol);
    out.field("price", row.price);
}

}  // namespace

void answer_lending(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "reserves"});
    const FieldReader reserves = question["reserves"];
    std::vector<AskedReserve> asked;
    UniqueIds ids;
    read_list(reserves, max_margin_assets, asked, [&](const FieldReader& item, AskedReserve& reserve) {
        read_reserve(item, analysis.policy(), reserve);
        if (item.present()) ids.add(item["asset"], reserve.asset.text, "each asset once");
    });
    Lending lending;
    EvidenceTable& evidence = analysis.request.evidence;
    EngineAccount& engine = lending.engine;
    if (question.present()) {
        question.take(build_account(analysis.inputs(), analysis.policy(), analysis.request.now, evidence, engine));
    }
    if (question.present()) question.take(validate_account(engine.account, engine.params));
    find_reserves(reserves, asked, lending);
    LendingFigures figures;
    if (question.present()) question.take(add_up(lending));
    if (question.present()) question.take(compute(lending, figures));
    if (question.failed()) return;
    const EvidenceRef rests_on = engine.rests_on(lending.inputs, evidence);
    std::vector<ReservePrice> rows;
    question.take(add_liquidation_prices(lending, figures, analysis.policy(), rests_on, rows));
    if (question.failed()) return;
    out.field("health_factor", Figure{figures.health_factor, "1", rests_on, figures.health_factor ? "" : "infinite"});
    out.field("available_borrows", Figure{figures.available_borrows, "USD", rests_on, ""});
    out.field("loan_to_value", Figure{figures.together.loan_to_value, "1", rests_on, ""});
    out.field("liquidation_threshold", Figure{figures.together.liquidation_threshold, "1", rests_on, ""});
    out.objects("liquidation_prices", rows, write_row);
}

}  // namespace clearmargin
