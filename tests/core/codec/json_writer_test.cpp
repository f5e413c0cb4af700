#include "core/codec/json_writer.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

TEST_CASE("JsonWriter", "[codec]") {
    JsonWriter out;
    out.begin_object().name("a").begin_array().number(1).null().boolean(true).end_array();
    out.name("b").begin_object().end_object().name("c").string("x").end_object();
    CHECK(out.take() == R"({"a":[1,null,true],"b":{},"c":"x"})");
    SECTION("starts anew after take") { CHECK(out.begin_array().end_array().take() == "[]"); }
    SECTION("escapes so that the same text is read back") {
        const std::string text = std::string("q\" b\\ n\n t\t z\0 e\u20ac", 19);
        const auto parsed = parse_json(out.string(text).take());
        REQUIRE(parsed.ok());
        CHECK(*parsed.value().get_if<std::string>() == text);
    }
    SECTION("escapes no more than has to be") {
        CHECK(out.string(" ~\x7f").take() == "\" ~\x7f\"");
        CHECK(out.string("\x1f").take() == "\"\\u001f\"");
    }
}
