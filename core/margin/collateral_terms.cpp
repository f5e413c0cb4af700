#include "core/margin/collateral_terms.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "core/margin/position_terms.hpp"

namespace clearmargin {
namespace {

/// min(f, cap)
Piecewise capped(Piecewise f, Decimal cap) {
    const Polynomial limit = constant_polynomial(cap);
    f += -limit;
    f = negative_part(f);
    f += limit;
    return f;
}

/// What `quantity` of an asset counts by its tiers.
Piecewise tiered_value(const CollateralTiers& tiers, Decimal quantity, const PriceLine& price, Domain domain) {
    if (tiers.unit() == CollateralTiers::Unit::quantity) {
        // The value of one unit of price is the counted quantity, whatever the price.
        const CheckedDecimal counted = tiers.value(quantity, 1);
        return Piecewise(domain, along_line(counted.ok() ? counted.value() : Decimal(0), price));
    }
    // Slice by slice: ratio x min(max(0, value - begin), end - begin).
    const Polynomial value = along_line(quantity, price);
    PiecewiseSum total(domain);
    Decimal begin = 0;
    for (const CollateralTiers::Row& row : tiers.rows()) {
        Polynomial above = value;
        above -= constant_polynomial(begin);
        Piecewise slice = positive_part(Piecewise(domain, scaled_down(above, row.ratio)));
        if (row.up_to) {
            const CheckedDecimal most = mul_down(CheckedDecimal(*row.up_to) - begin, row.ratio);
            slice = capped(std::move(slice), most.value());
            begin = *row.up_to;
        }
        total += slice;
    }
    return total.total();
}

/// The ratio that `parts` take; the account was found valid, so they are in range.
Decimal haircut_of(const HaircutParts& parts) {
    Refusal first;
    const Decimal haircut = total_haircut(parts, first);
    return first.present() ? Decimal(1) : haircut;
}

/// The price that a balance is valued at: a debt at the upper one.
PriceLine price_line(const Account& account, const CollateralLine& line, const PricePath& path) {
    const MarginAsset& asset = account.assets[line.asset];
    if (line.quantity.is_negative()) return path.line(line.asset, asset.upper, Rounding::ceil);
    return path.line(line.asset, asset.lower, Rounding::floor);
}

/// V (1 - H) D
Polynomial after_haircut(const Account& account, const CollateralLine& line, const Polynomial& value) {
    const Decimal kept = Decimal::from_units(Decimal::one_units - haircut_of(line.haircut).units());
    return scaled_down(scaled_down(value, kept), account.chains[line.chain].discount);
}

/// Balances that count, of one asset.
struct AssetLines {
    AssetIndex asset = 0;
    std::vector<const CollateralLine*> lines;
    Decimal quantity;  ///< of all
};

AssetLines lines_of(const Account& account, std::span<const std::size_t> places, AssetIndex asset) {
    AssetLines out;
    out.asset = asset;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        if (line.asset != asset || !line.enabled || !line.quantity.is_positive()) continue;
        out.lines.push_back(&line);
        // The sum was found to fit when the account was evaluated.
        out.quantity = (CheckedDecimal(out.quantity) + line.quantity).value();
    }
    return out;
}

/// What one balance counts of `tiered`, the value of all of its asset by tiers.
Piecewise tier_share(const Account& account, const AssetLines& all, const CollateralLine& line,
                     const Polynomial& value, Piecewise tiered) {
    HaircutParts parts = line.haircut;
    parts.base = 0;
    tiered.scale_down(line.quantity.units(), all.quantity.units());
    tiered += scaled_down(-value, haircut_of(parts));
    Piecewise share = positive_part(tiered);
    share.scale_down(account.chains[line.chain].discount);
    return share;
}

/// What each of `all` counts before caps.
std::vector<Piecewise> values_of(const Account& account, const AssetLines& all, const PricePath& path, Domain domain) {
    const MarginAsset& asset = account.assets[all.asset];
    const PriceLine price = path.line(all.asset, asset.lower, Rounding::floor);
    std::optional<Piecewise> tiered;
    if (asset.tiers) tiered = tiered_value(*asset.tiers, all.quantity, price, domain);
    std::vector<Piecewise> values;
    for (const CollateralLine* line : all.lines) {
        const Polynomial value = along_line(line->quantity, price);
        values.push_back(tiered ? tier_share(account, all, *line, value, *tiered)
                                : Piecewise(domain, after_haircut(account, *line, value)));
    }
    return values;
}

Piecewise sum(const std::vector<Piecewise>& values, Domain domain) {
    PiecewiseSum total(domain);
    for (const Piecewise& value : values) total += value;
    return total.total();
}

/// Cuts values of one asset to its cap, each keeping the share it has at the account's own prices.
void cap_shares(const Account& account, const AssetLines& all, Decimal cap, Domain domain,
                std::vector<Piecewise>& values) {
    const std::vector<Piecewise> now = values_of(account, all, PricePath::still(account), domain);
    const WideInt total = sum(now, domain).at(domain.first);
    const Piecewise kept = capped(sum(values, domain), cap);
    const WideInt one = wide_power_of_ten(54);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = kept;
        // Two divisions keep the product inside its range: a share has 54 digits, more than any term.
        const WideInt ratio =
            total.is_zero() ? WideInt() : divide_floor(now[i].at(domain.first) * one, total);
        values[i].scale_down(ratio, one);
    }
}

bool any_chain_cap(const Account& account, std::span<const std::size_t> places) {
    for (const std::size_t place : places) {
        if (account.chains[account.collateral[place].chain].cap) return true;
    }
    return false;
}

}  // namespace

CollateralSums collateral_sums(const Account& account, std::span<const std::size_t> places, const PricePath& path) {
    CollateralSums sums;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        const bool debt = line.quantity.is_negative();
        if (!debt && !line.enabled) continue;
        const Polynomial value = along_line(line.quantity, price_line(account, line, path));
        sums.raw += value;
        sums.counted += debt ? value : after_haircut(account, line, value);
        const Decimal rate = account.assets[line.asset].liability_maintenance;
        if (debt && !rate.is_zero()) sums.negative_liability_margin += scaled_down(value, rate);
    }
    return sums;
}

void add_collateral(const Account& account, std::span<const std::size_t> places, const PricePath& path,
                    PiecewiseSum& to) {
    const Domain domain = to.domain();
    const bool by_chain = any_chain_cap(account, places);
    std::vector<PiecewiseSum> chains(by_chain ? account.chains.size() : 0, PiecewiseSum(domain));
    for (AssetIndex asset = 0; asset < account.assets.size(); ++asset) {
        const AssetLines all = lines_of(account, places, asset);
        if (all.lines.empty()) continue;
        std::vector<Piecewise> values = values_of(account, all, path, domain);
        const std::optional<Decimal>& cap = account.assets[asset].cap;
        if (!by_chain) {
            const Piecewise total = sum(values, domain);
            to += cap ? capped(total, *cap) : total;
            continue;
        }
        if (cap) cap_shares(account, all, *cap, domain, values);
        for (std::size_t i = 0; i < values.size(); ++i) chains[all.lines[i]->chain] += values[i];
    }
    for (ChainIndex chain = 0; chain < chains.size(); ++chain) {
        const Piecewise total = chains[chain].total();
        const std::optional<Decimal>& cap = account.chains[chain].cap;
        to += cap ? capped(total, *cap) : total;
    }
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        if (line.quantity.is_negative()) to += along_line(line.quantity, price_line(account, line, path));
    }
}

}  // namespace clearmargin
