#include "wasm/policy/policy_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/result/error_registry.hpp"

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

/// The sound policy with rollups in its trust.
std::string with_rollups(const std::string& rollups) {
    return replaced(sound, R"("trust": {)", R"("trust": {)" + rollups + ",");
}

const std::string own_op = R"("eip155:900": {"kind": "op-stack", "parent": "eip155:1", "accept": "proposed", "max_anchor_age": 99,
  "rollup": {"name": "mine", "games": {"factory": "0x00000000000000000000000000000000000000f1", "game_types": [0, 1],
    "guardian": {"layout": "optimism-portal", "contract": "0x00000000000000000000000000000000000000f2"},
    "finality_delay": 302400, "claim_data_slot": "1"},
  "anchors": {"registry": "0x00000000000000000000000000000000000000f3", "game_type": 1},
  "oracle": {"contract": "0x00000000000000000000000000000000000000f4"}}})";
const std::string own_arbitrum = R"("eip155:901": {"kind": "arbitrum", "parent": "eip155:1",
  "rollup": {"name": "other", "outbox": "0x00000000000000000000000000000000000000f5",
    "rollup": "0x00000000000000000000000000000000000000f6",
    "legacy_rollup": "0x00000000000000000000000000000000000000f7", "any_trust": true}})";
const std::string on_arbitrum = R"("eip155:902": {"kind": "arbitrum", "parent": "eip155:901",
  "rollup": {"name": "third", "outbox": "0x00000000000000000000000000000000000000f5"}})";

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
        CHECK_FALSE(limits.max_checkpoint_age);
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
        {R"("haircut": "0.05")", R"("haircut": "0", "concentration": "1.01")", out_of_range, "collateral.assets[0].concentration"},
        {R"("haircut": "0.05")", R"("haircut": "0", "cap": "-1")", out_of_range, "collateral.assets[0].cap"},
        {R"("haircut": "0.05")", R"("haircut": "0", "volatility": "-0.1")", out_of_range, "collateral.assets[0].volatility"},
        {R"("haircut": "0.05")", R"("haircut": "0", "volatility": "50.1")", out_of_range, "collateral.assets[0].volatility"},
        {R"("haircut": "0.05")", R"("haircut": "0", "heartbeat": 31536001)", out_of_range, "collateral.assets[0].heartbeat"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)", R"({"latency": {"confidence": "0.5"}, "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         out_of_range, "collateral.latency.confidence"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)", R"({"latency": {"confidence": "1"}, "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         out_of_range, "collateral.latency.confidence"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)", R"({"latency": {}, "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         missing_member, "collateral.latency.confidence"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"latency": {"confidence": "0.99", "quantile": "mean"}, "assets": [{"asset": "eip155:1/slip44:60", "hair)", unknown_value,
         "collateral.latency.quantile"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)", R"({"latency": {"confidence": "0.99"}, "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         unknown_reference, "vaults[0].chain"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"latency": {"confidence": "0.99"}, "chains": [{"chain": "eip155:1"}], "assets": [{"asset": "eip155:1/slip44:60", "hair)", missing_member,
         "collateral.chains[0].lag"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"latency": {"confidence": "0.99"}, "chains": [{"chain": "eip155:1", "lag": {"finality": 0, "message": 1, "execution": 2}}], "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         missing_member, "collateral.assets[0].volatility"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)", R"({"chains": [{"chain": "eip155:1"}, {"chain": "eip155:1"}], "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         duplicate_id, "collateral.chains[1]"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"chains": [{"chain": "eip155:1", "lag": {"finality": 31536001, "message": 1, "execution": 2}}], "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         out_of_range, "collateral.chains[0].lag.finality"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"chains": [{"chain": "eip155:1", "messaging": {"hazard_per_year": "-1", "window": 1, "loss_given_default": "1"}}], "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         out_of_range, "collateral.chains[0].messaging.hazard_per_year"},
        {R"({"assets": [{"asset": "eip155:1/slip44:60", "hair)",
         R"({"chains": [{"chain": "eip155:1", "messaging": {"hazard_per_year": "1", "window": 1, "loss_given_default": "1.1"}}], "assets": [{"asset": "eip155:1/slip44:60", "hair)",
         out_of_range, "collateral.chains[0].messaging.loss_given_default"},
        {R"("kind": "linear")", R"("kind": "quanto")", missing_member, "margin.instruments[0].settle"},
        {R"("kind": "linear")", R"("kind": "quanto", "settle": "eip155:1/slip44:60")", missing_member, "margin.instruments[0].multiplier"},
        {R"("kind": "linear")", R"("kind": "quanto", "settle": "eip155:1/slip44:60", "multiplier": "0")", price_not_positive,
         "margin.instruments[0].multiplier"},
        {R"("kind": "linear")", R"("kind": "linear", "multiplier": "2")", unknown_member, "margin.instruments[0].multiplier"},
        {R"("kind": "linear")", R"("kind": "inverse", "settle": "eip155:1/slip44:60")", unknown_member, "margin.instruments[0].settle"},
        {R"("kind": "linear")", R"("kind": "linear", "settle": "eip155:1/slip44:61")", unknown_reference, "margin.instruments[0].settle"},
        {R"("kind": "linear")", R"("kind": "linear", "chain": "eip155:10")", unknown_reference, "margin.instruments[0].chain"},
        {R"("trigger": "strict")", R"("trigger": "strict", "close_fee": "1.1")", out_of_range, "margin.close_fee"},
        {R"("trigger": "strict")", R"("trigger": "strict", "gain_weight_maintenance": "-0.1")", out_of_range, "margin.gain_weight_maintenance"},
        {R"("trigger": "strict")", R"("trigger": "strict", "gap_add_on": "-0.1")", out_of_range, "margin.gap_add_on"},
        {R"("trigger": "strict")", R"("trigger": "strict", "backstop": "2")", out_of_range, "margin.backstop"},
        {R"("haircut": "0.05")", R"("haircut": "-0.05")", out_of_range, "collateral.assets[0].haircut"},
        {R"("asset": "eip155:1/slip44:60", "haircut")", R"("asset": "eip155:1/slip44:61", "haircut")", unknown_reference, "collateral.assets[0].asset"},
        {R"("mode": "cross")", R"("mode": "crossed")", unknown_value, "margin.mode"},
        {R"("trigger": "strict")", R"("trigger": "lax")", unknown_value, "margin.trigger"},
        {R"("underlying": "eip155:1/slip44:60")", R"("underlying": "eip155:1/slip44:61")", unknown_reference, "margin.instruments[0].underlying"},
        {R"("kind": "linear")", R"("kind": "binary")", unknown_value, "margin.instruments[0].kind"},
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

TEST_CASE("read_policy reads rollups", "[policy]") {
    SECTION("with contracts of the user's own") {
        const auto made = read(with_rollups(own_op + "," + own_arbitrum));
        REQUIRE(made.ok());
        const Policy& policy = made.value();
        REQUIRE(policy.rollups.size() == 2);
        const RollupTrust& op = *policy.find_rollup(ChainId{"eip155:900"});
        CHECK(op.parent() == ChainId{"eip155:1"});
        CHECK(op.name == "mine");
        CHECK(op.is_proposed_accepted);
        CHECK(op.max_anchor_age == 99);
        CHECK(op.op_stack->games->game_types == std::vector<std::uint32_t>{0, 1});
        CHECK(op.op_stack->games->guardian->layout == GameGuardian::Layout::optimism_portal);
        CHECK(op.op_stack->games->finality_delay == 302'400);
        CHECK(op.op_stack->games->claim_data_slot == 1);
        CHECK(op.op_stack->anchors->game_type == 1);
        CHECK(op.op_stack->oracle->oracle == "0x00000000000000000000000000000000000000f4"_address);
        const RollupTrust& arbitrum = *policy.find_rollup(ChainId{"eip155:901"});
        CHECK_FALSE(arbitrum.is_proposed_accepted);
        CHECK(arbitrum.max_anchor_age == 864'000);
        CHECK(arbitrum.arbitrum->is_any_trust);
        CHECK(policy.trusts(ChainId{"eip155:900"}));
        CHECK(policy.find_trust(ChainId{"eip155:900"}) == nullptr);
    }
    SECTION("by name, on their own chain") {
        const auto made = read(with_rollups(R"("eip155:10": {"kind": "op-stack", "parent": "eip155:1", "rollup": "op-mainnet"},
            "eip155:8453": {"kind": "op-stack", "parent": "eip155:1", "rollup": "base"},
            "eip155:42161": {"kind": "arbitrum", "parent": "eip155:1", "rollup": "arbitrum-one"},
            "eip155:42170": {"kind": "arbitrum", "parent": "eip155:1", "rollup": "arbitrum-nova"})"));
        REQUIRE(made.ok());
        REQUIRE(made.value().rollups.size() == 4);
        for (const RollupTrust& rollup : made.value().rollups) CHECK_FALSE(rollup.is_proposed_accepted);
        const DisputeGames& games = *made.value().rollups[0].op_stack->games;
        CHECK(games.game_types == std::vector<std::uint32_t>{0});
        CHECK(games.guardian.has_value());
        CHECK(made.value().rollups[3].arbitrum->is_any_trust);
    }
    SECTION("on rollups, in any order, whose contracts may have the same addresses there") {
        CHECK(read(with_rollups(on_arbitrum + "," + own_arbitrum)).ok());
    }
}

TEST_CASE("read_policy refuses rollups", "[policy]") {
    struct Case {
        std::string rollups;
        ErrorCode code;
        std::string where;
    };
    const auto op = [](const std::string& what, const std::string& by) { return replaced(own_op, what, by); };
    const auto arbitrum = [](const std::string& what, const std::string& by) { return replaced(own_arbitrum, what, by); };
    const std::string trust = "trust.eip155:900";
    const std::string games = trust + ".rollup.games";
    const auto [rollups, code, where] = GENERATE_REF(values<Case>({
        {op("op-stack", "plasma"), ErrorCode::unsupported_chain_kind, trust + ".kind"},
        {op(R"("accept")", R"("checkpoint": "", "accept")"), ErrorCode::unknown_member, trust + ".checkpoint"},
        {op(R"("parent": "eip155:1")", R"("parent": "eip155:5")"), ErrorCode::unknown_reference, trust + ".parent"},
        {op(R"("parent": "eip155:1")", R"("parent": "eip155:900")"), ErrorCode::parents_without_root, trust + ".parent"},
        {op(R"("parent": "eip155:1",)", ""), ErrorCode::missing_member, trust + ".parent"},
        {op(R"("proposed")", R"("confirmed")"), ErrorCode::unknown_value, trust + ".accept"},
        {op("[0, 1]", "[]"), ErrorCode::wrong_length, games + ".game_types"},
        {op("[0, 1]", "[0, 2]"), ErrorCode::unsupported_game_type, games + ".game_types[1]"},
        {op(R"("game_type": 1)", R"("game_type": 4294967296)"), ErrorCode::unsupported_game_type,
         trust + ".rollup.anchors.game_type"},
        {op("optimism-portal", "portal"), ErrorCode::unknown_value, games + ".guardian.layout"},
        {op(R"("finality_delay": 302400,)", ""), ErrorCode::missing_member, games + ".finality_delay"},
        {op(R"("name": "mine")", R"("name": "mine", "outbox": "0x00000000000000000000000000000000000000f5")"),
         ErrorCode::unknown_member, trust + ".rollup.outbox"},
        {R"("eip155:900": {"kind": "op-stack", "parent": "eip155:1", "rollup": {"name": "none"}})",
         ErrorCode::missing_member, trust + ".rollup"},
        {R"("eip155:900": {"kind": "op-stack", "parent": "eip155:1", "rollup": "op-mainnet"})", ErrorCode::unknown_value,
         trust + ".rollup"},
        {R"("eip155:10": {"kind": "op-stack", "parent": "eip155:1", "rollup": "arbitrum-one"})",
         ErrorCode::unknown_network, "trust.eip155:10.rollup"},
        {own_arbitrum + R"(,"eip155:10": {"kind": "op-stack", "parent": "eip155:901", "rollup": "op-mainnet"})",
         ErrorCode::unknown_value, "trust.eip155:10.rollup"},
        {own_arbitrum + "," + replaced(on_arbitrum, "eip155:901", "eip155:1"), ErrorCode::duplicate_id,
         "trust.eip155:902.rollup"},
        {replaced(arbitrum(R"("parent": "eip155:1")", R"("parent": "eip155:902")"), "other", "low") + "," + on_arbitrum,
         ErrorCode::parents_without_root, "trust.eip155:901.parent"},
        {R"("eip155:901": {"kind": "arbitrum", "parent": "eip155:1", "rollup": {"name": "none", "any_trust": true}})",
         ErrorCode::missing_member, "trust.eip155:901.rollup"},
    }));
    const auto made = read(with_rollups(rollups));
    CAPTURE(rollups);
    REQUIRE_FALSE(made.ok());
    CHECK(error_entry(made.error().code).name == error_entry(code).name);
    CHECK(made.error().where == where);
}
