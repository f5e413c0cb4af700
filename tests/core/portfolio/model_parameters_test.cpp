#include "core/portfolio/model_parameters.hpp"

#include <set>

#include "tests/core/portfolio/unit_samples.hpp"

using namespace clearmargin;
using namespace clearmargin::portfolio_tests;

TEST_CASE("parameters_of", "[portfolio]") {
    for (const std::string_view preset : portfolio_preset_names()) {
        CAPTURE(preset);
        PortfolioModel model = good(portfolio_preset(preset));
        std::set<std::string_view> names;
        std::set<const double*> places;
        for (const ModelParameter& parameter : parameters_of(model)) {
            CAPTURE(parameter.name);
            CHECK(names.insert(parameter.name).second);
            CHECK(places.insert(parameter.value).second);
        }
        CHECK(names.size() >= 5);
        // Every model with a shock of volatility lets it be replaced.
        const bool shocks = preset.starts_with("paradex") || preset.starts_with("deribit") || preset == "derive-pmrm2";
        CHECK(names.contains("vol_up") == shocks);
        CHECK(names.contains("vol_min_volatility_up") == shocks);
        CHECK(names.contains("skew_width") == (preset == "derive-pmrm2"));
    }
}

TEST_CASE("parameters_of points into the model", "[portfolio]") {
    PortfolioModel model = derive_pmrm2_preset();
    for (const ModelParameter& parameter : parameters_of(model)) {
        if (parameter.name == "vol_down") *parameter.value = 0.25;
        if (parameter.name == "skew_least_k_star") *parameter.value = 0.02;
    }
    const auto& pmrm2 = std::get<DerivePmrm2Params>(model);
    CHECK(pmrm2.vol.term.down == 0.25);
    CHECK(pmrm2.vol.skew.least_k_star == 0.02);
}

TEST_CASE("scenarios_of", "[portfolio]") {
    for (const std::string_view preset : portfolio_preset_names()) {
        CAPTURE(preset);
        PortfolioModel model = good(portfolio_preset(preset));
        const ScenarioList list = scenarios_of(model);
        const bool has_list = preset.starts_with("paradex") || preset == "derive-pmrm2";
        REQUIRE((list.scenarios != nullptr) == has_list);
        if (has_list) CHECK(list.scenarios->size() >= 24);
        CHECK(list.has_skew == (preset == "derive-pmrm2"));
    }
}

TEST_CASE("vol_rule_name", "[portfolio]") {
    CHECK(vol_rule_name(VolRule::none) == "same");
    CHECK(vol_rule_name(VolRule::up) == "up");
    CHECK(vol_rule_name(VolRule::down) == "down");
    CHECK(vol_rule_name(VolRule::skew_linear) == "skew_linear");
    CHECK(vol_rule_name(VolRule::skew_absolute) == "skew_absolute");
}
