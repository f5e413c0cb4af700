#pragma once

#include <vector>

#include "core/portfolio/portfolio_margin.hpp"
#include "core/portfolio/risk_unit.hpp"
#include "core/portfolio/scenario.hpp"

namespace clearmargin {

/// Derive's second portfolio margin: the worst of weighted scenarios, in which each expiry is discounted against the
/// account, or the basis contingency if that is worse, plus contingencies for perpetuals, short options, collateral
/// and feeds of little confidence. Its member names are ours, the venue's in comments.
/// Source  derivexyz/v2-core@77369003 PMRMLib_2, PMRM_2
struct DerivePmrm2Params {
    PresetOrigin origin;
    std::vector<Scenario> scenarios;
    VolModel vol;

    struct Margin {
        double initial_factor = 0;         ///< imFactor
        double maintenance_factor = 0;     ///< mmFactor
        double short_rate_multiple = 0;    ///< shortRateMultScale
        double long_rate_multiple = 0;     ///< longRateMultScale
        double short_rate_add = 0;         ///< shortRateAddScale
        double long_rate_add = 0;          ///< longRateAddScale
        double short_static_discount = 1;  ///< shortBaseStaticDiscount: of an expiry worth less than 0
        double long_static_discount = 1;   ///< longBaseStaticDiscount: of one worth more
    } margin;
    struct Basis {
        double up = 0;        ///< scenarioSpotUp - 1
        double down = 0;      ///< scenarioSpotDown - 1
        double add = 0;       ///< basisContAddFactor
        double multiple = 0;  ///< basisContMultFactor, per year
    } basis;
    struct Contingency {
        double peg_threshold = 0;         ///< pegLossThreshold, price of the stablecoin
        double peg_factor = 0;            ///< pegLossFactor
        double confidence_threshold = 0;  ///< confThreshold
        double confidence_factor = 0;     ///< confMargin
        double maintenance_perp = 0;      ///< MMPerpPercent, of notional
        double initial_perp_extra = 0;    ///< IMPerpPercent: beyond the maintenance margin's
        double maintenance_option = 0;    ///< MMOptionPercent, of spot for each naked short
        double initial_option_extra = 0;  ///< IMOptionPercent: beyond the maintenance margin's
    } contingency;
};

struct DerivePmrm2Margin {
    PortfolioMargin margin;
    double net_initial = 0;              ///< mark to market - initial margin: below 0 nothing more can be opened
    double net_maintenance = 0;          ///< below 0 the account can be liquidated
    double basis_contingency = 0;        ///< at most 0
    double maintenance_contingency = 0;  ///< part of both margins
    double initial_contingency = 0;      ///< part of the initial margin alone
};

/// Units   quote stablecoin; collateral's prices are in USD and divided by the stablecoin's
/// Fails   as `validate` of portfolios and of scenarios; out_of_range for parameters; mode_needs_field unless there is
///         exactly one unit: the venue margins each underlying by itself
/// Port    options of one strike are netted whatever their order; the venue sees each option once
[[nodiscard]] Result<DerivePmrm2Margin> derive_pmrm2_margin(const RiskPortfolio& portfolio,
                                                            const DerivePmrm2Params& params);

/// The venue's deployment script. It names the static discounts the other way round than its library and tests use
/// them (short 0.95, long 1.05); they are swapped here.
[[nodiscard]] DerivePmrm2Params derive_pmrm2_preset();

}  // namespace clearmargin
