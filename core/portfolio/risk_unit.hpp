#pragma once

#include <cstddef>
#include <vector>

#include "core/pricing/option_price.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// All that an account holds on one underlying, whatever chain it lies on: inside a unit positions net. These are a
/// model's numbers (docs/margin-model.md#numbers). Years are of 365 days, prices in the quote currency for one of the
/// underlying, quantities in the underlying and positive when long, confidences from 0 to 1.

/// What the options of one expiry are valued with.
struct OptionExpiry {
    double years = 0;          ///< 0 once it is reached
    double forward = 0;        ///< the part of the forward that moves with the spot
    double forward_fixed = 0;  ///< the part that no longer does, averaged already: see `settling_expiry`
    double rate = 0;           ///< continuous, per year; only venues that discount use it
    double confidence = 1;     ///< the least of the feeds of forward, rate and volatility
};

struct OptionPosition {
    OptionRight right = OptionRight::call;
    std::size_t expiry = 0;  ///< index into the unit's expiries
    double strike = 0;
    double volatility = 0;  ///< 1 = 100% a year
    double quantity = 0;
};

/// A perpetual or dated future. Of an inverse contract the quantity is in coin too: contracts / index.
struct FuturePosition {
    double quantity = 0;
    double price = 0;       ///< its mark
    double years = 0;       ///< to expiry; 0 for a perpetual
    double unrealized = 0;  ///< profit and funding not yet settled, quote currency
    double confidence = 1;
};

/// Collateral held beside the positions.
struct HeldAsset {
    double quantity = 0;
    double price = 0;
    double confidence = 1;
    bool risk_cancelling = false;      ///< moves with the unit's spot and hedges it
    double maintenance_haircut = 0;    ///< share of its value
    double initial_haircut_extra = 0;  ///< what the initial margin takes off beyond that
};

struct RiskUnit {
    double spot = 0;
    double confidence = 1;  ///< of the spot
    std::vector<OptionExpiry> expiries;
    std::vector<OptionPosition> options;
    std::vector<FuturePosition> futures;
    std::vector<HeldAsset> held;
};

/// An account as one margin engine sees it.
struct RiskPortfolio {
    double cash = 0;          ///< in the quote stablecoin
    double stable_price = 1;  ///< of that coin, USD
    std::vector<RiskUnit> units;
};

inline constexpr std::size_t most_unit_positions = 256;
inline constexpr std::size_t most_risk_units = 64;

/// Fails   too_many_items; price_not_positive for a spot, strike, mark or forward; out_of_range for a confidence or
///         haircut outside [0, 1], a volatility outside [0, 10'000], and anything that is no number or beyond 10^20;
///         expired_instrument for a negative time; unknown_reference for an expiry that is not there; duplicate_id for
///         an option named twice (`netted` adds them up)
/// Port    elsewhere a volatility ends at 50; Derive's feeds give some above 2'500 near expiry, and its tests use them
[[nodiscard]] Status validate(const RiskUnit& unit);
/// Fails   the same, with the unit's path; too_many_items beyond 64 units; price_not_positive for the stablecoin
[[nodiscard]] Status validate(const RiskPortfolio& portfolio);

/// The unit with positions in the same option added up, and in futures of the same mark and expiry: what came from
/// several chains. Of two volatilities the first is kept.
[[nodiscard]] RiskUnit netted(RiskUnit unit);

/// An expiry of which the last `window_years` are averaged into the settlement price: within them only the share of
/// the time left still moves with the spot.
/// Source  derivexyz/v2-core@77369003 PMRM_2 tests and docs.derive.xyz: 30 minutes
[[nodiscard]] OptionExpiry settling_expiry(double years, double forward, double window_years) noexcept;

}  // namespace clearmargin
