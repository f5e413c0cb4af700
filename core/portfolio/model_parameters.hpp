#pragma once

#include <string_view>
#include <vector>

#include "core/portfolio/portfolio_model.hpp"

namespace clearmargin {

/// One number of a model, by the name docs/margin-model.md has for it.
struct ModelParameter {
    std::string_view name;
    double* value;  ///< into the model
};

/// The numbers of a model, in a fixed order; its scenarios are not among them. They point into it.
[[nodiscard]] std::vector<ModelParameter> parameters_of(PortfolioModel& model);

/// The scenarios of a model that has a list of them, one by one: Paradex's and Derive's second portfolio margin.
/// Deribit and SPAN make theirs from ranges, which are among the numbers; Derive's standard margin has none.
struct ScenarioList {
    std::vector<Scenario>* scenarios = nullptr;  ///< into the model; null where it has no list
    bool has_skew = false;                       ///< whether the model knows how the wings turn
};
[[nodiscard]] ScenarioList scenarios_of(PortfolioModel& model) noexcept;

}  // namespace clearmargin
