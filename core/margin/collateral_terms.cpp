#include "core/margin/collateral_terms.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/margin/position_terms.hpp"

namespace clearmargin {
namespace {

bool counts(const CollateralLine& line) noexcept { return line.enabled && line.quantity.is_positive(); }

/// p x numerator / denominator, rounded down.
Polynomial shared(const Polynomial& p, Decimal numerator, Decimal denominator) {
    const WideInt by(numerator.units());
    const WideInt over(denominator.units());
    const auto share = [&](const WideInt& c) { return c.is_zero() ? c : divide_floor(c * by, over); };
    return {share(p.c0), share(p.c1), share(p.c2)};
}

/// min(f, cap)
Piecewise capped(const Piecewise& f, Decimal cap) {
    const Polynomial limit = constant_polynomial(cap);
    const Piecewise above = positive_part(mapped(f, [&](const Polynomial& p) { return p - limit; }));
    const std::array<Piecewise, 2> parts{f, mapped(above, [](const Polynomial& p) { return -p; })};
    return sum(f.domain(), parts);
}

/// What `quantity` of an asset counts by its tiers.
Piecewise tiered_value(const CollateralTiers& tiers, Decimal quantity, const PriceLine& price, Domain domain) {
    const Polynomial value = along_line(quantity, price);
    if (tiers.unit() == CollateralTiers::Unit::quantity) {
        // The value of one unit of price is the counted quantity, whatever the price.
        const CheckedDecimal counted = tiers.value(quantity, 1);
        return Piecewise(domain, along_line(counted.ok() ? counted.value() : Decimal(0), price));
    }
    // Slice by slice: ratio x min(max(0, value - begin), end - begin).
    std::vector<Piecewise> slices;
    Decimal begin = 0;
    for (const CollateralTiers::Row& row : tiers.rows()) {
        const Polynomial above = scaled_down(value - constant_polynomial(begin), row.ratio);
        Piecewise slice = positive_part(Piecewise(domain, above));
        if (row.up_to) {
            const CheckedDecimal most = mul_down(CheckedDecimal(*row.up_to) - begin, row.ratio);
            slice = capped(slice, most.value());
            begin = *row.up_to;
        }
        slices.push_back(std::move(slice));
    }
    return sum(domain, slices);
}

/// One asset's positive balances in a pool.
struct AssetLines {
    AssetIndex asset = 0;
    std::vector<const CollateralLine*> lines;
    Decimal quantity;  ///< of all
};

std::vector<AssetLines> by_asset(const Account& account, std::span<const std::size_t> places) {
    std::vector<AssetLines> out;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        if (!counts(line)) continue;
        auto found = std::find_if(out.begin(), out.end(), [&](const AssetLines& a) { return a.asset == line.asset; });
        if (found == out.end()) found = out.insert(out.end(), AssetLines{line.asset, {}, 0});
        found->lines.push_back(&line);
        // The sum was found to fit when the account was evaluated.
        found->quantity = (CheckedDecimal(found->quantity) + line.quantity).value();
    }
    return out;
}

/// The ratio that `parts` take; the account was found valid, so they are in range.
Decimal haircut_of(const HaircutParts& parts) {
    const auto haircut = total_haircut(parts);
    return haircut.ok() ? haircut.value() : Decimal(1);
}

/// V (1 - H) D
Polynomial haircut_line(const Account& account, const CollateralLine& line, const HaircutParts& parts,
                        const PriceLine& price) {
    const Decimal kept = Decimal::from_units(Decimal::one_units - haircut_of(parts).units());
    const Polynomial value = along_line(line.quantity, price);
    return scaled_down(scaled_down(value, kept), account.chains[line.chain].discount);
}

/// What one balance counts before caps. `tiered` is its asset's value by tiers, absent where it has none.
Piecewise line_value(const Account& account, const AssetLines& all, const CollateralLine& line, const PriceLine& price,
                     const std::optional<Piecewise>& tiered, Domain domain) {
    if (!tiered) return Piecewise(domain, haircut_line(account, line, line.haircut, price));
    HaircutParts parts = line.haircut;
    parts.base = 0;
    const Decimal discount = account.chains[line.chain].discount;
    const Polynomial taken = scaled_down(-along_line(line.quantity, price), haircut_of(parts));
    const Piecewise own =
        mapped(*tiered, [&](const Polynomial& p) { return shared(p, line.quantity, all.quantity) + taken; });
    return mapped(positive_part(own), [&](const Polynomial& p) { return scaled_down(p, discount); });
}

std::vector<Piecewise> asset_values(const Account& account, const AssetLines& all, const PricePath& path,
                                    Domain domain) {
    const MarginAsset& asset = account.assets[all.asset];
    const PriceLine price = path.line(all.asset, asset.lower, Rounding::floor);
    std::optional<Piecewise> tiered;
    if (asset.tiers) tiered = tiered_value(*asset.tiers, all.quantity, price, domain);
    std::vector<Piecewise> values;
    for (const CollateralLine* line : all.lines) {
        values.push_back(line_value(account, all, *line, price, tiered, domain));
    }
    return values;
}

/// Values of one asset cut to its cap, each keeping the share it has at the account's own prices.
std::vector<Piecewise> capped_shares(const Account& account, const AssetLines& all, Decimal cap,
                                     const std::vector<Piecewise>& values, Domain domain) {
    const std::vector<Piecewise> now = asset_values(account, all, PricePath::still(account), domain);
    const WideInt total = sum(domain, now).at(domain.first);
    const Piecewise kept = capped(sum(domain, values), cap);
    std::vector<Piecewise> out;
    for (const Piecewise& value : now) {
        const WideInt share = value.at(domain.first);
        out.push_back(mapped(kept, [&](const Polynomial& p) {
            // Two divisions keep the product inside its range: a share has 54 digits, more than any term.
            const WideInt ratio = divide_floor(share * wide_power_of_ten(54), total);
            const auto scale = [&](const WideInt& c) { return divide_floor(c * ratio, wide_power_of_ten(54)); };
            return total.is_zero() ? Polynomial{} : Polynomial{scale(p.c0), scale(p.c1), scale(p.c2)};
        }));
    }
    return out;
}

bool any_chain_cap(const Account& account, std::span<const std::size_t> places) {
    return std::any_of(places.begin(), places.end(), [&](std::size_t place) {
        return account.chains[account.collateral[place].chain].cap.has_value();
    });
}

}  // namespace

std::vector<Piecewise> collateral_terms(const Account& account, std::span<const std::size_t> places,
                                        const PricePath& path, Domain domain) {
    std::vector<Piecewise> out;
    std::vector<std::vector<Piecewise>> chains(account.chains.size());
    const bool by_chain = any_chain_cap(account, places);
    for (const AssetLines& all : by_asset(account, places)) {
        std::vector<Piecewise> values = asset_values(account, all, path, domain);
        const auto& cap = account.assets[all.asset].cap;
        if (!by_chain) {
            out.push_back(cap ? capped(sum(domain, values), *cap) : sum(domain, values));
            continue;
        }
        if (cap) values = capped_shares(account, all, *cap, values, domain);
        for (std::size_t i = 0; i < values.size(); ++i) chains[all.lines[i]->chain].push_back(std::move(values[i]));
    }
    for (ChainIndex chain = 0; chain < chains.size(); ++chain) {
        if (chains[chain].empty()) continue;
        const Piecewise total = sum(domain, chains[chain]);
        out.push_back(account.chains[chain].cap ? capped(total, *account.chains[chain].cap) : total);
    }
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        if (!line.quantity.is_negative()) continue;
        const PriceLine price = path.line(line.asset, account.assets[line.asset].upper, Rounding::ceil);
        out.emplace_back(domain, along_line(line.quantity, price));
    }
    return out;
}

Polynomial plain_collateral(const Account& account, std::span<const std::size_t> places, const PricePath& path) {
    Polynomial total;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        const MarginAsset& asset = account.assets[line.asset];
        if (line.quantity.is_negative()) {
            total = total + along_line(line.quantity, path.line(line.asset, asset.upper, Rounding::ceil));
        } else if (line.enabled) {
            const PriceLine price = path.line(line.asset, asset.lower, Rounding::floor);
            total = total + haircut_line(account, line, line.haircut, price);
        }
    }
    return total;
}

Polynomial raw_collateral(const Account& account, std::span<const std::size_t> places, const PricePath& path) {
    Polynomial total;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        const MarginAsset& asset = account.assets[line.asset];
        if (line.quantity.is_negative()) {
            total = total + along_line(line.quantity, path.line(line.asset, asset.upper, Rounding::ceil));
        } else if (line.enabled) {
            total = total + along_line(line.quantity, path.line(line.asset, asset.lower, Rounding::floor));
        }
    }
    return total;
}

Polynomial negative_liability_margin(const Account& account, std::span<const std::size_t> places,
                                     const PricePath& path) {
    Polynomial total;
    for (const std::size_t place : places) {
        const CollateralLine& line = account.collateral[place];
        const MarginAsset& asset = account.assets[line.asset];
        if (!line.quantity.is_negative() || asset.liability_maintenance.is_zero()) continue;
        const PriceLine price = path.line(line.asset, asset.upper, Rounding::ceil);
        total = total + scaled_down(along_line(line.quantity, price), asset.liability_maintenance);
    }
    return total;
}

}  // namespace clearmargin
