#include "core/portfolio/derive_srm.hpp"

namespace clearmargin {
namespace {

DeriveSrmParams major(std::string_view name, double margin_factor, double initial_scale) {
    DeriveSrmParams out;
    out.origin = {name, "derivexyz/v2-core@42a4e48c scripts/config-mainnet.sol", 0};
    out.perp = {.initial = 0.1, .maintenance = 0.065};
    out.option = {.most_spot = 0.15,
                  .least_spot = 0.13,
                  .maintenance_call_spot = 0.09,
                  .maintenance_put_spot = 0.09,
                  .maintenance_put_mark = 0.09,
                  .unpaired_initial = 1.2,
                  .unpaired_maintenance = 1.1,
                  .put_initial_over_maintenance = 1.05};
    out.base = {.margin_factor = margin_factor, .initial_scale = initial_scale};
    out.oracle = {.perp_threshold = 0.55, .option_threshold = 0.55, .base_threshold = 0.55, .factor = 1};
    out.depeg = {.threshold = 0.99, .factor = 2};
    return out;
}

}  // namespace

DeriveSrmParams derive_srm_eth_preset() { return major("derive-srm-eth", 0.8, 0.9375); }
DeriveSrmParams derive_srm_btc_preset() { return major("derive-srm-btc", 0.75, 0.93); }

}  // namespace clearmargin
