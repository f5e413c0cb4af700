#include "core/codec/json_reader.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

namespace {

template <class T>
Error error_of(const Result<T>& result) {
    REQUIRE_FALSE(result.ok());
    return result.error();
}

}  // namespace

TEST_CASE("JsonReader", "[codec]") {
    const Json document = parse_json(R"({"list":[1,"2","0x10"],"flag":true,"text":"t","hex":"0x0102","none":null,
        "negative":-1,"huge":18446744073709551616,"fraction":1.5,"amount":"-12.50","nested":{"a":{"b":"0xzz"}}})")
                              .value();
    const JsonReader root(document);

    SECTION("reads members, elements and values with their types") {
        const auto list = root.member("list").value().elements(3).value();
        CHECK(list[0].u64().value() == 1);
        CHECK(list[1].u64().value() == 2);
        CHECK(list[2].u256().value() == U256(16));
        CHECK(root.member("flag").value().boolean().value());
        CHECK(root.member("text").value().string().value() == "t");
        CHECK(root.member("hex").value().fixed_bytes<2>().value() == FixedBytes<2>{{1, 2}});
        CHECK(root.member("hex").value().bytes(2).value() == Bytes{1, 2});
        CHECK_FALSE(root.optional_member("none").value().has_value());
        CHECK_FALSE(root.optional_member("absent").value().has_value());
        CHECK(root.members(20).value()[1].name == "flag");
    }
    SECTION("refuses other types, saying where") {
        const auto text = root.member("text").value();
        CHECK(error_of(text.u64()) == Error{ErrorCode::malformed_integer, "text",
                                            "expected decimal digits, or 0x and 1 to 64 hex digits, got t"});
        CHECK(error_of(text.boolean()).code == ErrorCode::wrong_type);
        CHECK(error_of(text.elements(1)).code == ErrorCode::wrong_type);
        CHECK(error_of(text.member("x")).code == ErrorCode::wrong_type);
        CHECK(error_of(text.optional_member("x")).code == ErrorCode::wrong_type);
        CHECK(error_of(text.members(1)).code == ErrorCode::wrong_type);
        CHECK(error_of(root.member("flag").value().string()).code == ErrorCode::wrong_type);
        CHECK(error_of(root.member("flag").value().u64()).code == ErrorCode::wrong_type);
        CHECK(error_of(root.member("list").value().bytes(9)).code == ErrorCode::wrong_type);
    }
    SECTION("refuses absent members, saying which") {
        CHECK(error_of(root.member("nested").value().member("x")) ==
              Error{ErrorCode::missing_member, "nested.x", "this member"});
    }
    SECTION("refuses numbers outside their field") {
        CHECK(error_of(root.member("negative").value().u64()).code == ErrorCode::malformed_integer);
        CHECK(error_of(root.member("fraction").value().u64()).code == ErrorCode::malformed_integer);
        CHECK(error_of(root.member("huge").value().u64()).code == ErrorCode::integer_out_of_range);
        CHECK(error_of(root.member("list").value().elements(3).value()[2].u64()).code == ErrorCode::malformed_integer);
    }
    SECTION("reads amounts from strings alone") {
        CHECK(root.member("amount").value().decimal().value() == parse_decimal("-12.5").value());
        CHECK(error_of(root.member("fraction").value().decimal()).code == ErrorCode::number_not_exact);
        CHECK(error_of(root.member("text").value().decimal()).where == "text");
        CHECK(error_of(root.member("flag").value().decimal()).code == ErrorCode::wrong_type);
    }
    SECTION("refuses bytes of other form or length") {
        const auto inner = root.member("nested").value().member("a").value().member("b").value();
        CHECK(error_of(inner.bytes(9)).code == ErrorCode::malformed_hex);
        CHECK(error_of(inner.bytes(9)).where == "nested.a.b");
        CHECK(error_of(root.member("hex").value().bytes(1)).code == ErrorCode::wrong_length);
        CHECK(error_of(root.member("hex").value().fixed_bytes<3>()).code == ErrorCode::wrong_length);
    }
    SECTION("bounds lists and objects, and names unknown members") {
        CHECK(error_of(root.member("list").value().elements(2)).code == ErrorCode::too_many_items);
        CHECK(error_of(root.members(2)).code == ErrorCode::too_many_items);
        constexpr std::array<std::string_view, 1> known = {"b"};
        CHECK(error_of(root.member("nested").value().only_members(known)) ==
              Error{ErrorCode::unknown_member, "nested.a", "no such member"});
        CHECK(root.member("nested").value().member("a").value().only_members(known).ok());
    }
}
