#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/codec/json_parse.hpp"
#include "core/codec/json_reader.hpp"

namespace clearmargin::tests {

/// The text with its first `what` replaced, which must be there.
inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    CAPTURE(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// A long of 10 ETH on 2000 USDC and 5 ETH of collateral. The ETH balance is 780 s old, the ETH price 60 s.
inline const std::string margin_request = R"({
  "policy": {
    "format": "clearmargin/policy/1",
    "accounts": ["eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"],
    "trust": {"eip155:1": {"kind": "ethereum", "network": "mainnet",
      "checkpoint": "0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572"}},
    "assets": [{"id": "eip155:1/slip44:60", "symbol": "ETH"}, {"id": "bip122:000000000019d6689c085ae165831e93/slip44:0", "symbol": "BTC"},
      {"id": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "symbol": "USDC", "price": "1"}],
    "vaults": [{"id": "own", "chain": "eip155:1", "asset": "eip155:1/slip44:60", "decimals": 18, "kind": "native"}],
    "collateral": {"assets": [{"asset": "eip155:1/slip44:60", "haircut": "0.05", "volatility": "0.6"},
      {"asset": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "haircut": "0.02", "volatility": "0"}]},
    "margin": {"instruments": [
      {"id": "ETH-PERP", "kind": "linear", "underlying": "eip155:1/slip44:60", "tiers": [{"floor": "0", "mmr": "0.05", "imr": "0.1"}]},
      {"id": "BTC-QUANTO", "kind": "quanto", "underlying": "bip122:000000000019d6689c085ae165831e93/slip44:0", "settle": "eip155:1/slip44:60",
       "multiplier": "0.000001", "tiers": [{"floor": "0", "mmr": "0.05", "imr": "0.1"}]},
      {"id": "ETH-DATED", "kind": "linear", "underlying": "eip155:1/slip44:60", "settle": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48",
       "expiry": 1800000000, "tiers": [{"floor": "0", "mmr": "0.05", "imr": "0.1"}]},
      {"id": "ETH-INVERSE", "kind": "inverse", "underlying": "eip155:1/slip44:60", "tiers": [{"floor": "0", "mmr": "0.05", "imr": "0.1"}]}]}
  },
  "now": 1790000780,
  "evidence": [
    {"level": "proven", "rests_on": "Ethereum's sync committee", "chain": "eip155:1", "block": "22186786", "block_hash": "0x00", "as_of": 1790000000},
    {"level": "reported", "rests_on": "the word of venue", "as_of": 1790000720}],
  "inputs": {
    "collateral": [
      {"vault": "own", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "chain": "eip155:1", "asset": "eip155:1/slip44:60",
       "amount": "5", "from": [0], "level": "proven"},
      {"vault": "dollars", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "chain": "eip155:1",
       "asset": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "amount": "2000", "from": [0], "level": "proven"}],
    "prices": [{"asset": "eip155:1/slip44:60", "price": "3000", "from": [1], "level": "reported"},
      {"asset": "bip122:000000000019d6689c085ae165831e93/slip44:0", "price": "60000", "from": [1], "level": "reported"},
      {"asset": "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "price": "1", "from": [], "level": "reported"}],
    "positions": [{"id": "long", "instrument": "ETH-PERP", "qty": "10", "entry": "3000", "from": [1], "level": "reported"}]
  }
})";

/// The same with a lag model: 120 s for messages, nothing else.
inline std::string request_with_lag() {
    return replaced(margin_request, R"("collateral": {"assets")",
                    R"("collateral": {"latency": {"confidence": "0.99"}, "chains": [{"chain": "eip155:1",
                    "lag": {"finality": 0, "message": 120, "execution": 0}}], "assets")");
}

/// An answer, by paths such as "margin.liquidation[0].liquidation_down.value".
class Answer {
  public:
    explicit Answer(const std::string& text) : document_(parse_json(text)) { REQUIRE(document_.ok()); }

    /// Text, or a number as digits; "null" for null; "absent" where there is no such member.
    [[nodiscard]] std::string at(std::string_view path) const {
        const Json* node = &document_.value();
        while (!path.empty()) {
            if (path.front() == '[') {
                const std::size_t end = path.find(']');
                const auto index = std::stoul(std::string(path.substr(1, end - 1)));
                const auto* list = node->get_if<Json::Array>();
                if (list == nullptr || index >= list->size()) return "absent";
                node = &(*list)[index];
                path.remove_prefix(end + 1);
            } else {
                if (path.front() == '.') path.remove_prefix(1);
                const std::size_t end = std::min(path.find_first_of(".["), path.size());
                if (node->get_if<Json::Object>() == nullptr) return "absent";
                node = node->find(path.substr(0, end));
                if (node == nullptr) return "absent";
                path.remove_prefix(end);
            }
        }
        const JsonReader reader(*node);
        if (reader.is_null()) return "null";
        if (const auto text = reader.string(); text.ok()) return std::string(text.value());
        if (const auto number = reader.u64(); number.ok()) return std::to_string(number.value());
        if (const auto flag = reader.boolean(); flag.ok()) return flag.value() ? "true" : "false";
        return "other";
    }

    [[nodiscard]] Decimal decimal(std::string_view path) const {
        const std::string text = at(path);
        CAPTURE(path, text);
        const auto value = parse_decimal(text);
        REQUIRE(value.ok());
        return value.value();
    }

  private:
    Result<Json> document_;
};

}  // namespace clearmargin::tests
