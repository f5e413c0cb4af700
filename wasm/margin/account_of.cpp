#include "wasm/margin/account_of.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace clearmargin {
namespace {

class Builder {
  public:
    Builder(const MarginSnapshot& snapshot, const Policy& policy) : snapshot_(snapshot), policy_(policy) {}

    Result<EngineAccount> build(UnixSeconds now) {
        out_.params = policy_.margin.params;
        out_.params.now = now;
        for (const InstrumentTerms& terms : policy_.margin.instruments) out_.account.tiers.push_back(terms.tiers);
        TRY(add_assets());
        for (const SnapshotCollateral& line : snapshot_.collateral) add_collateral(line);
        for (std::size_t i = 0; i < snapshot_.positions.size(); ++i) TRY(add_position(i));
        return std::move(out_);
    }

  private:
    InputId input(EvidenceRef evidence) {
        out_.evidence.push_back(evidence);
        return static_cast<InputId>(out_.evidence.size() - 1);
    }

    /// The asset's place, absent where it has no price.
    [[nodiscard]] std::optional<AssetIndex> find_asset(const AssetId& id) const {
        const auto& assets = out_.account.assets;
        const auto found =
            std::find_if(assets.begin(), assets.end(), [&](const MarginAsset& asset) { return asset.id == id.text; });
        if (found == assets.end()) return std::nullopt;
        return static_cast<AssetIndex>(found - assets.begin());
    }

    Status add_assets() {
        // Those with a price of their own first, so that those priced as them can point at them.
        for (const bool own : {true, false}) {
            for (const AssetDefinition& definition : policy_.assets) {
                if (definition.same_price_as.has_value() == own) continue;
                TRY(add_asset(definition));
            }
        }
        return {};
    }

    Status add_asset(const AssetDefinition& definition) {
        const AssetId& priced_as = policy_.priced_as(definition).id;
        const SnapshotPrice* price = snapshot_.find_price(priced_as);
        if (price == nullptr) return {};
        MarginAsset asset;
        asset.id = definition.id.text;
        asset.price = price->price;
        TRY(asset.lower, settle(max(CheckedDecimal(price->price) - price->conf, 0), "prices"));
        TRY(asset.upper, settle(CheckedDecimal(price->price) + price->conf, "prices"));
        if (const CollateralTerms* terms = policy_.find_collateral(definition.id)) {
            asset.liquidation_buffer = terms->liquidation_buffer;
        }
        if (definition.same_price_as) {
            asset.linked_to = find_asset(priced_as);
            asset.price_input = out_.account.assets[*asset.linked_to].price_input;
        } else {
            asset.price_input = input(price->evidence);
        }
        out_.account.assets.push_back(std::move(asset));
        return {};
    }

    void add_collateral(const SnapshotCollateral& line) {
        const auto asset = find_asset(line.asset);
        const CollateralTerms* terms = policy_.find_collateral(line.asset);
        if (!asset || terms == nullptr) {
            out_.collateral_lines.emplace_back();
            return;
        }
        CollateralLine added;
        added.asset = *asset;
        added.quantity = line.amount;
        added.haircut.base = terms->haircut;
        added.input = input(line.evidence);
        out_.collateral_lines.emplace_back(out_.account.collateral.size());
        out_.account.collateral.push_back(added);
    }

    Status add_position(std::size_t index) {
        const SnapshotPosition& from = snapshot_.positions[index];
        const InstrumentTerms& terms = *policy_.find_instrument(from.instrument);
        const auto underlying = find_asset(terms.underlying);
        if (!underlying) {
            return refuse(ErrorCode::missing_price, "positions[" + std::to_string(index) + "].instrument",
                          "a price of " + terms.underlying.text, "none");
        }
        MarginPosition position;
        position.id = from.id;
        if (terms.kind == InstrumentTerms::Kind::linear) {
            position.instrument = LinearContract{*underlying, std::nullopt, std::nullopt};
        } else {
            position.instrument = InverseContract{*underlying, std::nullopt};
        }
        // A product of two exact decimals that does not fit 18 digits would be another position: it is refused.
        TRY(position.quantity, exact_product(from.qty, terms.contract_size, index));
        position.entry_price = from.entry;
        position.mark_price = from.mark;
        position.funding = from.funding_accrued;
        if (from.isolated) position.isolated_margin = from.isolated_margin.value_or(Decimal());
        position.tiers = static_cast<std::size_t>(&terms - policy_.margin.instruments.data());
        position.input = input(from.evidence);
        if (from.mark) position.mark_input = position.input;
        out_.account.positions.push_back(std::move(position));
        return {};
    }

    static Result<Decimal> exact_product(Decimal a, Decimal b, std::size_t index) {
        const std::string where = "positions[" + std::to_string(index) + "].qty";
        TRY(const Decimal down, settle(mul(a, b, Rounding::floor), where));
        TRY(const Decimal up, settle(mul(a, b, Rounding::ceil), where));
        if (down != up) return refuse(ErrorCode::excess_precision, where, "at most 18 digits of quantity");
        return down;
    }

    const MarginSnapshot& snapshot_;
    const Policy& policy_;
    EngineAccount out_;
};

}  // namespace

EvidenceRef EngineAccount::rests_on(const InputSet& inputs, EvidenceTable& table) const {
    EvidenceBasis basis;
    for (const InputId id : inputs.ids()) basis.add(table[evidence[id]]);
    return table.refer(std::move(basis));
}

Result<EngineAccount> account_of(const MarginSnapshot& snapshot, const Policy& policy, UnixSeconds now) {
    return Builder(snapshot, policy).build(now);
}

}  // namespace clearmargin
