// What has to be added, closed or moved so that liquidation is no nearer than a given price.
#include <algorithm>

#include "wasm/analysis/first_multiple.hpp"
#include "wasm/analysis/question.hpp"
#include "wasm/analysis/snapshot_edit.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/margin/margin_section.hpp"

namespace clearmargin {
namespace {

constexpr Decimal finest_close = Decimal::from_units(10'000'000'000);
/// Below it is no matter of roundings.
constexpr Decimal clear_shortfall = Decimal::from_units(-Decimal::one_units / 1'000'000);
constexpr Decimal most_tokens = Decimal::from_units(Int128{1'000'000'000'000} * Decimal::one_units);

/// One way to get there, and how much of it is needed.
struct Way {
    std::string_view action;  ///< "add", "close" or "move"
    std::string_view what;    ///< id of the vault or position
    std::string_view to;      ///< id of the vault moved to
    std::string_view unit;
    std::optional<Decimal> amount;  ///< absent where no amount does it
};

/// The way and what it rests on.
struct WayRow {
    Way way;
    Figure amount;
};

class Reach {
  public:
    Reach(const MarginRequest& request, const AssetId& asset, Decimal price, bool is_down)
        : request_(request), asset_(asset), price_(price), is_down_(is_down) {}

    /// Whether the account stands all the way to the price. Most that do not are found out at the price itself.
    [[nodiscard]] Result<bool> holds(const MarginSnapshot& inputs) const {
        MarginSnapshot moved = inputs;
        TRY(move_price(inputs, request_.policy, request_.now, asset_, price_, moved));
        AccountTrial there;
        TRY(try_account(request_, moved, there));
        if (there.figures.buffer.value < clear_shortfall) return false;
        AssetLiquidation liquidation;
        TRY(liquidation_of(request_, inputs, asset_, liquidation));
        const PriceAnswer& answer = is_down_ ? liquidation.liquidation_down : liquidation.liquidation_up;
        if (!answer.price) return answer.absence == PriceAnswer::Absence::never;
        return is_down_ ? *answer.price <= price_ : *answer.price >= price_;
    }

    Status add_ways(std::vector<Way>& ways) const {
        for (const VaultDescriptor& vault : request_.policy.vaults) TRY(add_deposit(vault, ways));
        for (std::size_t i = 0; i < request_.inputs.positions.size(); ++i) TRY(add_close(i, ways));
        for (const SnapshotCollateral& line : request_.inputs.collateral) {
            for (const VaultDescriptor& vault : request_.policy.vaults) TRY(add_move(line, vault, ways));
        }
        return {};
    }

  private:
    /// The least amount of `change` with which it holds.
    template <class Change>
    [[nodiscard]] Result<std::optional<Decimal>> least(Decimal step, Decimal limit, Change change) const {
        return first_multiple(step, limit, [&](Decimal amount) -> Result<bool> {
            MarginSnapshot changed = request_.inputs;
            TRY(change(amount, changed));
            return holds(changed);
        });
    }

    /// What is not accepted, or counts nothing, helps nowhere and is left out.
    [[nodiscard]] bool is_accepted(const VaultDescriptor& vault) const {
        const AssetDefinition& definition = *request_.policy.find_asset(vault.asset);
        return request_.policy.find_collateral(vault.asset) != nullptr &&
               request_.inputs.find_price(request_.policy.priced_as(definition).id) != nullptr;
    }

    Status add_deposit(const VaultDescriptor& vault, std::vector<Way>& ways) const {
        if (!is_accepted(vault)) return {};
        Way way{"add", vault.id, "", request_.policy.find_asset(vault.asset)->symbol, std::nullopt};
        TRY(way.amount, least(decimal_step, most_tokens, [&](Decimal amount, MarginSnapshot& changed) {
                return apply_deposit(vault.id, owner_in(vault), amount, request_.policy, changed);
            }));
        ways.push_back(way);
        return {};
    }

    Status add_close(std::size_t index, std::vector<Way>& ways) const {
        const SnapshotPosition& position = request_.inputs.positions[index];
        if (position.isolated || position.qty.is_zero()) return {};
        Way way{"close", position.id, "", "contracts", std::nullopt};
        TRY(const Decimal size, settle(absolute(position.qty), "qty"));
        TRY(way.amount, least(finest_close, size, [&](Decimal amount, MarginSnapshot& changed) {
                WhatIfOrder order;
                order.instrument = position.instrument;
                order.position = position.id;
                order.contracts = position.qty.is_negative() ? amount : Decimal::from_units(-amount.units());
                return apply_order(order, request_.policy, changed);
            }));
        ways.push_back(way);
        return {};
    }

    Status add_move(const SnapshotCollateral& line, const VaultDescriptor& vault, std::vector<Way>& ways) const {
        const auto priced_as = [&](const AssetId& asset) {
            return request_.policy.priced_as(*request_.policy.find_asset(asset)).id;
        };
        const bool is_elsewhere = !(vault.chain == line.chain) && priced_as(vault.asset) == priced_as(line.asset);
        if (!is_elsewhere || !is_accepted(vault)) return {};
        Way way{"move", line.vault, vault.id, request_.policy.find_asset(line.asset)->symbol, std::nullopt};
        TRY(way.amount, least(decimal_step, line.amount, [&](Decimal amount, MarginSnapshot& changed) {
                return apply_transfer(line.vault, vault.id, line.account, amount, request_.policy, changed);
            }));
        ways.push_back(way);
        return {};
    }

    /// Whose balance there grows: the one there is, or that of the policy's first account.
    [[nodiscard]] const AccountId& owner_in(const VaultDescriptor& vault) const {
        for (const SnapshotCollateral& line : request_.inputs.collateral) {
            if (line.vault == vault.id) return line.account;
        }
        return request_.policy.accounts.front();
    }

    const MarginRequest& request_;
    const AssetId& asset_;
    Decimal price_;
    bool is_down_;
};

void write_way(FieldWriter& out, const WayRow& row) {
    out.field("action", row.way.action);
    out.field("what", row.way.what);
    if (row.way.to.empty()) {
        out.null("to");
    } else {
        out.field("to", row.way.to);
    }
    out.field("amount", row.amount);
}

}  // namespace

void answer_reach(const FieldReader& question, Analysis& analysis, FieldWriter& out) {
    question.only_members({"kind", "asset", "price"});
    AssetId asset;
    Decimal price;
    read_asset_id(question["asset"], asset);
    read_positive(question["price"], price);
    AccountTrial trial;
    if (question.present()) question.take(try_account(analysis.request, analysis.inputs(), trial));
    AssetIndex index = 0;
    if (question.present()) question.take(asset_of(trial.engine.account, asset), index);
    if (question.failed()) return;
    const Reach reach(analysis.request, asset, price, price < trial.engine.account.assets[index].price);
    bool holds = false;
    std::vector<Way> ways;
    question.take(reach.holds(analysis.inputs()), holds);
    if (question.present() && !holds) question.take(reach.add_ways(ways));
    if (question.failed()) return;
    std::vector<WayRow> rows;
    for (const Way& way : ways) {
        rows.push_back({way, figure_of(way.amount, way.unit, trial, analysis.request.evidence)});
    }
    out.flag("holds", holds);
    out.objects("ways", rows, write_way);
}

}  // namespace clearmargin
