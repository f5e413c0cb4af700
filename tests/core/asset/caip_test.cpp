#include "core/asset/caip.hpp"

#include <catch2/catch.hpp>

#include "core/bytes/hex.hpp"

using namespace clearmargin;

TEST_CASE("parse_chain_id", "[asset]") {
    CHECK(parse_chain_id("eip155:1").value().text == "eip155:1");
    CHECK(parse_chain_id("cosmos:cosmoshub-4").ok());
    CHECK(eip155_chain_number(ChainId{"eip155:42161"}).value() == 42161);
    SECTION("refuses other forms, and second spellings of one chain") {
        const std::string text = GENERATE("", "eip155", "eip155:", ":1", "e:1", "EIP155:1", "eip155:1:2", "eip155:01",
                                          "eip155:0", "eip155:0x1", "eip155:1x", "eip155:18446744073709551616",
                                          "cosmos:a b", "c_smos:a", "cosm{s:a", "cosmos:a.b", "ab:1", "abcdefghi:1");
        CAPTURE(text);
        CHECK(parse_chain_id(text).error().code == ErrorCode::malformed_id);
    }
    SECTION("takes all that CAIP-2 allows, and no longer a reference") {
        CHECK(parse_chain_id("abc:1").ok());
        CHECK(parse_chain_id("a-c-e-g8:Aa_Zz-09").ok());
        CHECK(parse_chain_id("abc:" + std::string(32, 'z')).ok());
        CHECK(parse_chain_id("abc:" + std::string(33, 'z')).error().code == ErrorCode::malformed_id);
    }
    SECTION("gives a number to chains of eip155 alone") {
        for (const char* text : {"cosmos:1", "eip155", "eip155:", "", "eip155x:1"}) {
            CHECK(eip155_chain_number(ChainId{text}).error().code == ErrorCode::malformed_id);
        }
    }
}

TEST_CASE("parse_account_id", "[asset]") {
    const std::string mixed = "eip155:1:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
    const std::string lower = "eip155:1:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
    CHECK(parse_account_id(mixed).value() == parse_account_id(lower).value());
    CHECK(parse_account_id(mixed).value().text() == lower);
    CHECK(evm_address(parse_account_id(mixed).value()).value() == "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"_address);
    CHECK(parse_account_id("solana:abc:7S3P4HxJpyyigGzodYwHtCxZyUQe9JiBMHyRWXArAaKv").ok());
    CHECK(evm_address(AccountId{ChainId{"solana:abc"}, "x"}).error().code == ErrorCode::malformed_id);
    CHECK(evm_address(AccountId{ChainId{"solana:abc"}, "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"}).error().code ==
          ErrorCode::malformed_id);
    SECTION("takes all that CAIP-10 allows, and no longer an address") {
        CHECK(parse_account_id("cosmos:hub:Aa-Zz.09%25").value().address == "Aa-Zz.09%25");
        CHECK(parse_account_id("cosmos:hub:" + std::string(128, 'z')).ok());
        CHECK(parse_account_id("cosmos:hub:" + std::string(129, 'z')).error().code == ErrorCode::malformed_id);
        for (const char* text : {"cosmos:hub:", "cosmos:hub:a_b", "cosmos:hub:a b", "cosmos:hub:a/b", "cosmos"}) {
            CAPTURE(text);
            CHECK(parse_account_id(text).error().expected.starts_with("expected a CAIP-10 account id"));
        }
    }
    SECTION("refuses other forms") {
        const std::string text = GENERATE("", "eip155:1", "eip155:1:", "eip155:1:0x12", "eip155:1:a0b86991",
                                          "eip155:1:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb4g", "0xa0b8");
        CAPTURE(text);
        CHECK(parse_account_id(text).error().code == ErrorCode::malformed_id);
    }
}

TEST_CASE("parse_asset_id", "[asset]") {
    CHECK(parse_asset_id("eip155:1/slip44:60").value().text == "eip155:1/slip44:60");
    CHECK(parse_asset_id("eip155:1/erc20:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48").value().text ==
          "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");
    SECTION("refuses other forms") {
        const std::string text =
            GENERATE("", "eip155:1", "eip155:1/", "eip155:1/slip44", "eip155:1/slip44:", "/slip44:60",
                     "eip155:1/erc20:0x12", "eip155:1/erc20:0x12/3", "eip155:1/ab:60", "eip155:1/SLIP44:60",
                     "eip155:1/abcdefghi:60", "eip155:1/slip44:6_0");
        CAPTURE(text);
        CHECK(parse_asset_id(text).error().code == ErrorCode::malformed_id);
    }
    SECTION("leaves what is no token of eip155 as it is spelt") {
        CHECK(parse_asset_id("cosmos:hub/erc20:0xAB").value().text == "cosmos:hub/erc20:0xAB");
        CHECK(parse_asset_id("eip155:1/slip-44:Ab").value().text == "eip155:1/slip-44:Ab");
        CHECK(parse_asset_id("eip155:1/slip44:" + std::string(128, 'z')).ok());
        CHECK(parse_asset_id("eip155:1/slip44:" + std::string(129, 'z')).error().code == ErrorCode::malformed_id);
    }
}
