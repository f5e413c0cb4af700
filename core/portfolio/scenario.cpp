#include "core/portfolio/scenario.hpp"

#include <algorithm>
#include <string>

namespace clearmargin {

Status validate(std::span<const Scenario> scenarios) {
    if (scenarios.empty()) {
        return refuse(ErrorCode::mode_needs_field, "scenarios", "expected at least one scenario");
    }
    if (scenarios.size() > most_scenarios) {
        return refuse(ErrorCode::too_many_items, "scenarios", most_scenarios, scenarios.size());
    }
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        const Scenario& scenario = scenarios[i];
        const std::string place = "scenarios[" + std::to_string(i) + "]";
        if (!(scenario.move >= -1 && scenario.move <= 100)) {
            return refuse(ErrorCode::out_of_range, place + ".move", "expected a move from -1 to 100");
        }
        if (!(scenario.weight >= 0 && scenario.weight <= 100)) {
            return refuse(ErrorCode::out_of_range, place + ".weight", "expected a weight from 0 to 100");
        }
    }
    return {};
}

std::size_t worst_of(std::span<const double> profits) noexcept {
    std::size_t worst = 0;
    for (std::size_t i = 1; i < profits.size(); ++i) {
        if (profits[i] < profits[worst]) worst = i;
    }
    return worst;
}

}  // namespace clearmargin
