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

/// The numbers of a model, in a fixed order; scenarios and volatility rules are not among them. They point into it.
[[nodiscard]] std::vector<ModelParameter> parameters_of(PortfolioModel& model);

}  // namespace clearmargin
