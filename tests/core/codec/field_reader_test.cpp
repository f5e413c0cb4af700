#include "core/codec/field_reader.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

TEST_CASE("FieldReader", "[codec]") {
    const Json document = parse_json(R"({"list":[1,"2"],"flag":true,"text":"b","hex":"0x0102","none":null,
        "amount":"-12.50","word":"0x10","nested":{"a":{"b":"0xzz"}}})")
                              .value();
    Refusal first;
    const FieldReader root(document, first);

    SECTION("reads members, elements and values with their types") {
        bool flag = false;
        std::string text;
        FixedBytes<2> fixed;
        Bytes bytes;
        Decimal amount;
        U256 word;
        std::optional<Decimal> given;
        root.read("flag", flag);
        root.read("text", text);
        root.read("hex", fixed);
        root["hex"].get(bytes, 2);
        root.read("amount", amount);
        root.read("word", word);
        root.read_if_present("amount", given);
        std::vector<std::uint64_t> numbers;
        for (const FieldReader& element : root["list"].elements(2)) element.get(numbers.emplace_back());
        CHECK_FALSE(first.present());
        CHECK(flag);
        CHECK(text == "b");
        CHECK(fixed == FixedBytes<2>{{1, 2}});
        CHECK(bytes == Bytes{1, 2});
        CHECK(amount == Decimal::from_units(Int128{-125} * (Decimal::one_units / 10)));
        CHECK(word == U256(16));
        CHECK(given == amount);
        CHECK(numbers == std::vector<std::uint64_t>{1, 2});
        CHECK(root.members(8)[1].name == "flag");
        CHECK(root["text"].choice({"a", "b"}) == 1);
    }
    SECTION("reads an enum by the words for its values") {
        enum class Letter { a, b };
        Letter letter = Letter::a;
        root["text"].get(letter, {"a", "b"});
        CHECK(letter == Letter::b);
        root.optional("none").get(letter, {"a", "b"});
        CHECK(letter == Letter::b);
        CHECK_FALSE(first.present());
        root["text"].get(letter, {"a", "c"});
        CHECK(first.error() == Error{ErrorCode::unknown_value, "text", "expected a or c, got b"});
    }
    SECTION("takes nothing for what is absent") {
        U256 number = 7;
        root.optional("none").take(parse_u256("x"), number);
        root.optional("absent").take(Status(refuse(ErrorCode::unknown_value, "", "this")));
        CHECK_FALSE(first.present());
        CHECK(number == U256(7));
    }
    SECTION("reads nothing and refuses nothing where an optional member is absent") {
        std::string_view text = "kept";
        Bytes bytes{7};
        Decimal amount = 7;
        FixedBytes<1> byte{{7}};
        const FieldReader absent = root.optional("absent");
        absent.get(text);
        absent.get(bytes, 1);
        absent.get(amount);
        absent.get(byte);
        CHECK(absent.choice({"a", "b"}) == 0);
        CHECK(absent.elements(1).empty());
        CHECK_FALSE(first.present());
        CHECK(text == "kept");
        CHECK(bytes == Bytes{7});
        CHECK(amount == Decimal(7));
        CHECK(byte == FixedBytes<1>{{7}});
    }
    SECTION("refuses a place in the caller's words, once") {
        root["text"].refuse(ErrorCode::wrong_length, "a second");
        REQUIRE(first.present());
        const Error kept{ErrorCode::wrong_length, "text", "a second"};
        CHECK(first.error() == kept);
        root["flag"].refuse(ErrorCode::unknown_value, "something else", "this");
        root.refuse(refuse(ErrorCode::unknown_value, "list", "this"));
        CHECK(first.error() == kept);
    }
    SECTION("takes a member that is null for one, where it is required") {
        std::uint64_t number = 7;
        root.read("none", number);
        CHECK(first.error() == Error{ErrorCode::wrong_type, "none", "expected a whole number, got null"});
    }
    SECTION("leaves what has a default where the member is absent or null") {
        std::uint64_t number = 7;
        std::optional<Decimal> none;
        root.read_if_present("none", number);
        root.read_if_present("absent", number);
        root.read_if_present("absent", none);
        CHECK(number == 7);
        CHECK_FALSE(none.has_value());
        CHECK_FALSE(root.optional("none").present());
        CHECK_FALSE(root.optional("none")["deeper"].present());
        CHECK_FALSE(first.present());
    }
    SECTION("keeps the first refusal and reads nothing after it") {
        std::uint64_t number = 7;
        FixedBytes<1> byte;
        root["nested"]["a"].read("b", byte);
        REQUIRE(first.present());
        const Error refused = first.error();
        CHECK(refused.code == ErrorCode::malformed_hex);
        CHECK(refused.where == "nested.a.b");
        root.read("absent", number);
        root.read("word", number);
        CHECK(first.error() == refused);
        CHECK(number == 7);
    }
    SECTION("after a refusal there are no elements and no members") {
        root.refuse(ErrorCode::unknown_value, "something else", "this");
        CHECK(first.error() == Error{ErrorCode::unknown_value, "", "expected something else, got this"});
        root["text"].refuse(ErrorCode::wrong_length, "a second");
        CHECK(first.error().code == ErrorCode::unknown_value);
        CHECK(root["list"].elements(2).empty());
        CHECK(root.members(8).empty());
        CHECK_FALSE(root.present());
        CHECK(root["text"].text().empty());
        CHECK(root["text"].choice({"a", "b"}) == 0);
    }
    SECTION("says where it was refused") {
        const auto refusal_of = [&](auto read) {
            Refusal own;
            read(FieldReader(document, own));
            REQUIRE(own.present());
            return own.error();
        };
        std::uint64_t number = 0;
        U256 number_read;
        Bytes bytes;
        CHECK(refusal_of([&](const FieldReader& at) { at.read("gone", number); }) ==
              Error{ErrorCode::missing_member, "gone", "this member"});
        CHECK(refusal_of([&](const FieldReader& at) { at.read("text", number); }).where == "text");
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["text"].elements(1); }).code == ErrorCode::wrong_type);
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["list"].members(1); }).code == ErrorCode::wrong_type);
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["list"].elements(1); }).code == ErrorCode::too_many_items);
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["list"]["x"]; }).code == ErrorCode::wrong_type);
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["list"].optional("x"); }).code == ErrorCode::wrong_type);
        CHECK(refusal_of([&](const FieldReader& at) { at["list"].only_members({}); }) ==
              Error{ErrorCode::wrong_type, "list", "expected an object, got array"});
        CHECK(refusal_of([&](const FieldReader& at) { at["hex"].get(bytes, 1); }).code == ErrorCode::wrong_length);
        CHECK(refusal_of([&](const FieldReader& at) { at["nested"].only_members({"b"}); }) ==
              Error{ErrorCode::unknown_member, "nested.a", "no such member"});
        CHECK(refusal_of([&](const FieldReader& at) { (void)at["text"].choice({"x", "y", "z"}); }) ==
              Error{ErrorCode::unknown_value, "text", "expected x, y or z, got b"});
        CHECK(refusal_of([&](const FieldReader& at) { at["text"].take(parse_u256("x"), number_read); }).where == "text");
    }
}
