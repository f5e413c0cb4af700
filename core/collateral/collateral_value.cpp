#include "core/collateral/collateral_value.hpp"

#include <algorithm>

namespace clearmargin {
namespace {

using Values = std::vector<CollateralLineValue>;
using Lines = std::span<const CollateralLine>;

bool counts(const CollateralLine& line) noexcept { return line.enabled && line.quantity.is_positive(); }

Result<CollateralLineValue> line_value(const CollateralLine& line, const MarginAsset& asset, const MarginChain& chain) {
    CollateralLineValue out;
    TRY(out.haircut, total_haircut(line.haircut));
    if (line.quantity.is_negative()) {
        TRY(out.value, settle(mul_down(line.quantity, asset.upper)));
        out.haircut = 0;
        out.counted = out.value;
        return out;
    }
    TRY(out.value, settle(mul_down(line.quantity, asset.lower)));
    if (!line.enabled) return out;
    TRY(out.counted, settle(haircut_value(out.value, out.haircut, chain.discount)));
    return out;
}

/// Replaces the base haircut of asset `index` by the average of its tiers over all chains, which makes the order of the
/// lines irrelevant.
Status apply_tiers(Lines lines, AssetIndex index, const MarginAsset& asset, std::span<const MarginChain> chains,
                   Values& values) {
    CheckedDecimal quantity = 0;
    for (const CollateralLine& line : lines) {
        if (line.asset == index && counts(line)) quantity = quantity + line.quantity;
    }
    TRY(const Decimal total, settle(quantity));
    if (total.is_zero()) return {};
    const CheckedDecimal tiered = asset.tiers->value(total, asset.lower);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CollateralLine& line = lines[i];
        if (line.asset != index || !counts(line)) continue;
        HaircutParts rest = line.haircut;
        rest.base = 0;
        TRY(const Decimal other_parts, settle(CheckedDecimal(rest.chain) + rest.latency + rest.concentration));
        const CheckedDecimal own_share = mul_div(tiered, line.quantity, total, Rounding::floor);
        const CheckedDecimal kept = max(0, own_share - mul_up(values[i].value, other_parts));
        TRY(values[i].counted, settle(mul_down(kept, chains[line.chain].discount)));
        if (!values[i].value.is_positive()) continue;
        TRY(values[i].haircut, settle(CheckedDecimal(1) - div_down(kept, values[i].value)));
    }
    return {};
}

/// Cuts the lines that `belongs` picks in proportion, so that together they count at most `cap`.
template <class Belongs>
Status apply_cap(Lines lines, Decimal cap, Belongs belongs, Values& values) {
    CheckedDecimal sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (counts(lines[i]) && belongs(lines[i])) sum = sum + values[i].counted;
    }
    TRY(const Decimal total, settle(sum));
    if (total <= cap) return {};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!counts(lines[i]) || !belongs(lines[i])) continue;
        TRY(values[i].counted, settle(mul_div(values[i].counted, cap, total, Rounding::floor)));
    }
    return {};
}

}  // namespace

Result<std::vector<CollateralLineValue>> collateral_values(std::span<const CollateralLine> lines,
                                                           std::span<const MarginAsset> assets,
                                                           std::span<const MarginChain> chains) {
    Values values;
    values.reserve(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto value = line_value(lines[i], assets[lines[i].asset], chains[lines[i].chain]);
        if (!value.ok()) return under("[" + std::to_string(i) + "]", std::move(value).refusal());
        values.push_back(value.value());
    }
    for (AssetIndex asset = 0; asset < assets.size(); ++asset) {
        if (assets[asset].tiers) TRY(apply_tiers(lines, asset, assets[asset], chains, values));
        if (!assets[asset].cap) continue;
        TRY(apply_cap(
            lines, *assets[asset].cap, [&](const CollateralLine& line) { return line.asset == asset; }, values));
    }
    for (ChainIndex chain = 0; chain < chains.size(); ++chain) {
        if (!chains[chain].cap) continue;
        TRY(apply_cap(
            lines, *chains[chain].cap, [&](const CollateralLine& line) { return line.chain == chain; }, values));
    }
    return values;
}

}  // namespace clearmargin
