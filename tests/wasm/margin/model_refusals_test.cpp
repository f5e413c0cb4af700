// Every refusal of docs/margin-model.md#what-is-refused that a request can get, with the code and the path it gets.
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/vectors.hpp"
#include "tests/wasm/margin/margin_request.hpp"
#include "wasm/entry_points.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

struct Refused {
    const char* what;
    const char* by;
    const char* name;
    const char* where;
};

/// What became of the request with its first `what` replaced: "name at where" of the error, and of the margin's.
std::string refusal_of(const std::string& request, const std::string& what, const std::string& by) {
    const Answer answer(compute_margin(replaced(request, what, by)));
    const std::string at = answer.at("error") == "null" ? "margin.error" : "error";
    return answer.at(at + ".name") + " at " + answer.at(at + ".where");
}

/// `count` times `item`, separated by commas, in which # stands for the item's place.
std::string listed(std::size_t count, const std::string& item) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "" : ",";
        for (const char letter : item) out += letter == '#' ? std::to_string(i) : std::string(1, letter);
    }
    return out;
}

}  // namespace

TEST_CASE("compute_margin refuses what it can't read, with the path", "[margin]") {
    const auto [what, by, name, where] = GENERATE(values<Refused>({
        // Numbers.
        {R"("qty": "10")", R"("qty": "1e1")", "malformed_decimal", "inputs.positions[0].qty"},
        {R"("qty": "10")", R"("qty": "+10")", "malformed_decimal", "inputs.positions[0].qty"},
        {R"("qty": "10")", R"("qty": "10.")", "malformed_decimal", "inputs.positions[0].qty"},
        {R"("price": "3000")", R"("price": "3000.0000000000000000001")", "excess_precision", "inputs.prices[0].price"},
        {R"("amount": "5")", R"("amount": "170141183460469231732")", "decimal_overflow", "inputs.collateral[0].amount"},
        {R"("qty": "10")", R"("qty": "170141183460469231731")", "decimal_overflow", "positions[0]"},
        {R"("qty": "10")", R"("qty": 10)", "number_not_exact", "inputs.positions[0].qty"},
        // The document's shape.
        {R"(, "entry": "3000")", "", "missing_member", "inputs.positions[0].entry"},
        {R"("margin": {)", R"("margin": {"mood": "good", )", "unknown_member", "policy.margin.mood"},
        {R"("asset": "eip155:1/slip44:60", "haircut": "0.05")", R"("asset": 60, "haircut": "0.05")", "wrong_type",
         "policy.collateral.assets[0].asset"},
        {R"("kind": "linear")", R"("kind": "swap")", "unknown_value", "policy.margin.instruments[0].kind"},
        // Ids and references.
        {R"("id": "BTC-QUANTO")", R"("id": "ETH-PERP")", "duplicate_id", "policy.margin.instruments[1]"},
        {R"("vault": "dollars", "account")", R"("vault": "own", "account")", "duplicate_id", "inputs.collateral[1]"},
        {R"("underlying": "eip155:1/slip44:60")", R"("underlying": "eip155:1/slip44:61")", "unknown_reference",
         "policy.margin.instruments[0].underlying"},
        {R"("settle": "eip155:1/slip44:60")", R"("settle": "eip155:1/slip44:61")", "unknown_reference",
         "policy.margin.instruments[1].settle"},
        {R"("instrument": "ETH-PERP")", R"("instrument": "SOL-PERP")", "instrument_not_in_policy",
         "inputs.positions[0].instrument"},
        // Prices.
        {R"("price": "3000")", R"("price": "0")", "price_not_positive", "inputs.prices[0].price"},
        {R"("entry": "3000")", R"("entry": "-1")", "price_not_positive", "inputs.positions[0].entry"},
        {R"("multiplier": "0.000001")", R"("multiplier": "0")", "price_not_positive",
         "policy.margin.instruments[1].multiplier"},
        {R"({"asset": "eip155:1/slip44:60", "price": "3000", "from": [1], "level": "reported"},)", "", "missing_price",
         "positions[0].instrument"},
        // Ranges.
        {R"("haircut": "0.05")", R"("haircut": "1.000000000000000001")", "out_of_range",
         "policy.collateral.assets[0].haircut"},
        {R"("haircut": "0.05")", R"("haircut": "-0.000000000000000001")", "out_of_range",
         "policy.collateral.assets[0].haircut"},
        {R"("volatility": "0.6")", R"("volatility": "50.000000000000000001")", "out_of_range",
         "policy.collateral.assets[0].volatility"},
        {R"("volatility": "0.6")", R"("volatility": "-0.1")", "out_of_range", "policy.collateral.assets[0].volatility"},
        {R"("imr": "0.1")", R"("max_leverage": "0.9")", "out_of_range",
         "policy.margin.instruments[0].tiers[0].max_leverage"},
        {R"("margin": {)", R"("margin": {"gain_weight_initial": "1.1", )", "out_of_range",
         "policy.margin.gain_weight_initial"},
        {R"("margin": {)", R"("margin": {"gap_add_on": "100.1", )", "out_of_range", "gap_add_on"},
        // Tiers.
        {R"([{"floor": "0", "mmr": "0.05", "imr": "0.1"}])", "[]", "bad_tiers", "policy.margin.instruments[0].tiers"},
        {R"("floor": "0")", R"("floor": "1")", "bad_tiers", "policy.margin.instruments[0].tiers[0].floor"},
        {R"("imr": "0.1"})", R"("imr": "0.1"}, {"floor": "0", "mmr": "0.05", "imr": "0.1"})", "bad_tiers",
         "policy.margin.instruments[0].tiers[1].floor"},
        {R"("mmr": "0.05")", R"("mmr": "1")", "bad_tiers", "policy.margin.instruments[0].tiers[0].mmr"},
        {R"("mmr": "0.05")", R"("mmr": "0")", "bad_tiers", "policy.margin.instruments[0].tiers[0].mmr"},
        {R"("imr": "0.1"})", R"("imr": "0.1"}, {"floor": "9", "mmr": "0.04", "imr": "0.1"})", "bad_tiers",
         "policy.margin.instruments[0].tiers[1].mmr"},
        {R"("imr": "0.1")", R"("imr": "1.1")", "bad_tiers", "policy.margin.instruments[0].tiers[0].imr"},
        // What a mode needs.
        {R"("qty": "10")", R"("margin_mode": "isolated", "qty": "10")", "mode_needs_field", "inputs.positions[0]"},
        {R"("margin": {)", R"("margin": {"mode": "isolated", )", "mode_needs_field", "positions[0].isolated_margin"},
    }));
    CAPTURE(what, by);
    CHECK(refusal_of(margin_request, what, by) == std::string(name) + " at " + where);
}

TEST_CASE("compute_margin refuses what has expired", "[margin]") {
    const std::string dated = replaced(margin_request, R"("instrument": "ETH-PERP")", R"("instrument": "ETH-DATED")");
    CHECK(refusal_of(dated, "1800000000", "1790000779") == "expired_instrument at positions[0].instrument.expiry");
}

TEST_CASE("compute_margin refuses a lag or a confidence out of bounds", "[margin]") {
    const std::string request = request_with_lag();
    const std::string chain = "policy.collateral.chains[0].lag.message";
    CHECK(refusal_of(request, R"("message": 120)", R"("message": -1)") == "malformed_integer at " + chain);
    CHECK(refusal_of(request, R"("message": 120)", R"("message": 31536001)") == "out_of_range at " + chain);
    const std::string confidence = "out_of_range at policy.collateral.latency.confidence";
    CHECK(refusal_of(request, R"("confidence": "0.99")", R"("confidence": "0.5")") == confidence);
    CHECK(refusal_of(request, R"("confidence": "0.99")", R"("confidence": "1")") == confidence);
}

TEST_CASE("compute_margin refuses more than it was made for", "[margin]") {
    const std::string position =
        R"({"id": "long", "instrument": "ETH-PERP", "qty": "10", "entry": "3000", "from": [1], "level": "reported"})";
    const std::string many = R"({"id": "#", "instrument": "ETH-PERP", "qty": "1", "entry": "3000", "from": [], "level": "reported"})";
    CHECK(Answer(compute_margin(replaced(margin_request, position, listed(256, many)))).at("margin.error") == "null");
    CHECK(refusal_of(margin_request, position, listed(257, many)) == "too_many_items at inputs.positions");
    const std::string asset = R"({"id": "eip155:1/slip44:60", "symbol": "ETH"},)";
    CHECK(refusal_of(margin_request, asset, listed(257, R"({"id": "eip155:1/slip44:#", "symbol": "#"})") + ",") ==
          "too_many_items at policy.assets");
    const std::string row = R"({"floor": "0", "mmr": "0.05", "imr": "0.1"})";
    CHECK(refusal_of(margin_request, row, listed(65, R"({"floor": "#", "mmr": "0.05", "imr": "0.1"})")) ==
          "too_many_items at policy.margin.instruments[0].tiers");
    const std::string lag = R"({"chain": "eip155:1",
                    "lag": {"finality": 0, "message": 120, "execution": 0}})";
    const std::string chains = listed(65, R"({"chain": "eip155:#", "lag": {"finality": 0, "message": 0, "execution": 0}})");
    CHECK(refusal_of(request_with_lag(), lag, chains) == "too_many_items at policy.collateral.chains");
    const Answer large(compute_margin(margin_request + std::string(8 * 1024 * 1024, ' ')));
    CHECK(large.at("error.name") == "input_too_large");
    CHECK(large.at("error.where") == "");
}

TEST_CASE("verify_bundle refuses prices that too few fresh sources give", "[margin][pipeline]") {
    const std::string bundle = read_file(fixture("one-chain/bundle.json"));
    const std::string policy = read_file(fixture("one-chain/policy.json"));
    // The prices are of 1789915457, the policy's limit is 600 s.
    const auto refused_at = [&](const std::string& now) {
        const Answer answer(verify_bundle(bundle, policy, now));
        return answer.at("refused[0].name") + " at " + answer.at("refused[0].where");
    };
    CHECK(refused_at("1789915462") == "absent at absent");
    CHECK(refused_at("1789917462") == "price_stale at prices[0].sources[0].as_of");
    CHECK(refused_at("1789915000") == "price_from_the_future at prices[0].sources[0].as_of");
}
