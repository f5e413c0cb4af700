#include "wasm/policy/model_overrides.hpp"

#include <algorithm>

#include "core/portfolio/model_parameters.hpp"
#include "core/risk/lag.hpp"
#include "wasm/document/document_fields.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_overrides = 64;

void read_double(const FieldReader& at, double& to) {
    if (!at.present()) return;
    Decimal number;
    at.get(number);
    to = double_of_decimal(number);
}

void read_scenario(const FieldReader& from, bool has_skew, Scenario& to) {
    from.only_members({"move", "volatility", "weight"});
    read_double(from["move"], to.move);
    const FieldReader volatility = from["volatility"];
    if (has_skew) {
        volatility.get(to.vol, {"same", "up", "down", "skew_linear", "skew_absolute"});
    } else {
        volatility.get(to.vol, {"same", "up", "down"});
    }
    read_double(from.optional("weight"), to.weight);
}

}  // namespace

void read_model_overrides(const FieldReader& from, PortfolioModel& model) {
    if (!from.present()) return;
    const auto parameters = parameters_of(model);
    const ScenarioList list = scenarios_of(model);
    for (const auto& [name, value] : from.members(max_overrides)) {
        if (list.scenarios != nullptr && name == "scenarios") {
            read_list(value, most_scenarios, *list.scenarios,
                      [&](const FieldReader& item, Scenario& to) { read_scenario(item, list.has_skew, to); });
            from.take(validate(*list.scenarios));
            continue;
        }
        const auto is_named = [&, wanted = name](const ModelParameter& other) { return other.name == wanted; };
        const auto found = std::find_if(parameters.begin(), parameters.end(), is_named);
        if (found == parameters.end()) return value.refuse(ErrorCode::unknown_member, "a number of the preset");
        read_double(value, *found->value);
    }
}

}  // namespace clearmargin
