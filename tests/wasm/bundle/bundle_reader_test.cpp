#include "wasm/bundle/bundle_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/codec/json_parse.hpp"

using namespace clearmargin;

namespace {

const std::string sound = R"({
  "format": "clearmargin/bundle/1",
  "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
  "as_of": 1790000000,
  "chains": {"eip155:1": {"kind": "ethereum", "bootstrap": {}}},
  "claims": [
    {"id": "a", "chain": "eip155:1", "vault": "usdc", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
     "block": "0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572", "proof": {}},
    {"id": "b", "chain": "eip155:1", "vault": "own", "account": "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "proof": {}}],
  "prices": [{"asset": "eip155:1/slip44:60", "sources": [
    {"kind": "reported", "id": "venue", "price": "3000.25", "conf": "0.5", "as_of": 1790000000}]}],
  "positions": [{"id": "p1", "instrument": "ETH-PERP", "qty": "-2.5", "entry": "3100", "mark": "3000.25",
    "funding_accrued": "-1.5", "margin_mode": "isolated", "isolated_margin": "500", "as_of": 1790000000}],
  "reported": {"equity": "12000", "liquidation_prices": {"p1": "3500.5"}, "as_of": 1790000000}
})";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// The document outlives the bundle, whose readers point into it.
struct Read {
    explicit Read(const std::string& text) : document(parse_json(text).value()), bundle(read_bundle(document)) {}
    Json document;
    Result<Bundle> bundle;
};

}  // namespace

TEST_CASE("read_bundle", "[bundle]") {
    const Read read(sound);
    REQUIRE(read.bundle.ok());
    const Bundle& bundle = read.bundle.value();
    CHECK(bundle.account.text() == "eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb");
    CHECK(bundle.chains.at(0).path == "chains.eip155:1");
    CHECK(bundle.claims.at(0).claim.value().block.has_value());
    CHECK_FALSE(bundle.claims.at(1).claim.value().block.has_value());
    CHECK(to_string(bundle.prices.at(0).value().sources.at(0).price) == "3000.25");
    const BundlePosition& position = bundle.positions.at(0).value();
    CHECK(to_string(position.qty) == "-2.5");
    CHECK(to_string(*position.isolated_margin) == "500");
    CHECK(to_string(position.funding_accrued) == "-1.5");
    CHECK(to_string(bundle.reported.value().liquidation_prices.at(0).price) == "3500.5");
    CHECK(bundle.ignored.empty());
}

TEST_CASE("read_bundle lists what it does not know", "[bundle]") {
    std::string text = replaced(sound, R"("as_of": 1790000000,
  "chains")", R"("checkpoint": "0x00", "vaults": [], "chains")");
    text = replaced(text, R"("proof": {})", R"("proof": {}, "decimals": 2)");
    text = replaced(text, R"("kind": "ethereum")", R"("kind": "ethereum", "network": "mine")");
    const Read read(text);
    REQUIRE(read.bundle.ok());
    CHECK(read.bundle.value().ignored ==
          std::vector<std::string>{"chains.eip155:1.network", "checkpoint", "claims[0].decimals", "vaults"});
}

TEST_CASE("read_bundle knows what only options have", "[bundle]") {
    const Read read(replaced(sound, R"("entry": "3100")", R"("entry": "3100", "iv": "0.6", "forward": "3010")"));
    REQUIRE(read.bundle.ok());
    const BundlePosition& position = read.bundle.value().positions.at(0).value();
    CHECK(to_string(position.volatility.value()) == "0.6");
    CHECK(to_string(position.forward.value()) == "3010");
    CHECK(read.bundle.value().ignored.empty());
}

TEST_CASE("read_bundle refuses a document as a whole", "[bundle]") {
    struct Case {
        const char* what;
        const char* by;
        ErrorCode code;
        const char* where;
    };
    using enum ErrorCode;
    const auto [what, by, code, where] = GENERATE(values<Case>({
        {"clearmargin/bundle/1", "clearmargin/bundle/2", unsupported_version, "format"},
        {R"("format")", R"("formal")", missing_member, "format"},
        {R"("account": "eip155:1:)", R"("account": "eip155:)", malformed_id, "account"},
        {R"("chains": {)", R"("chains": [], "x": {)", wrong_type, "chains"},
        {R"("claims": [)", R"("claims": 7, "x": [)", wrong_type, "claims"},
        {R"("prices": [)", R"("prices": {}, "x": [)", wrong_type, "prices"},
        {R"("positions": [)", R"("positions": "", "x": [)", wrong_type, "positions"},
    }));
    CAPTURE(what, by);
    const Read read(replaced(sound, what, by));
    REQUIRE_FALSE(read.bundle.ok());
    CHECK(read.bundle.error().code == code);
    CHECK(read.bundle.error().where == where);
}

TEST_CASE("read_bundle refuses more claims than it judges", "[bundle]") {
    std::string claims = R"("claims": [0)";
    for (int i = 0; i < 256; ++i) claims += ",0";
    const Read read(replaced(sound, R"("claims": [)", claims + R"(], "x": [)"));
    REQUIRE_FALSE(read.bundle.ok());
    CHECK(read.bundle.error().code == ErrorCode::too_many_items);
}

TEST_CASE("read_bundle lets one bad claim harm no other", "[bundle]") {
    struct Case {
        const char* what;
        const char* by;
        ErrorCode code;
        const char* where;
    };
    using enum ErrorCode;
    const auto [what, by, code, where] = GENERATE(values<Case>({
        {R"({"id": "a", "chain": "eip155:1")", R"({"id": "a", "chain": "1")", malformed_id, "claims[0].chain"},
        {R"({"id": "a", "chain": "eip155:1")", R"({"id": "a", "chain": 1)", wrong_type, "claims[0].chain"},
        {R"({"id": "a", )", R"({)", missing_member, "claims[0].id"},
        {R"({"id": "a", )", R"({"id": "", )", missing_member, "claims[0].id"},
        {R"("vault": "usdc", )", "", missing_member, "claims[0].vault"},
        {R"("block": "0x46d5)", R"("block": "0x46)", wrong_length, "claims[0].block"},
        {R"(, "proof": {}},)", R"(},)", missing_member, "claims[0].proof"},
    }));
    CAPTURE(what, by);
    const Read read(replaced(sound, what, by));
    REQUIRE(read.bundle.ok());
    const auto& claims = read.bundle.value().claims;
    REQUIRE_FALSE(claims.at(0).claim.ok());
    CHECK(claims.at(0).claim.error().code == code);
    CHECK(claims.at(0).claim.error().where == where);
    CHECK(claims.at(1).claim.ok());
}

TEST_CASE("read_bundle refuses the second claim of one id", "[bundle]") {
    const Read read(replaced(sound, R"("id": "b")", R"("id": "a")"));
    REQUIRE(read.bundle.ok());
    CHECK(read.bundle.value().claims.at(0).claim.ok());
    CHECK(read.bundle.value().claims.at(1).claim.error().code == ErrorCode::duplicate_id);
}

TEST_CASE("read_bundle refuses prices, positions and figures by themselves", "[bundle]") {
    struct Case {
        const char* what;
        const char* by;
        ErrorCode code;
        const char* where;
    };
    using enum ErrorCode;
    const auto [what, by, code, where] = GENERATE(values<Case>({
        {R"("kind": "reported")", R"("kind": "pyth")", unsupported_price_source, "prices[0].sources[0].kind"},
        {R"("price": "3000.25")", R"("price": 3000.25)", number_not_exact, "prices[0].sources[0].price"},
        {R"("price": "3000.25")", R"("price": "-1")", price_not_positive, "prices[0].sources[0].price"},
        {R"("conf": "0.5")", R"("conf": "-0.5")", out_of_range, "prices[0].sources[0].conf"},
        {R"("conf": "0.5", "as_of": 1790000000)", R"("conf": "0.5")", missing_member, "prices[0].sources[0].as_of"},
        {R"("qty": "-2.5")", R"("qty": "1e3")", malformed_decimal, "positions[0].qty"},
        {R"("entry": "3100")", R"("entry": "0")", price_not_positive, "positions[0].entry"},
        {R"("mark": "3000.25")", R"("mark": "0")", price_not_positive, "positions[0].mark"},
        {R"("margin_mode": "isolated")", R"("margin_mode": "portfolio")", unknown_value, "positions[0].margin_mode"},
        {R"("isolated_margin": "500", )", "", mode_needs_field, "positions[0]"},
        {R"("equity": "12000")", R"("equity": 12000)", number_not_exact, "reported.equity"},
        {R"("p1": "3500.5")", R"("p1": null)", wrong_type, "reported.liquidation_prices.p1"},
    }));
    CAPTURE(what, by);
    const Read read(replaced(sound, what, by));
    REQUIRE(read.bundle.ok());
    const Bundle& bundle = read.bundle.value();
    std::vector<Error> refused;
    if (!bundle.prices.at(0).ok()) refused.push_back(bundle.prices.at(0).error());
    if (!bundle.positions.at(0).ok()) refused.push_back(bundle.positions.at(0).error());
    if (!bundle.reported.ok()) refused.push_back(bundle.reported.error());
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].code == code);
    CHECK(refused[0].where == where);
}

TEST_CASE("read_bundle lists at most 64 members that it does not know", "[bundle]") {
    const auto listed = [](int count) {
        std::string members;
        for (int i = 0; i < count; ++i) members += "\"x" + std::to_string(i) + "\": 0, ";
        const Read read(replaced(sound, "\"format\"", members + "\"format\""));
        REQUIRE(read.bundle.ok());
        return read.bundle.value().ignored.size();
    };
    CHECK(listed(64) == 64);
    CHECK(listed(65) == 64);
    CHECK(listed(300) == 64);
}
