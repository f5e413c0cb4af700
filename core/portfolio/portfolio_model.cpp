#include "core/portfolio/portfolio_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace clearmargin {
namespace {

struct NamedPreset {
    std::string_view name;
    PortfolioModel (*make)();
};

constexpr auto presets = std::to_array<NamedPreset>({
    {"deribit-pm-btc", [] { return PortfolioModel(deribit_pm_btc_preset()); }},
    {"deribit-pm-eth", [] { return PortfolioModel(deribit_pm_eth_preset()); }},
    {"derive-pmrm2", [] { return PortfolioModel(derive_pmrm2_preset()); }},
    {"derive-srm-btc", [] { return PortfolioModel(derive_srm_btc_preset()); }},
    {"derive-srm-eth", [] { return PortfolioModel(derive_srm_eth_preset()); }},
    {"paradex-btc", [] { return PortfolioModel(paradex_btc_preset()); }},
    {"paradex-eth", [] { return PortfolioModel(paradex_eth_preset()); }},
    {"span-16", [] { return PortfolioModel(span_16_preset()); }},
});

constexpr auto names = [] {
    std::array<std::string_view, presets.size()> out{};
    for (std::size_t i = 0; i < presets.size(); ++i) out[i] = presets[i].name;
    return out;
}();

/// The margin of the one unit there must be, of a result that holds it as `margin`.
struct Margined {
    const RiskPortfolio& portfolio;

    Result<PortfolioMargin> operator()(const ParadexScanParams& params) const {
        TRY(auto scan, paradex_scan(portfolio.units.front(), 0, params));
        return std::move(scan.margin);
    }
    Result<PortfolioMargin> operator()(const SpanParams& params) const {
        return span_scan(portfolio.units.front(), params);
    }
    Result<PortfolioMargin> operator()(const DeribitPmParams& params) const {
        TRY(auto pm, deribit_pm(portfolio.units.front(), 0, params));
        return std::move(pm.margin);
    }
    Result<PortfolioMargin> operator()(const DerivePmrm2Params& params) const {
        TRY(auto pmrm2, derive_pmrm2_margin(portfolio, params));
        return std::move(pmrm2.margin);
    }
    Result<PortfolioMargin> operator()(const DeriveSrmParams& params) const {
        TRY(auto srm, derive_srm_margin(portfolio, params));
        return std::move(srm.margin);
    }
};

/// A model's scenarios by number.
struct ScenarioAt {
    std::size_t index;
    double spot;

    std::optional<ScenarioMove> listed(std::span<const Scenario> scenarios) const {
        if (index >= scenarios.size()) return std::nullopt;
        return ScenarioMove{scenarios[index].move, scenarios[index].vol};
    }
    std::optional<ScenarioMove> operator()(const ParadexScanParams& params) const { return listed(params.scenarios); }
    std::optional<ScenarioMove> operator()(const DerivePmrm2Params& params) const { return listed(params.scenarios); }
    std::optional<ScenarioMove> operator()(const DeriveSrmParams&) const { return std::nullopt; }
    std::optional<ScenarioMove> operator()(const SpanParams& params) const {
        if (index >= params.scenarios.size()) return std::nullopt;
        const SpanScenario& at = params.scenarios[index];
        const VolRule tilted = at.volatility > 0 ? VolRule::up : VolRule::down;
        return ScenarioMove{at.price * params.price_scan_range / spot, at.volatility == 0 ? VolRule::none : tilted};
    }
    std::optional<ScenarioMove> operator()(const DeribitPmParams& params) const {
        const auto moves = pm_scenarios(params);
        if (index >= moves.size()) return std::nullopt;
        return ScenarioMove{moves[index].move, moves[index].vol};
    }
};

double widest(std::span<const Scenario> scenarios) {
    double widest = 0;
    for (const Scenario& scenario : scenarios) widest = std::max(widest, std::fabs(scenario.move) * scenario.weight);
    return widest;
}

struct RangeAt {
    double spot;

    double operator()(const ParadexScanParams& params) const { return widest(params.scenarios); }
    double operator()(const DerivePmrm2Params& params) const { return widest(params.scenarios); }
    double operator()(const DeriveSrmParams&) const { return 0; }
    double operator()(const SpanParams& params) const { return params.price_scan_range / spot; }
    double operator()(const DeribitPmParams& params) const { return params.price_range; }
};

}  // namespace

Settlement settlement_of(const PortfolioModel& model) noexcept {
    const auto* deribit = std::get_if<DeribitPmParams>(&model);
    return deribit == nullptr ? Settlement::quote : deribit->settlement;
}

Status check_complete(const PortfolioModel& model) {
    const auto* span = std::get_if<SpanParams>(&model);
    if (span == nullptr || span->price_scan_range != 0) return {};
    return refuse(ErrorCode::mode_needs_field, "price_scan_range", "expected the product's own range");
}

std::optional<ScenarioMove> scenario_of(const PortfolioModel& model, std::size_t index, double spot) {
    return std::visit(ScenarioAt{index, spot}, model);
}

double price_range_of(const PortfolioModel& model, double spot) { return std::visit(RangeAt{spot}, model); }

std::span<const std::string_view> portfolio_preset_names() noexcept { return names; }

Result<PortfolioModel> portfolio_preset(std::string_view name) {
    const auto found =
        std::find_if(presets.begin(), presets.end(), [&](const NamedPreset& preset) { return preset.name == name; });
    if (found != presets.end()) return found->make();
    return refuse(ErrorCode::unknown_reference, "preset", "the name of a preset", name);
}

const PresetOrigin& origin_of(const PortfolioModel& model) noexcept {
    return std::visit([](const auto& params) -> const PresetOrigin& { return params.origin; }, model);
}

Result<PortfolioMargin> portfolio_margin(const RiskPortfolio& portfolio, const PortfolioModel& model) {
    RiskPortfolio nets = portfolio;
    for (RiskUnit& unit : nets.units) unit = netted(std::move(unit));
    if (!std::holds_alternative<DeriveSrmParams>(model) && nets.units.size() != 1) {
        return refuse(ErrorCode::mode_needs_field, "units", 1, nets.units.size());
    }
    return std::visit(Margined{nets}, model);
}

}  // namespace clearmargin
