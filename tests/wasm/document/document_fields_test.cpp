#include "wasm/document/document_fields.hpp"

#include <catch2/catch.hpp>

#include "core/codec/json_parse.hpp"
#include "wasm/document/unique_ids.hpp"

using namespace clearmargin;

namespace {

const Json document = parse_json(R"({
  "chain": "eip155:1", "account": "eip155:1:0xAb16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "asset": "eip155:1/slip44:60",
  "word": "two words", "number": 1, "one": "1", "more": "1.01", "none": "0", "less": "-0.01", "level": "proposed",
  "list": ["a", "b", "a"]})")
                           .value();

template <class T, class Read>
Error refusal_of(std::string_view name, T value, Read read) {
    Refusal refusal;
    read(FieldReader(document, refusal)[name], value);
    REQUIRE(refusal.present());
    return refusal.take();
}

}  // namespace

TEST_CASE("read_chain_id, read_account_id, read_asset_id", "[document]") {
    Refusal refusal;
    const FieldReader root(document, refusal);
    ChainId chain;
    AccountId account;
    AssetId asset;
    read_chain_id(root["chain"], chain);
    read_account_id(root["account"], account);
    read_asset_id(root["asset"], asset);
    CHECK_FALSE(refusal.present());
    CHECK(chain.text == "eip155:1");
    CHECK(account.text() == "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb");
    CHECK(asset.text == "eip155:1/slip44:60");

    SECTION("leave alone what is absent") {
        read_chain_id(root.optional("gone"), chain);
        read_account_id(root.optional("gone"), account);
        read_asset_id(root.optional("gone"), asset);
        CHECK_FALSE(refusal.present());
        CHECK(chain.text == "eip155:1");
    }
    SECTION("refuse what is none, at its place") {
        CHECK(refusal_of("word", chain, read_chain_id).code == ErrorCode::malformed_id);
        CHECK(refusal_of("word", account, read_account_id).where == "word");
        CHECK(refusal_of("word", asset, read_asset_id).code == ErrorCode::malformed_id);
        CHECK(refusal_of("number", asset, read_asset_id).code == ErrorCode::wrong_type);
    }
}

TEST_CASE("read_positive, read_not_negative, read_fraction", "[document]") {
    Refusal refusal;
    const FieldReader root(document, refusal);
    Decimal value;
    read_positive(root["more"], value);
    CHECK(to_string(value) == "1.01");
    read_not_negative(root["none"], value);
    CHECK(value.is_zero());
    read_fraction(root["one"], value);
    CHECK(value == Decimal(1));
    read_fraction(root["none"], value);
    read_fraction(root.optional("gone"), value);
    CHECK_FALSE(refusal.present());

    SECTION("judge no default, where the member is absent") {
        Decimal outside = -1;
        read_positive(root.optional("gone"), outside);
        read_not_negative(root.optional("gone"), outside);
        read_fraction(root.optional("gone"), outside);
        CHECK_FALSE(refusal.present());
        CHECK(outside == Decimal(-1));
    }
    CHECK(refusal_of("none", value, read_positive).code == ErrorCode::price_not_positive);
    CHECK(refusal_of("less", value, read_not_negative).code == ErrorCode::out_of_range);
    CHECK(refusal_of("less", value, read_fraction).code == ErrorCode::out_of_range);
    CHECK(refusal_of("more", value, read_fraction).where == "more");
    CHECK(refusal_of("number", value, read_positive).code == ErrorCode::number_not_exact);
}

TEST_CASE("read_level", "[document]") {
    Refusal refusal;
    EvidenceLevel level = EvidenceLevel::reported;
    read_level(FieldReader(document, refusal)["level"], level);
    CHECK(level == EvidenceLevel::proposed);
    CHECK(refusal_of("word", level, read_level).code == ErrorCode::unknown_value);
    for (const auto each : {EvidenceLevel::reported, EvidenceLevel::attested, EvidenceLevel::proposed, EvidenceLevel::proven}) {
        const Json word{std::string(level_name(each))};
        read_level(FieldReader(word, refusal), level);
        CHECK(level == each);
    }
    CHECK_FALSE(refusal.present());
}

TEST_CASE("read_list", "[document]") {
    Refusal refusal;
    const FieldReader root(document, refusal);
    const auto read_text = [](const FieldReader& at, std::string& to) { at.get(to); };
    std::vector<std::string> list{"what was there before"};
    read_list(root["list"], 3, list, read_text);
    CHECK(list == std::vector<std::string>{"a", "b", "a"});
    read_list(root.optional("gone"), 3, list, read_text);
    CHECK(list.empty());
    read_list(root["list"], 2, list, read_text);
    CHECK(refusal.error().code == ErrorCode::too_many_items);
    CHECK(list.empty());
}

TEST_CASE("UniqueIds", "[document]") {
    Refusal refusal;
    UniqueIds ids;
    const auto items = FieldReader(document, refusal)["list"].elements(3);
    ids.add(items[0], "a", "a letter once");
    ids.add(items[1], "b", "a letter once");
    CHECK_FALSE(refusal.present());
    ids.add(items[2], "a", "a letter once");
    CHECK(refusal.error() == Error{ErrorCode::duplicate_id, "list[2]", "expected a letter once, got a"});
}
