#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "core/portfolio/deribit_pm.hpp"
#include "core/portfolio/derive_pmrm2.hpp"
#include "core/portfolio/derive_srm.hpp"
#include "core/portfolio/paradex_scan.hpp"
#include "core/portfolio/span_scan.hpp"

namespace clearmargin {

/// The parameters of one way of margining a portfolio.
using PortfolioModel = std::variant<ParadexScanParams, SpanParams, DerivePmrm2Params, DeriveSrmParams, DeribitPmParams>;

/// Names of the presets, ascending: "deribit-pm-btc" and so on.
[[nodiscard]] std::span<const std::string_view> portfolio_preset_names() noexcept;

/// Fails   unknown_reference for a name that is not listed
[[nodiscard]] Result<PortfolioModel> portfolio_preset(std::string_view name);

[[nodiscard]] const PresetOrigin& origin_of(const PortfolioModel& model) noexcept;

/// What a model's figures are in.
[[nodiscard]] Settlement settlement_of(const PortfolioModel& model) noexcept;

/// Whether the model has all the numbers that no preset can give it: SPAN's ranges are each product's own, and without
/// them nothing would be required.
/// Fails   mode_needs_field ("price_scan_range")
[[nodiscard]] Status check_complete(const PortfolioModel& model);

/// What one of a model's scenarios does.
struct ScenarioMove {
    double move = 0;  ///< of the price, as a share of it
    VolRule vol = VolRule::none;
};

/// The scenario that the profit at `index` belongs to, at that spot; absent where the model has none of that number.
[[nodiscard]] std::optional<ScenarioMove> scenario_of(const PortfolioModel& model, std::size_t index, double spot);

/// The most that a move of a model's scenarios counts either way, after its weight, as a share of the spot: what a delta
/// of 1 can lose in them. 0 where it has no scenarios.
[[nodiscard]] double price_range_of(const PortfolioModel& model, double spot);

/// What the model requires of `portfolio`, positions in the same instrument netted first. Paradex, SPAN and Deribit
/// margin one underlying at a time.
/// Units   as PortfolioMargin
/// Fails   as the model; mode_needs_field where the model wants exactly one unit
[[nodiscard]] Result<PortfolioMargin> portfolio_margin(const RiskPortfolio& portfolio, const PortfolioModel& model);

}  // namespace clearmargin
