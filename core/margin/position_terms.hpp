#pragma once

#include "core/margin/account.hpp"
#include "core/margin/margin_params.hpp"
#include "core/margin/piecewise.hpp"
#include "core/margin/price_path.hpp"

namespace clearmargin {

/// Unrealised profit of a position along `path`, before any weight.
[[nodiscard]] Polynomial profit_polynomial(const Account& account, const MarginPosition& position,
                                           const PricePath& path);

/// What a position's unsettled funding and its own margin, if isolated, are worth.
[[nodiscard]] Polynomial funding_and_margin_polynomial(const Account& account, const MarginPosition& position,
                                                       const PricePath& path);

/// The negative of a position's maintenance margin with its close fee, without a gap add-on.
[[nodiscard]] Piecewise negative_maintenance(const Account& account, const MarginParams& params,
                                             const MarginPosition& position, const PricePath& path, Domain domain);

/// The piece of it that n lies in.
[[nodiscard]] Polynomial negative_maintenance_at(const Account& account, const MarginParams& params,
                                                 const MarginPosition& position, const PricePath& path, Int128 n);

/// f with its gains times `weight`, its losses in full.
[[nodiscard]] Piecewise with_weighted_gains(const Piecewise& f, Decimal weight);

/// quantity x line, exact.
[[nodiscard]] Polynomial along_line(Decimal quantity, const PriceLine& line) noexcept;

}  // namespace clearmargin
