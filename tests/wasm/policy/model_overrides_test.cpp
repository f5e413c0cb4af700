#include "wasm/policy/model_overrides.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

namespace {

struct Read {
    PortfolioModel model;
    Refusal refusal;
};

Read read(std::string_view preset, const std::string& text) {
    Read out{portfolio_preset(preset).value(), {}};
    const Json document = parse_json(text).value();
    read_model_overrides(FieldReader(document, out.refusal), out.model);
    return out;
}

}  // namespace

TEST_CASE("read_model_overrides", "[policy]") {
    SECTION("replaces numbers by name and keeps the rest") {
        const Read read_one = read("paradex-btc", R"({"vol_up": "0.5", "maintenance_factor": "0.6"})");
        REQUIRE_FALSE(read_one.refusal.present());
        const auto& model = std::get<ParadexScanParams>(read_one.model);
        CHECK(model.vol.up == 0.5);
        CHECK(model.maintenance_factor == 0.6);
        CHECK(model.vol.down == 0.22);
        CHECK(model.scenarios.size() == 24);
    }
    SECTION("replaces the whole list of scenarios") {
        const Read read_one = read("derive-pmrm2", R"({"scenarios": [{"move": "-0.2", "volatility": "up"},
            {"move": "0", "volatility": "skew_absolute", "weight": "0.5"}, {"move": "0.1", "volatility": "same"}]})");
        REQUIRE_FALSE(read_one.refusal.present());
        const auto& scenarios = std::get<DerivePmrm2Params>(read_one.model).scenarios;
        REQUIRE(scenarios.size() == 3);
        CHECK(scenarios[0].move == -0.2);
        CHECK(scenarios[0].vol == VolRule::up);
        CHECK(scenarios[0].weight == 1);
        CHECK(scenarios[1].vol == VolRule::skew_absolute);
        CHECK(scenarios[1].weight == 0.5);
        CHECK(scenarios[2].vol == VolRule::none);
    }
    SECTION("changes nothing where nothing is given") {
        const Read read_one = read("paradex-eth", "{}");
        CHECK_FALSE(read_one.refusal.present());
        CHECK(std::get<ParadexScanParams>(read_one.model).scenarios.size() == 24);
    }
}

TEST_CASE("read_model_overrides refuses what the model has not", "[policy]") {
    struct Case {
        const char* preset;
        const char* text;
        ErrorCode code;
        const char* where;
    };
    const auto [preset, text, code, where] = GENERATE(values<Case>({
        {"paradex-eth", R"({"mood": "1"})", ErrorCode::unknown_member, "mood"},
        {"span-16", R"({"vol_up": "1"})", ErrorCode::unknown_member, "vol_up"},
        {"span-16", R"({"scenarios": []})", ErrorCode::unknown_member, "scenarios"},
        {"deribit-pm-btc", R"({"scenarios": [{"move": "0", "volatility": "up"}]})", ErrorCode::unknown_member, "scenarios"},
        {"paradex-eth", R"({"vol_up": 0.5})", ErrorCode::number_not_exact, "vol_up"},
        {"paradex-eth", R"({"vol_up": null})", ErrorCode::wrong_type, "vol_up"},
        {"paradex-eth", R"({"scenarios": []})", ErrorCode::mode_needs_field, "scenarios"},
        {"paradex-eth", R"({"scenarios": {}})", ErrorCode::wrong_type, "scenarios"},
        {"paradex-eth", R"({"scenarios": [{"move": "0"}]})", ErrorCode::missing_member, "scenarios[0].volatility"},
        {"paradex-eth", R"({"scenarios": [{"volatility": "up"}]})", ErrorCode::missing_member, "scenarios[0].move"},
        {"paradex-eth", R"({"scenarios": [{"move": "0", "volatility": "up", "mood": "1"}]})", ErrorCode::unknown_member,
         "scenarios[0].mood"},
        {"paradex-eth", R"({"scenarios": [{"move": "0", "volatility": "up"}, {"move": "0", "volatility": "skew_linear"}]})",
         ErrorCode::unknown_value, "scenarios[1].volatility"},
        {"derive-pmrm2", R"({"scenarios": [{"move": "0", "volatility": "sideways"}]})", ErrorCode::unknown_value,
         "scenarios[0].volatility"},
        {"paradex-eth", R"({"scenarios": [{"move": "-1.1", "volatility": "up"}]})", ErrorCode::out_of_range,
         "scenarios[0].move"},
        {"paradex-eth", R"({"scenarios": [{"move": "0", "volatility": "up", "weight": "-1"}]})", ErrorCode::out_of_range,
         "scenarios[0].weight"},
    }));
    CAPTURE(preset, text);
    const Read refused = read(preset, text);
    REQUIRE(refused.refusal.present());
    CHECK(refused.refusal.error().code == code);
    CHECK(refused.refusal.error().where == where);
}

TEST_CASE("read_model_overrides bounds its lists", "[policy]") {
    const auto listed = [](std::size_t count) {
        std::string text = R"({"scenarios": [)";
        for (std::size_t i = 0; i < count; ++i) text += std::string(i == 0 ? "" : ",") + R"({"move":"0","volatility":"up"})";
        return text + "]}";
    };
    CHECK_FALSE(read("paradex-eth", listed(4096)).refusal.present());
    const Read refused = read("paradex-eth", listed(4097));
    CHECK(refused.refusal.error().code == ErrorCode::too_many_items);
    CHECK(refused.refusal.error().where == "scenarios");
}
