#pragma once

#include "core/portfolio/portfolio_margin.hpp"
#include "core/portfolio/risk_unit.hpp"

namespace clearmargin {

/// Derive's standard margin: for each expiry the smaller of what its short options need by themselves and what the
/// whole can lose at settlement; perpetuals by a share of notional; base collateral at a share of its value.
/// Source  derivexyz/v2-core@77369003 StandardManager
struct DeriveSrmParams {
    PresetOrigin origin;

    struct Perp {
        double initial = 0;      ///< imPerpReq, of notional at the perpetual's mark
        double maintenance = 0;  ///< mmPerpReq
    } perp;
    struct Option {
        double most_spot = 0;                     ///< maxSpotReq, of spot, less what the option is out of the money
        double least_spot = 0;                    ///< minSpotReq
        double maintenance_call_spot = 0;         ///< mmCallSpotReq
        double maintenance_put_spot = 0;          ///< mmPutSpotReq
        double maintenance_put_mark = 0;          ///< MMPutMtMReq, of the mark
        double unpaired_initial = 1;              ///< unpairedIMScale, of the forward for each unpaired short call
        double unpaired_maintenance = 1;          ///< unpairedMMScale
        double put_initial_over_maintenance = 1;  ///< mmOffsetScale
    } option;
    struct Base {
        double margin_factor = 0;  ///< marginFactor: the share of value that counts
        double initial_scale = 1;  ///< IMScale: the share of that for the initial margin
    } base;
    struct Oracle {
        double perp_threshold = 0;  ///< of confidence; 0 is off
        double option_threshold = 0;
        double base_threshold = 0;
        double factor = 0;  ///< OCFactor
    } oracle;
    struct Depeg {
        double threshold = 0;  ///< price of the stablecoin
        double factor = 0;     ///< of spot for each perpetual and short option
    } depeg;
};

struct DeriveSrmMargin {
    /// Positions are worth what they are worth, collateral less: margins are the mark to market less the net margins.
    /// `binding` is the rule of the expiry that needs most; there are no scenarios.
    PortfolioMargin margin;
    double net_initial = 0;
    double net_maintenance = 0;
};

/// Units   quote stablecoin
/// Fails   as `validate` of portfolios; out_of_range for parameters
[[nodiscard]] Result<DeriveSrmMargin> derive_srm_margin(const RiskPortfolio& portfolio, const DeriveSrmParams& params);

/// The venue's deployment script for ETH and BTC, which differ in what collateral counts.
[[nodiscard]] DeriveSrmParams derive_srm_eth_preset();
[[nodiscard]] DeriveSrmParams derive_srm_btc_preset();

}  // namespace clearmargin
