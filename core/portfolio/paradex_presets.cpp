#include "core/portfolio/paradex_scan.hpp"

namespace clearmargin {
namespace {

constexpr std::string_view source = "tradeparadex/paradex-docs@f0ba8b68 docs/pages/risk-system/portfolio-margin.mdx";

/// Columns: spot move, volatility, weight, in the page's order. Its first column counts from 1.
std::vector<Scenario> scenarios(double range, double down_66, double down_33, double up_50, double up_100,
                                double up_200, double up_300, double up_400, double up_500) {
    using enum VolRule;
    std::vector<Scenario> out{{range, up, 1}};
    for (int quarter = 3; quarter >= -3; --quarter) {
        out.push_back({range * quarter / 4, up, 1});
        out.push_back({range * quarter / 4, down, 1});
    }
    out.insert(out.end(), {{-range, up, 1},
                           {-0.66, up, down_66},
                           {-0.33, up, down_33},
                           {0.5, up, up_50},
                           {1, up, up_100},
                           {2, up, up_200},
                           {3, up, up_300},
                           {4, up, up_400},
                           {5, up, up_500}});
    return out;
}

ParadexScanParams major(std::string_view name, std::vector<Scenario> scenarios) {
    ParadexScanParams out;
    out.origin = {name, source, 0};
    out.scenarios = std::move(scenarios);
    out.vol = {.up = 0.4, .down = 0.22, .short_power = 0.3, .long_power = 0.13, .days_floor = 1, .min_up = 0.4};
    out.unhedged_rate = 0.002;
    out.hedged_rate = 0.001;
    return out;
}

}  // namespace

ParadexScanParams paradex_btc_preset() {
    return major("paradex-btc", scenarios(0.14, 0.1061, 0.2121, 0.14, 0.07, 0.0175, 0.0078, 0.0044, 0.0028));
}

ParadexScanParams paradex_eth_preset() {
    return major("paradex-eth", scenarios(0.16, 0.1212, 0.2424, 0.16, 0.08, 0.02, 0.0089, 0.005, 0.0032));
}

}  // namespace clearmargin
