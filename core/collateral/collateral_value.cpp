#include "core/collateral/collateral_value.hpp"

#include <utility>

namespace clearmargin {
namespace {

bool counts(const CollateralLine& line) noexcept { return line.enabled && line.quantity.is_positive(); }

CollateralLineValue line_value(const CollateralLine& line, const MarginAsset& asset, const MarginChain& chain,
                               Refusal& first) {
    CollateralLineValue out;
    out.haircut = total_haircut(line.haircut, first);
    if (line.quantity.is_negative()) {
        out.haircut = 0;
        out.value = out.counted = settle(mul_down(line.quantity, asset.upper), first);
        return out;
    }
    out.value = settle(mul_down(line.quantity, asset.lower), first);
    if (line.enabled) out.counted = settle(haircut_value(out.value, out.haircut, chain.discount), first);
    return out;
}

/// The values of some lines, on which the rules that span several lines are applied in place.
class Valuation {
  public:
    Valuation(std::span<const CollateralLine> lines, std::span<const std::size_t> places,
              std::span<const MarginChain> chains, std::span<CollateralLineValue> values, Refusal& first)
        : lines_(lines), places_(places), chains_(chains), values_(values), first_(first) {}

    /// Replaces the base haircut of asset `index` by the average of its tiers over all chains, which makes the order
    /// of the lines irrelevant.
    void apply_tiers(AssetIndex index, const MarginAsset& asset) {
        CheckedDecimal quantity = 0;
        for (const std::size_t place : places_) {
            const CollateralLine& line = lines_[place];
            if (line.asset == index && counts(line)) quantity += line.quantity;
        }
        const Decimal total = settle(quantity, first_);
        if (total.is_zero()) return;
        const CheckedDecimal tiered = asset.tiers->value(total, asset.lower);
        for (const std::size_t place : places_) {
            const CollateralLine& line = lines_[place];
            if (line.asset != index || !counts(line)) continue;
            apply_tier_share(line, mul_div(tiered, line.quantity, total, Rounding::floor), values_[place]);
        }
    }

    /// Cuts the lines whose `part` is `index` in proportion, so that together they count at most `cap`.
    void apply_cap(std::size_t CollateralLine::*part, std::size_t index, Decimal cap) {
        const auto belongs = [&](const CollateralLine& line) { return line.*part == index && counts(line); };
        CheckedDecimal sum = 0;
        for (const std::size_t place : places_) {
            if (belongs(lines_[place])) sum += values_[place].counted;
        }
        const Decimal total = settle(sum, first_);
        if (total <= cap) return;
        for (const std::size_t place : places_) {
            if (!belongs(lines_[place])) continue;
            values_[place].counted = settle(mul_div(values_[place].counted, cap, total, Rounding::floor), first_);
        }
    }

  private:
    void apply_tier_share(const CollateralLine& line, const CheckedDecimal& share, CollateralLineValue& value) {
        const HaircutParts& parts = line.haircut;
        const CheckedDecimal other_parts = CheckedDecimal(parts.chain) + parts.latency + parts.concentration;
        const CheckedDecimal kept = max(0, share - mul_up(value.value, other_parts));
        value.counted = settle(mul_down(kept, chains_[line.chain].discount), first_);
        if (!value.value.is_positive()) return;
        value.haircut = settle(CheckedDecimal(1) - div_down(kept, value.value), first_);
    }

    std::span<const CollateralLine> lines_;
    std::span<const std::size_t> places_;
    std::span<const MarginChain> chains_;
    std::span<CollateralLineValue> values_;
    Refusal& first_;
};

}  // namespace

HaircutParts haircut_parts(const CollateralLine& line, const MarginAsset& asset,
                           const CollateralLineValue& value) noexcept {
    HaircutParts parts = line.haircut;
    if (!asset.tiers) return parts;
    const CheckedDecimal others = CheckedDecimal(parts.chain) + parts.latency + parts.concentration;
    const CheckedDecimal base = max(0, CheckedDecimal(value.haircut) - others);
    parts.base = base.ok() ? base.value() : Decimal();
    return parts;
}

Status collateral_values(std::span<const CollateralLine> lines, std::span<const std::size_t> places,
                         std::span<const MarginAsset> assets, std::span<const MarginChain> chains,
                         std::span<CollateralLineValue> values) {
    Refusal first;
    for (const std::size_t place : places) {
        const CollateralLine& line = lines[place];
        values[place] = line_value(line, assets[line.asset], chains[line.chain], first);
        if (first.present()) return under(element_path("", place), std::move(first));
    }
    Valuation valuation(lines, places, chains, values, first);
    for (AssetIndex asset = 0; asset < assets.size(); ++asset) {
        if (assets[asset].tiers) valuation.apply_tiers(asset, assets[asset]);
        if (assets[asset].cap) valuation.apply_cap(&CollateralLine::asset, asset, *assets[asset].cap);
    }
    for (ChainIndex chain = 0; chain < chains.size(); ++chain) {
        if (chains[chain].cap) valuation.apply_cap(&CollateralLine::chain, chain, *chains[chain].cap);
    }
    return first;
}

}  // namespace clearmargin
