#include "core/codec/json_parse.hpp"

#include <catch2/catch.hpp>

using namespace clearmargin;

namespace {

ErrorCode refusal(std::string_view text, const JsonLimits& limits = {}) {
    const auto parsed = parse_json(text, limits);
    REQUIRE_FALSE(parsed.ok());
    return parsed.error().code;
}

}  // namespace

TEST_CASE("parse_json", "[codec]") {
    SECTION("keeps numbers as they were written") {
        const auto parsed = parse_json(R"([18446744073709551616, 0.1, 1e99, -5])");
        REQUIRE(parsed.ok());
        const auto& items = *parsed.value().get_if<Json::Array>();
        CHECK(items[0].get_if<Json::Number>()->text == "18446744073709551616");
        CHECK(items[1].get_if<Json::Number>()->text == "0.1");
        CHECK(items[3].get_if<Json::Number>()->text == "-5");
    }
    SECTION("refuses numbers that are longer than any that is used, however large") {
        const std::string longest(100, '9');
        for (const std::string& number : {longest, std::string("-1.5E-09"), std::string("1e0099"), std::string("1e+99"),
                                          std::string("1e0"), std::string("1E-00")}) {
            CAPTURE(number);
            CHECK(parse_json(number).ok());
        }
        const Error expected{ErrorCode::malformed_json, "", "numbers of at most 100 characters and two digits of exponent"};
        for (const std::string& number : {longest + "9", std::string("1e100"), std::string("1e-100"), std::string("1e400"),
                                          std::string("-1E+999"), std::string("1e-400"), std::string(400, '9')}) {
            CAPTURE(number);
            const auto parsed = parse_json(number);
            REQUIRE_FALSE(parsed.ok());
            CHECK(parsed.error() == expected);
        }
    }
    SECTION("finds members and gives their paths") {
        const auto parsed = parse_json(R"({"a": [{"b": 1}, {"c": null}]})");
        REQUIRE(parsed.ok());
        const Json* a = parsed.value().find("a");
        REQUIRE(a != nullptr);
        const Json* c = (*a->get_if<Json::Array>())[1].find("c");
        REQUIRE(c != nullptr);
        CHECK(parsed.value().path_to(*c) == "a[1].c");
        CHECK(parsed.value().path_to(*a) == "a");
        CHECK(parsed.value().path_to(parsed.value()).empty());
        CHECK(parsed.value().path_to(Json()).empty());
        CHECK(parsed.value().find("z") == nullptr);
    }
    SECTION("says where it is no JSON") {
        CHECK(parse_json("[1,]").error() == Error{ErrorCode::malformed_json, "", "JSON, malformed at byte 4"});
    }
    SECTION("refuses what is not one document") {
        const std::string text = GENERATE("", " ", "{", "[1,]", "{} {}", "nul", "'a'", "[1] x", "\"\xff\"",
                                          "{\"a\":1,}", "\"\\ud800\"", "01", "+1", ".5", "NaN", "Infinity", "// c\n1");
        CAPTURE(text);
        CHECK(refusal(text) == ErrorCode::malformed_json);
    }
    SECTION("refuses a name given twice, wherever it is") {
        CHECK(refusal(R"({"a":1,"a":1})") == ErrorCode::duplicate_key);
        CHECK(refusal(R"([{"x":{"a":1,"b":2,"a":3}}])") == ErrorCode::duplicate_key);
        CHECK(refusal("{\"a\":1,\"\\u0061\":2}") == ErrorCode::duplicate_key);
        CHECK(parse_json(R"([{"x":{"a":1,"a":3}}])").error().where == "[0].x");
    }
    SECTION("refuses depth above the limit, not at it") {
        const JsonLimits limits{1000, 1000, 3};
        CHECK(parse_json("[[[1]]]", limits).ok());
        CHECK(refusal("[[[[1]]]]", limits) == ErrorCode::nesting_too_deep);
        CHECK(refusal(std::string(5'000'000, '[')) == ErrorCode::nesting_too_deep);
    }
    SECTION("refuses size above the limits, not at them") {
        CHECK(parse_json("[1,2]", {5, 3, 8}).ok());
        CHECK(refusal("[1,2] ", {5, 3, 8}) == ErrorCode::input_too_large);
        CHECK(refusal("[1,2,3]", {100, 3, 8}) == ErrorCode::input_too_large);
        CHECK(refusal("[1,2,[]]", {100, 3, 8}) == ErrorCode::input_too_large);
        CHECK(refusal("[1,2,3 x", {100, 3, 8}) == ErrorCode::input_too_large);
    }
    SECTION("refuses objects with more members than any format has") {
        const auto with_members = [](int count) {
            std::string text = "{";
            for (int i = 0; i < count; ++i) text += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + "\":0";
            return text + "}";
        };
        CHECK(parse_json(with_members(1024)).ok());
        CHECK(refusal(with_members(1025)) == ErrorCode::too_many_items);
    }
    SECTION("finds no member in what is no object") {
        for (const char* text : {"7", "null", "\"a\"", "[{\"a\":1}]"}) CHECK(parse_json(text).value().find("a") == nullptr);
    }
}
