#pragma once

#include "core/number/decimal.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// Drift's own rules. Weights are basis points, factors parts per million, as the program has them.
/// Source  drift-labs/protocol-v2@0ae3e3b1 programs/drift/src/math/margin.rs, liquidation.rs

/// An asset's weight, lowered by the root of its size: min(w, 1.1 / (1 + imf sqrt(size))). Units size: whole tokens.
[[nodiscard]] Result<std::int64_t> drift_asset_weight(Decimal size, std::int64_t weight, std::int64_t factor_ppm);
/// A liability's, raised by it: max(w, 0.8 w + imf sqrt(size)).
[[nodiscard]] Result<std::int64_t> drift_liability_weight(Decimal size, std::int64_t weight, std::int64_t factor_ppm);

/// The initial weight of an asset of which more than `scale_start` USD is deposited, over all users.
[[nodiscard]] Result<std::int64_t> drift_scaled_asset_weight(Decimal price, Decimal deposits, std::int64_t weight,
                                                             Decimal scale_start);

/// How much of a position is closed to make up a shortage: shortage / (p qp (mr - fee) - p if_fee).
struct DriftPartialClose {
    Decimal shortage;
    Decimal margin_ratio;
    Decimal liquidator_fee;
    Decimal insurance_fee;
    Decimal price;
    Decimal quote_price;
};
[[nodiscard]] Result<Decimal> drift_partial_close(const DriftPartialClose& input);

/// How much of a liability is paid off with an asset: shortage / (p (lw - aw am / lm) - p if_fee lw).
struct DriftTransfer {
    Decimal shortage;
    Decimal asset_weight;
    Decimal asset_multiplier;
    Decimal liability_weight;
    Decimal liability_multiplier;
    Decimal liability_price;
    Decimal insurance_fee;
};
[[nodiscard]] Result<Decimal> drift_liability_transfer(const DriftTransfer& input);

/// min(max, 0.95 max(0, mr - fee - shortage / (size price)))
[[nodiscard]] Result<Decimal> drift_insurance_fee(Decimal shortage, Decimal size, Decimal margin_ratio,
                                                  Decimal liquidator_fee, Decimal price, Decimal most);

/// An initial requirement where the user asks for a ratio of their own: max(mr, r) of a perpetual, max(w, 1 + r) of a
/// debt.
[[nodiscard]] Result<Decimal> drift_custom_requirement(Decimal perp_notional, Decimal perp_ratio, Decimal debt,
                                                       Decimal liability_weight, Decimal custom_ratio);

}  // namespace clearmargin
