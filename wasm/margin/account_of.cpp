#include "wasm/margin/account_of.hpp"

#include <string>
#include <utility>

namespace clearmargin {
namespace {

class Builder {
  public:
    Builder(const MarginSnapshot& snapshot, const Policy& policy, EngineAccount& out)
        : snapshot_(snapshot), policy_(policy), out_(out) {}

    Status build(UnixSeconds now) {
        out_.params = policy_.margin.params;
        out_.params.now = now;
        for (const InstrumentTerms& terms : policy_.margin.instruments) out_.account.tiers.push_back(terms.tiers);
        // Those with a price of their own first, so that those priced as them can point at them.
        for (const bool own : {true, false}) {
            for (const AssetDefinition& definition : policy_.assets) {
                if (definition.same_price_as.has_value() != own) add_asset(definition);
            }
        }
        for (const SnapshotCollateral& line : snapshot_.collateral) add_collateral(line);
        for (std::size_t i = 0; i < snapshot_.positions.size(); ++i) add_position(i);
        return std::move(first_);
    }

  private:
    InputId input(EvidenceRef evidence) {
        out_.evidence.push_back(evidence);
        return static_cast<InputId>(out_.evidence.size() - 1);
    }

    /// The asset's place, absent where it has no price.
    [[nodiscard]] std::optional<AssetIndex> find_asset(const AssetId& id) const {
        const auto& assets = out_.account.assets;
        for (AssetIndex i = 0; i < assets.size(); ++i) {
            if (assets[i].id == id.text) return i;
        }
        return std::nullopt;
    }

    void add_asset(const AssetDefinition& definition) {
        const AssetId& priced_as = policy_.priced_as(definition).id;
        const SnapshotPrice* price = snapshot_.find_price(priced_as);
        if (price == nullptr) return;
        std::optional<AssetIndex> linked_to;
        if (definition.same_price_as) linked_to = find_asset(priced_as);
        MarginAsset& asset = out_.account.assets.emplace_back();
        asset.id = definition.id.text;
        asset.price = price->price;
        asset.lower = settle(max(CheckedDecimal(price->price) - price->conf, 0), first_, "prices");
        asset.upper = settle(CheckedDecimal(price->price) + price->conf, first_, "prices");
        if (const CollateralTerms* terms = policy_.find_collateral(definition.id)) {
            asset.liquidation_buffer = terms->liquidation_buffer;
        }
        asset.linked_to = linked_to;
        asset.price_input = linked_to ? out_.account.assets[*linked_to].price_input : input(price->evidence);
    }

    void add_collateral(const SnapshotCollateral& from) {
        std::optional<std::size_t>& place = out_.collateral_lines.emplace_back();
        const auto asset = find_asset(from.asset);
        const CollateralTerms* terms = policy_.find_collateral(from.asset);
        if (!asset || terms == nullptr) return;
        place = out_.account.collateral.size();
        CollateralLine& line = out_.account.collateral.emplace_back();
        line.asset = *asset;
        line.quantity = from.amount;
        line.haircut.base = terms->haircut;
        line.input = input(from.evidence);
    }

    void add_position(std::size_t index) {
        const SnapshotPosition& from = snapshot_.positions[index];
        const InstrumentTerms& terms = *policy_.find_instrument(from.instrument);
        const auto underlying = find_asset(terms.underlying);
        if (!underlying) {
            refuse_in(index,
                      refuse(ErrorCode::missing_price, "instrument", "a price of " + terms.underlying.text, "none"));
            return;
        }
        MarginPosition& position = out_.account.positions.emplace_back();
        position.id = from.id;
        if (terms.kind == InstrumentTerms::Kind::linear) {
            position.instrument = LinearContract{*underlying, std::nullopt, std::nullopt};
        } else {
            position.instrument = InverseContract{*underlying, std::nullopt};
        }
        position.quantity = exact_quantity(from.qty, terms.contract_size, index);
        position.entry_price = from.entry;
        position.mark_price = from.mark;
        position.funding = from.funding_accrued;
        if (from.isolated) position.isolated_margin = from.isolated_margin.value_or(Decimal());
        position.tiers = static_cast<std::size_t>(&terms - policy_.margin.instruments.data());
        position.input = input(from.evidence);
        if (from.mark) position.mark_input = position.input;
    }

    /// A product of two exact decimals that does not fit 18 digits would be another position: it is refused.
    Decimal exact_quantity(Decimal contracts, Decimal contract_size, std::size_t index) {
        Refusal refusal;
        const Decimal down = settle(mul_down(contracts, contract_size), refusal, "qty");
        const Decimal up = settle(mul_up(contracts, contract_size), refusal, "qty");
        if (down != up && !refusal.present()) {
            refusal = refuse(ErrorCode::excess_precision, "qty", "at most 18 digits of quantity");
        }
        if (refusal.present()) refuse_in(index, std::move(refusal));
        return down;
    }

    void refuse_in(std::size_t position, Refusal refusal) {
        if (!first_.present()) first_ = under(element_path("positions", position), std::move(refusal));
    }

    const MarginSnapshot& snapshot_;
    const Policy& policy_;
    EngineAccount& out_;
    Refusal first_;
};

}  // namespace

EvidenceRef EngineAccount::rests_on(std::span<const InputId> inputs, EvidenceTable& table) const {
    EvidenceBasis basis;
    for (const InputId id : inputs) basis.add(table[evidence[id]]);
    return table.refer(std::move(basis));
}

Status build_account(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now, EngineAccount& to) {
    return Builder(snapshot, policy, to).build(now);
}

}  // namespace clearmargin
