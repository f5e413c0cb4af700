#include "wasm/policy/policy_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

namespace {

const std::string sound = R"({
  "format": "clearmargin/policy/1",
  "accounts": ["eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"],
  "trust": {"eip155:1": {"kind": "ethereum", "network": "mainnet", "accept": "finalized",
    "checkpoint": "0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572"}},
  "assets": [
    {"id": "eip155:1/slip44:60", "symbol": "ETH"},
    {"id": "eip155:1/erc20:0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "symbol": "WETH", "same_price_as": "eip155:1/slip44:60"},
    {"id": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "symbol": "USDC", "price": "1"}],
  "vaults": [
    {"id": "own", "chain": "eip155:1", "asset": "eip155:1/slip44:60", "decimals": 18, "kind": "native"},
    {"id": "token", "chain": "eip155:1", "asset": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "decimals": 6,
     "kind": "erc20", "contract": "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "slot": "9"},
    {"id": "ledger", "chain": "eip155:1", "asset": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "decimals": 6,
     "kind": "ledger", "contract": "0x1111111111111111111111111111111111111111",
     "storage": {"slot": "5", "layout": "solidity",
       "path": [{"mapping": "account"}, {"mapping": {"type": "uint256", "value": "7"}}, {"array": {"index": "3", "element_slots": "2"}},
                {"offset": "1"}],
       "value": {"type": "uint128", "byte_offset": 16}},
     "code_hash": "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
     "proxy": {"slot": "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
       "implementation": "0x2222222222222222222222222222222222222222"}}],
  "collateral": {"assets": [{"asset": "eip155:1/slip44:60", "haircut": "0.05", "liquidation_buffer": "0.1"}]},
  "margin": {"mode": "cross", "trigger": "strict", "instruments": [
    {"id": "ETH-PERP", "kind": "linear", "underlying": "eip155:1/slip44:60", "contract_size": "1",
     "tiers": [{"floor": "0", "mmr": "0.005", "imr": "0.01"}, {"floor": "50000", "mmr": "0.01", "max_leverage": "50"}]}]},
  "limits": {"max_header_age": 7200, "tolerance_absolute": "0.5"}
})";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

Result<Policy> read(const std::string& text) {
    const auto document = parse_json(text);
    REQUIRE(document.ok());
    return read_policy(document.value());
}

}  // namespace

TEST_CASE("read_policy", "[policy]") {
    const auto policy = read(sound);
    CAPTURE(policy.ok() ? "" : policy.error().where + ": " + policy.error().expected);
    REQUIRE(policy.ok());

    SECTION("reads every section") {
        const Policy& read = policy.value();
        CHECK(read.accounts.size() == 1);
        CHECK(read.trust.at(0).network.name == "mainnet");
        CHECK(read.trust.at(0).accept == AcceptedBlocks::finalized);
        CHECK(read.priced_as(read.assets.at(1)).symbol == "ETH");
        CHECK(read.priced_as(read.assets.at(2)).price == Decimal(1));
        CHECK(read.vaults.at(0).kind == VaultKind::native);
        CHECK(read.vaults.at(1).storage.slot == U256(9));
        CHECK(read.vaults.at(2).storage.path.size() == 4);
        CHECK(read.vaults.at(2).storage.byte_offset == 16);
        CHECK(read.vaults.at(2).proxy.has_value());
        CHECK(read.collateral.at(0).haircut == parse_decimal("0.05").value());
        CHECK(read.margin.instruments.at(0).tiers.rows().at(1).initial_rate == parse_decimal("0.02").value());
        CHECK(read.limits.max_header_age == 7200);
        CHECK(read.limits.tolerance_absolute == parse_decimal("0.5").value());
    }
    SECTION("has the documented defaults") {
        const auto plain = read(replaced(sound, R"({"max_header_age": 7200, "tolerance_absolute": "0.5"})", "{}"));
        REQUIRE(plain.ok());
        const Limits& limits = plain.value().limits;
        CHECK(limits.max_header_age == 3600);
        CHECK(limits.max_checkpoint_age == 14 * 86400);
        CHECK(limits.max_finality_lag == 3600);
        CHECK_FALSE(limits.min_participation.has_value());
        CHECK(limits.max_price_age == 600);
        CHECK(limits.max_position_age == 600);
        CHECK(limits.max_claim_spread == 3600);
        CHECK(to_string(limits.tolerance_relative) == "0.0005");
        CHECK(to_string(limits.tolerance_absolute) == "0.01");
    }
}

TEST_CASE("read_policy refuses", "[policy]") {
    struct Case {
        const char* what;
        const char* by;
        ErrorCode code;
        const char* where;
    };
    using enum ErrorCode;
    const auto [what, by, code, where] = GENERATE(values<Case>({
        {"clearmargin/policy/1", "clearmargin/policy/2", unsupported_version, "format"},
        {R"("limits": {)", R"("extra": {}, "limits": {)", unknown_member, "extra"},
        {R"("accounts": ["eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"])", R"("accounts": [])", wrong_length, "accounts"},
        {R"(["eip155:1:0xab16)", R"(["eip155:1:0xAB16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "eip155:1:0xab16)", duplicate_id, "accounts[1]"},
        {R"("eip155:1:0xab16)", R"("eip155:01:0xab16)", malformed_id, "accounts[0]"},
        {R"("kind": "ethereum")", R"("kind": "solana")", unsupported_chain_kind, "trust.eip155:1.kind"},
        {R"("network": "mainnet")", R"("network": "sepolia")", unknown_value, "trust.eip155:1.network"},
        {R"("network": "mainnet")", R"("network": "mannet")", unknown_network, "trust.eip155:1.network"},
        {R"("network": "mainnet")", R"("network": {"name": "own"})", missing_member, "trust.eip155:1.network.genesis_time"},
        {R"("accept": "finalized")", R"("accept": "any")", unknown_value, "trust.eip155:1.accept"},
        {R"("accept": "finalized")", R"("accepts": "finalized")", unknown_member, "trust.eip155:1.accepts"},
        {R"("0x46d5)", R"("0x46)", wrong_length, "trust.eip155:1.checkpoint"},
        {R"("same_price_as": "eip155:1/slip44:60")", R"("same_price_as": "eip155:1/slip44:61")", unknown_reference, "assets[1].same_price_as"},
        {R"("same_price_as": "eip155:1/slip44:60")", R"("same_price_as": "eip155:1/erc20:0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")",
         unknown_reference, "assets[1].same_price_as"},
        {R"("price": "1")", R"("price": "0")", price_not_positive, "assets[2].price"},
        {R"("price": "1")", R"("price": 1)", number_not_exact, "assets[2].price"},
        {R"("price": "1")", R"("price": "1", "same_price_as": "eip155:1/slip44:60")", unknown_member, "assets[2].same_price_as"},
        {R"("symbol": "ETH")", R"("symbol": "")", wrong_length, "assets[0].symbol"},
        {R"({"id": "eip155:1/slip44:60", "symbol": "ETH"})", R"({"id": "eip155:1/slip44:60", "symbol": "ETH"}, {"id": "eip155:1/slip44:60", "symbol": "E"})",
         duplicate_id, "assets[1]"},
        {R"("id": "own", "chain": "eip155:1")", R"("id": "own", "chain": "eip155:10")", unknown_reference, "vaults[0].chain"},
        {R"("id": "token")", R"("id": "own")", duplicate_id, "vaults[1]"},
        {R"("decimals": 18)", R"("decimals": 37)", integer_out_of_range, "vaults[0].decimals"},
        {R"("kind": "native")", R"("kind": "native", "slot": "9")", unknown_member, "vaults[0].slot"},
        {R"("kind": "native")", R"("kind": "nativ")", unknown_value, "vaults[0].kind"},
        {R"("slot": "9")", R"("slot": "-9")", malformed_integer, "vaults[1].slot"},
        {R"({"mapping": "account"}, )", "", vault_without_owner, "vaults[2]"},
        {R"({"mapping": "account"})", R"({"mapping": "owner"})", unknown_value, "vaults[2].storage.path[0].mapping"},
        {R"({"mapping": "account"})", R"({"mapping": "account", "offset": "1"})", wrong_length, "vaults[2].storage.path[0]"},
        {R"({"mapping": "account"})", R"({"jump": "1"})", unknown_value, "vaults[2].storage.path[0]"},
        {R"("type": "uint256", "value")", R"("type": "uint257", "value")", unknown_value, "vaults[2].storage.path[1].mapping"},
        {R"("type": "uint128")", R"("type": "uint")", unknown_value, "vaults[2].storage.value.type"},
        {R"("byte_offset": 16)", R"("byte_offset": 32)", integer_out_of_range, "vaults[2].storage.value.byte_offset"},
        {R"("byte_offset": 16)", R"("byte_offset": 17)", malformed_storage_expression, "vaults[2].storage.value"},
        {R"("layout": "solidity")", R"("layout": "fortran")", unknown_value, "vaults[2].storage.layout"},
        {R"("code_hash": "0xc5)", R"("code_hash": "0x)", wrong_length, "vaults[2].code_hash"},
        {R"("implementation": "0x22)", R"("implementation": "0x)", wrong_length, "vaults[2].proxy.implementation"},
        {R"("haircut": "0.05")", R"("haircut": "1.01")", out_of_range, "collateral.assets[0].haircut"},
        {R"("haircut": "0.05")", R"("haircut": "-0.05")", out_of_range, "collateral.assets[0].haircut"},
        {R"("asset": "eip155:1/slip44:60", "haircut")", R"("asset": "eip155:1/slip44:61", "haircut")", unknown_reference, "collateral.assets[0].asset"},
        {R"("mode": "cross")", R"("mode": "crossed")", unknown_value, "margin.mode"},
        {R"("trigger": "strict")", R"("trigger": "lax")", unknown_value, "margin.trigger"},
        {R"("underlying": "eip155:1/slip44:60")", R"("underlying": "eip155:1/slip44:61")", unknown_reference, "margin.instruments[0].underlying"},
        {R"("kind": "linear")", R"("kind": "option")", unknown_value, "margin.instruments[0].kind"},
        {R"("contract_size": "1")", R"("contract_size": "0")", price_not_positive, "margin.instruments[0].contract_size"},
        {R"("imr": "0.01")", R"("imr": "0.01", "max_leverage": "100")", missing_member, "margin.instruments[0].tiers[0]"},
        {R"("max_leverage": "50")", R"("max_leverage": "0.5")", out_of_range, "margin.instruments[0].tiers[1].max_leverage"},
        {R"("max_header_age": 7200)", R"("max_header_age": "soon")", malformed_integer, "limits.max_header_age"},
        {R"("max_header_age": 7200)", R"("min_participation": "0.66")", out_of_range, "limits.min_participation"},
        {R"("max_header_age": 7200)", R"("min_participation": "0.666666666666666666")", out_of_range,
         "limits.min_participation"},
        {R"("max_header_age": 7200)", R"("min_participation": "1.000000000000000001")", out_of_range,
         "limits.min_participation"},
        {R"("max_header_age": 7200)", R"("min_participation": "-1")", out_of_range, "limits.min_participation"},
        {R"("max_header_age": 7200)", R"("min_participation": "100000000000000000000")", out_of_range,
         "limits.min_participation"},
        {R"("max_header_age": 7200)", R"("min_participation": 1)", number_not_exact, "limits.min_participation"},
        {R"("tolerance_absolute": "0.5")", R"("tolerance_absolute": "-0.5")", out_of_range, "limits.tolerance_absolute"},
    }));
    CAPTURE(what, by);
    const auto refused = read(replaced(sound, what, by));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
}
