#include "wasm/pipeline/transactions.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/crypto/keccak256.hpp"
#include "core/report/report_writer.hpp"
#include "tests/support/block_with_transactions.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/json_text.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/entry_points.hpp"
#include "wasm/pipeline/verdict.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

const ChainId chain{"eip155:7357"};
const ChainId other_chain{"eip155:10"};
const std::string account = "eip155:7357:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb";

Json texts(const std::vector<Bytes>& items) {
    std::vector<Json> out;
    for (const Bytes& item : items) out.push_back(Json(to_hex(item)));
    return array(std::move(out));
}

Json& of(Json& target, std::string_view name) { return *const_cast<Json*>(target.find(name)); }

FollowedChain followed(const ChainId& id, const BlockWithTransactions& block, EvidenceLevel level) {
    FollowedChain out;
    out.chain = id;
    EvidenceSource source;
    source.level = level;
    source.rests_on = "a test";
    out.blocks.push_back({verifiers::TestFixture::proven(block.block, source), level == EvidenceLevel::proven});
    return out;
}

struct Case {
    Case() {
        chains.push_back(followed(chain, block, EvidenceLevel::proven));
        chains.push_back(followed(other_chain, elsewhere, EvidenceLevel::proposed));
    }
    [[nodiscard]] static Json claim(const std::string& id, const BlockWithTransactions& in, std::uint64_t index) {
        const TransactionProof proof = in.proof(index);
        const Bytes envelope = transaction_envelope(static_cast<std::uint8_t>(index % 5), in.block.number + index);
        return object({entry("id", id), entry("chain", in.block.chain.text), entry("hash", to_hex(keccak256(envelope))),
                       entry("block", to_hex(in.block.hash)),
                       entry("proof", object({entry("header", to_hex(proof.header)),
                                              entry("transaction_index", std::to_string(index)),
                                              entry("transaction_proof", texts(proof.transaction_proof)),
                                              entry("receipt_proof", texts(*proof.receipt_proof))}))});
    }
    [[nodiscard]] Json claim(const std::string& id, std::uint64_t index) const { return claim(id, block, index); }
    /// Judges the bundle's transactions. Its document lives as long as the case.
    const Report& judge(std::vector<Json> transactions) {
        document = object({entry("format", "clearmargin/bundle/1"), entry("account", account),
                           entry("chains", object({})), entry("claims", array({})),
                           entry("transactions", array(std::move(transactions)))});
        bundle = read_bundle(document).value();
        report = Report();
        report.now = 100'000'000;
        judge_transactions(bundle, chains, report);
        return report;
    }
    void check_refused(Json transaction, ErrorCode code, const std::string& where) {
        judge({std::move(transaction)});
        REQUIRE(report.transactions.size() == 1);
        CHECK(report.transactions[0].status == HistoryStatus::refused);
        REQUIRE(report.transactions[0].error.present());
        CHECK(report.transactions[0].error.error().code == code);
        CHECK(report.transactions[0].error.error().where == where);
        CHECK(report.warnings.empty());
        CHECK(judge_report(report).status == VerdictStatus::refused);
        CHECK(judge_report(report).sentence.find("1 transaction refused") != std::string::npos);
    }

    BlockWithTransactions block{chain};
    BlockWithTransactions elsewhere{other_chain};
    std::vector<FollowedChain> chains;
    Json document;
    Bundle bundle;
    Report report;
};

JsonReader row_of(const Json& document, std::size_t index) {
    return member(JsonReader(document), "transactions").elements(64).value().at(index);
}

std::string text(const JsonReader& row, std::string_view name) { return json_text(member(row, name).json()); }

}  // namespace

TEST_CASE("judge_transactions", "[pipeline][transaction]") {
    Case test;
    SECTION("lists what is in a block of any age, how firmly, and says that it counts nothing") {
        const Report& report = test.judge({test.claim("a", 7)});
        REQUIRE(report.transactions.size() == 1);
        CHECK(report.transactions[0].status == HistoryStatus::listed);
        CHECK(report.inputs.collateral.empty());
        REQUIRE(report.warnings.size() == 1);
        CHECK(report.warnings[0] == "Transactions are history: they count nothing, and say nothing of whose they are.");
        const Json written = parse_json(write_report(report)).value();
        const JsonReader row = row_of(written, 0);
        CHECK(text(row, "id") == "\"a\"");
        CHECK(text(row, "path") == "\"transactions[0]\"");
        CHECK(text(row, "chain") == "\"eip155:7357\"");
        CHECK(text(row, "status") == "\"listed\"");
        CHECK(text(row, "transaction_hash") == json_text(*test.claim("a", 7).find("hash")));
        CHECK(text(row, "type") == "2");
        CHECK(text(row, "transaction_index") == "\"7\"");
        CHECK(text(row, "succeeded") == "true");
        CHECK(text(row, "hash") == '"' + to_hex(test.block.block.hash) + '"');
        CHECK(text(row, "number") == "\"77\"");
        CHECK(text(row, "time") == "1000000");
        CHECK(text(row, "age") == "99000000");
        CHECK(text(row, "level") == "\"proven\"");
        CHECK(text(row, "from") == "[0]");
        CHECK(text(row, "error") == "null");
    }
    SECTION("says that one failed, and nothing without its receipt") {
        Json bare = test.claim("b", 7);
        unset(of(bare, "proof"), "receipt_proof");
        const Json written = parse_json(write_report(test.judge({test.claim("a", 6), bare}))).value();
        CHECK(text(row_of(written, 0), "succeeded") == "false");
        CHECK(text(row_of(written, 1), "succeeded") == "null");
        CHECK(text(row_of(written, 1), "status") == "\"listed\"");
    }
    SECTION("lists the same one once, also where one has a receipt and one has not") {
        Json bare = test.claim("b", 7);
        unset(of(bare, "proof"), "receipt_proof");
        const Report& report = test.judge({test.claim("a", 7), bare, test.claim("c", 8), test.claim("d", 7)});
        std::vector<HistoryStatus> statuses;
        for (const TransactionReport& line : report.transactions) statuses.push_back(line.status);
        using enum HistoryStatus;
        CHECK(statuses == std::vector<HistoryStatus>{listed, repeated, listed, repeated});
    }
    SECTION("lists one that is in two blocks for each") {
        BlockWithTransactions again(chain);
        again.seal(chain, 78);
        test.chains[0].blocks.push_back({again.proven(), true});
        Json moved = Case::claim("b", again, 7);
        set(moved, "hash", *test.claim("a", 7).find("hash"));
        const Report& report = test.judge({test.claim("a", 7), moved});
        CHECK(report.transactions[0].transaction_hash == report.transactions[1].transaction_hash);
        CHECK(report.transactions[0].status == HistoryStatus::listed);
        CHECK(report.transactions[1].status == HistoryStatus::listed);
        CHECK(report.transactions[1].block.number == 78);
    }
    SECTION("takes the newest final block where none is named") {
        Json transaction = test.claim("a", 7);
        unset(transaction, "block");
        CHECK(test.judge({transaction}).transactions[0].status == HistoryStatus::listed);
        transaction = Case::claim("a", test.elsewhere, 7);
        unset(transaction, "block");
        test.check_refused(transaction, ErrorCode::block_not_proven, "transactions[0].block");
    }
    SECTION("takes a block that is only proposed, as such") {
        const Json written = parse_json(write_report(test.judge({Case::claim("a", test.elsewhere, 7)}))).value();
        CHECK(text(row_of(written, 0), "status") == "\"listed\"");
        CHECK(text(row_of(written, 0), "level") == "\"proposed\"");
    }
    SECTION("refuses what no followed chain proves, and the block of another chain") {
        Json transaction = test.claim("a", 7);
        set(transaction, "chain", Json(std::string("eip155:1")));
        test.check_refused(transaction, ErrorCode::missing_chain_data, "transactions[0].chain");
        transaction = test.claim("a", 7);
        set(transaction, "block", Json("0x" + std::string(64, '1')));
        test.check_refused(transaction, ErrorCode::block_not_proven, "transactions[0].block");
        BlockWithTransactions strange(other_chain, 90);
        transaction = Case::claim("a", strange, 7);
        set(transaction, "chain", Json(chain.text));
        test.check_refused(transaction, ErrorCode::block_not_proven, "transactions[0].block");
        set(transaction, "block", Json(to_hex(test.block.block.hash)));
        test.check_refused(transaction, ErrorCode::block_hash_mismatch, "transactions[0].proof.header");
    }
    SECTION("refuses another hash, another index and an index the block has not") {
        Json transaction = test.claim("a", 7);
        set(transaction, "hash", Json("0x" + std::string(64, '1')));
        test.check_refused(transaction, ErrorCode::transaction_hash_mismatch, "transactions[0].hash");
        transaction = test.claim("a", 20);
        test.check_refused(transaction, ErrorCode::transaction_not_in_block, "transactions[0].proof.transaction_index");
        transaction = test.claim("a", 7);
        set(of(transaction, "proof"), "transaction_index", Json(std::string("8")));
        test.judge({transaction});
        CHECK(test.report.transactions[0].error.error().where.starts_with("transactions[0].proof.transaction_proof"));
    }
    SECTION("refuses what lacks a member or has one of another kind, at its path") {
        for (const char* name : {"id", "chain", "hash", "proof"}) {
            Json transaction = test.claim("a", 7);
            unset(transaction, name);
            test.check_refused(transaction, ErrorCode::missing_member, std::string("transactions[0].") + name);
        }
        for (const char* name : {"header", "transaction_index", "transaction_proof"}) {
            Json transaction = test.claim("a", 7);
            unset(of(transaction, "proof"), name);
            test.check_refused(transaction, ErrorCode::missing_member, std::string("transactions[0].proof.") + name);
        }
        for (const char* name : {"header", "transaction_index", "transaction_proof", "receipt_proof"}) {
            Json transaction = test.claim("a", 7);
            set(of(transaction, "proof"), name, Json(true));
            test.check_refused(transaction, ErrorCode::wrong_type, std::string("transactions[0].proof.") + name);
        }
        Json transaction = test.claim("a", 7);
        set(of(transaction, "proof"), "receipt_proof", array({}));
        test.judge({transaction});
        CHECK(test.report.transactions[0].error.error().where.starts_with("transactions[0].proof.receipt_proof"));
    }
    SECTION("leaves null what is refused, and harms no other") {
        Json wrong = test.claim("a", 7);
        set(wrong, "hash", Json("0x" + std::string(64, '1')));
        const Json written = parse_json(write_report(test.judge({wrong, test.claim("b", 8), test.claim("b", 9)}))).value();
        for (const char* name : {"transaction_hash", "type", "transaction_index", "succeeded", "hash", "number", "time",
                                 "age", "level", "from"}) {
            CHECK(text(row_of(written, 0), name) == "null");
        }
        CHECK(text(row_of(written, 1), "status") == "\"listed\"");
        REQUIRE(test.report.transactions[2].error.present());
        CHECK(test.report.transactions[2].error.error().code == ErrorCode::duplicate_id);
        CHECK(test.report.transactions[2].error.error().where == "transactions[2].id");
    }
    SECTION("refuses with the chain's own refusal where that was not followed") {
        test.chains[0].report.error = refuse(ErrorCode::checkpoint_too_old, "chains.eip155:7357.bootstrap", "a");
        test.check_refused(test.claim("a", 7), ErrorCode::checkpoint_too_old, "chains.eip155:7357.bootstrap");
    }
}

TEST_CASE("read_bundle, transactions", "[bundle][transaction]") {
    Case test;
    Json claim = test.claim("a", 7);
    set(claim, "sender", Json(account));
    test.judge({claim});
    CHECK(test.bundle.ignored == std::vector<std::string>{"transactions[0].sender"});
    CHECK(test.report.transactions[0].status == HistoryStatus::listed);
    set(test.document, "transactions", array(std::vector<Json>(257, claim)));
    const auto many = read_bundle(test.document);
    REQUIRE_FALSE(many.ok());
    CHECK(many.error().code == ErrorCode::too_many_items);
    CHECK(many.error().where == "transactions");
}

namespace {

constexpr std::string_view mainnet = "eip155:1";
constexpr std::string_view mainnet_now = "1743777400";
constexpr const char* mainnet_policy = R"({"format":"clearmargin/policy/1",
  "accounts":["eip155:1:0x37305b1cd40574e4c5ce33f8e8306be057fd7341"],
  "trust":{"eip155:1":{"kind":"ethereum","network":"mainnet","accept":"optimistic",
    "checkpoint":"0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572"}},
  "assets":[],"vaults":[],"collateral":{"assets":[]},"margin":{"instruments":[]},
  "limits":{"max_finality_lag":1000000}})";

/// The block of the vectors' receipts, followed from a checkpoint, and claims of its transactions.
Json mainnet_bundle(const std::filesystem::path& folder) {
    const Json file = read_json(folder / "receipts_11412777.json");
    const auto receipts = member(JsonReader(file), "receipts").elements(100).value();
    std::vector<Json> claims;
    for (const JsonReader& item : member(JsonReader(file), "transactions").elements(100).value()) {
        Json proof = object({entry("header", member(JsonReader(file), "execution_header_rlp")),
                             entry("transaction_index", member(item, "index")),
                             entry("transaction_proof", member(item, "proof"))});
        for (const JsonReader& receipt : receipts) {
            if (text(receipt, "index") == text(item, "index")) set(proof, "receipt_proof", member(receipt, "proof").json());
        }
        claims.push_back(object({entry("id", text(item, "index")), entry("chain", std::string(mainnet)),
                                 entry("hash", member(item, "tx_hash")),
                                 entry("block", member(JsonReader(file), "execution_block_hash")),
                                 entry("proof", std::move(proof))}));
    }
    Json data = object({entry("kind", "ethereum"), entry("bootstrap", read_json(folder / "bootstrap.json")),
                        entry("updates", read_json(folder / "updates.json")),
                        entry("optimistic_updates", array({read_json(folder / "optimistic_11412777.json")}))});
    return object({entry("format", "clearmargin/bundle/1"),
                   entry("account", "eip155:1:0x37305b1cd40574e4c5ce33f8e8306be057fd7341"),
                   entry("chains", object({entry(std::string(mainnet), std::move(data))})), entry("claims", array({})),
                   entry("transactions", array(std::move(claims)))});
}

}  // namespace

TEST_CASE("verify_bundle and verify_claims list mainnet's transactions", "[pipeline][transaction][vectors]") {
    const auto folder = vectors_or_skip("ethereum/mainnet-deneb-1392");
    if (!folder) return;
    Json bundle = mainnet_bundle(*folder);
    const Json chain_data = *bundle.find("chains")->find(mainnet);
    const Json report = parse_json(verify_bundle(json_text(bundle), mainnet_policy, mainnet_now)).value();
    REQUIRE(text(JsonReader(report), "error") == "null");
    const auto claims = member(JsonReader(bundle), "transactions").elements(64).value();
    REQUIRE(claims.size() == 7);
    const Json advanced = parse_json(advance_light_client("", json_text(chain_data), mainnet_policy, mainnet, mainnet_now)).value();
    const Json stores = object({entry(std::string(mainnet), *advanced.find("store"))});
    Json without_chain = bundle;
    set(without_chain, "chains", object({}));
    const Json answer =
        parse_json(verify_claims(json_text(stores), json_text(without_chain), mainnet_policy, mainnet_now)).value();
    for (std::size_t i = 0; i < claims.size(); ++i) {
        CAPTURE(i);
        for (const Json* document : {&report, &answer}) {
            const JsonReader row = row_of(*document, i);
            CHECK(text(row, "error") == "null");
            CHECK(text(row, "status") == "\"listed\"");
            CHECK(text(row, "transaction_hash") == text(claims[i], "hash"));
            CHECK(text(row, "number") == "\"22196189\"");
            CHECK(text(row, "level") == "\"proposed\"");
            CHECK(text(row, "succeeded") == "true");
        }
    }
    CHECK(text(row_of(report, 6), "type") == "3");

    Json& wrong = of(bundle, "transactions").get_if<Json::Array>()->at(0);
    set(wrong, "hash", member(claims[1], "hash").json());
    const Json refused = parse_json(verify_bundle(json_text(bundle), mainnet_policy, mainnet_now)).value();
    CHECK(text(member(row_of(refused, 0), "error"), "name") == "\"transaction_hash_mismatch\"");
    CHECK(text(row_of(refused, 1), "status") == "\"listed\"");
    CHECK(text(member(JsonReader(refused), "verdict"), "status") == "\"refused\"");
}
