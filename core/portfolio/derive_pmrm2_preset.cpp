#include <array>

#include "core/portfolio/derive_pmrm2.hpp"

namespace clearmargin {
namespace {

using enum VolRule;

/// In the script's order.
constexpr auto scenarios = std::to_array<Scenario>({
    {0.18, up, 1},     {0.135, up, 1},      {0.135, none, 1},      {0.135, down, 1},  {0.09, up, 1},
    {0.09, none, 1},   {0.09, down, 1},     {0.045, up, 1},        {0.045, none, 1},  {0.045, down, 1},
    {0, up, 1},        {0, none, 1},        {0, down, 1},          {-0.045, up, 1},   {-0.045, none, 1},
    {-0.045, down, 1}, {-0.09, up, 1},      {-0.09, none, 1},      {-0.09, down, 1},  {-0.135, up, 1},
    {-0.135, none, 1}, {-0.135, down, 1},   {-0.18, up, 1},        {-0.66, up, 0.21}, {-0.33, up, 0.42},
    {0.5, up, 0.2772}, {1, up, 0.1386},     {2, up, 0.0693},       {3, up, 0.0462},   {4, up, 0.03465},
    {5, up, 0.02772},  {0, skew_linear, 1}, {0, skew_absolute, 1},
});

}  // namespace

DerivePmrm2Params derive_pmrm2_preset() {
    DerivePmrm2Params out;
    out.origin = {"derive-pmrm2", "derivexyz/v2-core@42a4e48c scripts/config-mainnet.sol", 0};
    out.scenarios.assign(scenarios.begin(), scenarios.end());
    out.vol.term = {.up = 0.5,
                    .down = 0.3,
                    .short_power = 0.3,
                    .long_power = 0.13,
                    .days_floor = 1,
                    .min_up = 0,
                    .min_volatility_up = 0.4};
    out.vol.skew = {.linear_cap = 0.25,
                    .linear_cap_slope = -0.1,
                    .absolute_cap = 0.25,
                    .absolute_cap_slope = -0.1,
                    .least_k_star = 0.01,
                    .width = 4,
                    .vol_static = 0.6,
                    .vol_slope = 0};
    out.margin = {.initial_factor = 1,
                  .maintenance_factor = 0.8,
                  .short_rate_multiple = 0,
                  .long_rate_multiple = 0,
                  .short_rate_add = 0.16,
                  .long_rate_add = 0.16,
                  .short_static_discount = 1.05,
                  .long_static_discount = 0.95};
    out.basis = {.up = 0.045, .down = -0.045, .add = 0.5, .multiple = 2};
    out.contingency = {.peg_threshold = 0.99,
                       .peg_factor = 4,
                       .confidence_threshold = 0.55,
                       .confidence_factor = 1,
                       .maintenance_perp = 0.03,
                       .initial_perp_extra = 0.01,
                       .maintenance_option = 0.003,
                       .initial_option_extra = 0.002};
    return out;
}

}  // namespace clearmargin
