#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/price_path.hpp"
#include "core/margin/tiered_margin.hpp"

namespace clearmargin {

/// One position along a path.
struct PositionTerms {
    Polynomial profit;    ///< unrealised, before any weight
    Polynomial rest;      ///< unsettled funding, and its own margin if isolated
    TieredMargin margin;  ///< the negative maintenance margin with its close fee, without a gap add-on

    /// All of it where the prices stand at n.
    [[nodiscard]] PositionTerms frozen(Int128 n) const {
        return {{profit.at(n), {}, {}}, {rest.at(n), {}, {}}, margin.frozen(n)};
    }
};
[[nodiscard]] PositionTerms position_terms(const Account& account, const MarginParams& params,
                                           const MarginPosition& position, const PricePath& path);

/// quantity x line, exact.
[[nodiscard]] Polynomial along_line(Decimal quantity, const PriceLine& line) noexcept;

}  // namespace clearmargin
