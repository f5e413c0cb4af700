#include "wasm/pipeline/events.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/report/report_writer.hpp"
#include "light-client/evm/mapping_key.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_receipt.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/pipeline/verdict.hpp"
#include "wasm/policy/policy_reader.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::TestFixture;

namespace {

const std::string chain = "eip155:7357";
const std::string asset = "eip155:7357/slip44:60";
const Address contract = "0x1111111111111111111111111111111111111111"_address;
const Address owner = "0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"_address;
const std::string account = chain + ":0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb";
constexpr Bytes32 block_hash = "0x0909090909090909090909090909090909090909090909090909090909090909"_bytes32;
constexpr Bytes32 transfer_topic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_bytes32;

Json input(const char* name, const char* type, bool indexed) {
    return object({entry("name", name), entry("type", type), entry("indexed", Json(indexed))});
}

Json paid_in() {
    return object({entry("id", "paid-in"), entry("chain", chain), entry("contract", to_hex(contract)),
                   entry("event", object({entry("name", "Transfer"),
                                          entry("inputs", array({input("from", "address", true), input("to", "address", true),
                                                                 input("value", "uint256", false)}))})),
                   entry("account", "from"), entry("amount", "value"), entry("asset", asset),
                   entry("decimals", Json(Json::Number{"6"})), entry("means", "deposit")});
}

/// The sample's policy with an event and an account of ours.
Json policy_document() {
    Json policy = read_json(fixture("one-chain/policy.json"));
    set(policy, "accounts", array({Json(account)}));
    set(policy, "assets", array({object({entry("id", asset), entry("symbol", "ETH")})}));
    set(policy, "vaults", array({}));
    set(policy, "collateral", object({entry("assets", array({}))}));
    set(policy, "margin", object({entry("mode", "cross"), entry("instruments", array({}))}));
    set(policy, "events", array({paid_in()}));
    return policy;
}

struct Case {
    Case() {
        Log log{contract, {transfer_topic, address_word(owner), address_word(contract)}, {}};
        const Bytes32 amount = U256(2'500'000).to_be();
        log.data.assign(amount.begin(), amount.end());
        for (std::uint64_t i = 0; i < 3; ++i) trie.put(rlp_integer(i), receipt_envelope(true, {log, log}));
        log.data[0] = 1;  // 2^248 and more
        trie.put(rlp_integer(3), receipt_envelope(true, {log}));
        FollowedChain& followed = chains.emplace_back();
        followed.chain.text = chain;
        add_block(block_hash);
    }
    void add_block(const Bytes32& hash) {
        ExecutionBlock block;
        block.chain.text = chain;
        block.number = 9;
        block.hash = hash;
        block.receipts_root = trie.root();
        block.timestamp = 1'000'000;
        chains[0].blocks.push_back({TestFixture::proven(block), true});
    }
    [[nodiscard]] Json claim(const std::string& id, std::uint64_t transaction, std::uint64_t log) const {
        std::vector<Json> nodes;
        for (const Bytes& node : trie.prove(rlp_integer(transaction))) nodes.push_back(Json(to_hex(node)));
        return object({entry("id", id), entry("chain", chain), entry("event", "paid-in"), entry("account", account),
                       entry("proof", object({entry("transaction_index", std::to_string(transaction)),
                                              entry("log_index", std::to_string(log)),
                                              entry("receipt_proof", array(std::move(nodes)))}))});
    }
    /// Judges the bundle's events. Its documents live as long as the case.
    const Report& judge(std::vector<Json> events) {
        bundle_document = object({entry("format", "clearmargin/bundle/1"), entry("account", account),
                                  entry("chains", object({})), entry("claims", array({})),
                                  entry("events", array(std::move(events)))});
        policy = read_policy(policy_text).value();
        bundle = read_bundle(bundle_document).value();
        report = Report();
        report.now = 100'000'000;
        judge_events(policy, bundle, chains, report);
        return report;
    }
    void check_refused(Json event, ErrorCode code, const std::string& where) {
        judge({std::move(event)});
        REQUIRE(report.events.size() == 1);
        CHECK(report.events[0].status == HistoryStatus::refused);
        REQUIRE(report.events[0].error.present());
        CHECK(report.events[0].error.error().code == code);
        CHECK(report.events[0].error.error().where == where);
        CHECK(report.warnings.empty());
        CHECK(judge_report(report).sentence.find("1 event refused") != std::string::npos);
    }
    [[nodiscard]] std::vector<HistoryStatus> statuses() const {
        std::vector<HistoryStatus> out;
        for (const EventReport& event : report.events) out.push_back(event.status);
        return out;
    }

    Json policy_text = policy_document();
    TestTrie trie;
    std::vector<FollowedChain> chains;
    Json bundle_document;
    Policy policy;
    Bundle bundle;
    Report report;
};

Json& of(Json& target, std::string_view name) { return *const_cast<Json*>(target.find(name)); }

}  // namespace

TEST_CASE("judge_events", "[pipeline][event]") {
    using enum HistoryStatus;
    Case test;
    SECTION("lists what was paid in, of any age, and says that it counts nothing") {
        const Report& report = test.judge({test.claim("a", 1, 0)});
        REQUIRE(report.events.size() == 1);
        const EventReport& event = report.events[0];
        CHECK(event.status == listed);
        CHECK(event.means == "deposit");
        CHECK(event.symbol == "ETH");
        CHECK(event.amount.value == parse_decimal("2.5").value());
        CHECK(event.block.number == 9);
        CHECK(report.inputs.collateral.empty());
        REQUIRE(report.warnings.size() == 1);
        CHECK(report.warnings[0] == "Events are history: what was once paid in or out counts nothing as collateral.");
        const Json written = parse_json(write_report(report)).value();
        const JsonReader row = member(JsonReader(written), "events").elements(1).value()[0];
        CHECK(member(row, "status").string().value() == "listed");
        CHECK(member(row, "age").u64().value() == 99'000'000);
        CHECK(member(member(row, "amount"), "value").string().value() == "2.5");
    }
    SECTION("lists the same log once, and others of the same transaction as others") {
        test.judge({test.claim("a", 1, 0), test.claim("b", 1, 0), test.claim("c", 1, 1), test.claim("d", 2, 0),
                    test.claim("e", 1, 0)});
        CHECK(test.statuses() == std::vector<HistoryStatus>{listed, repeated, listed, listed, repeated});
    }
    SECTION("lists the same log once, however the account is spelt") {
        Json shouted = test.claim("b", 1, 0);
        set(shouted, "account", Json(chain + ":0xAB16A96D359EC26A11E2C2B3D8F8B8942D5BFCDB"));
        test.judge({test.claim("a", 1, 0), shouted});
        CHECK(test.statuses() == std::vector<HistoryStatus>{listed, repeated});
    }
    SECTION("lists the same place in another block, another sense and for another account as others") {
        const Bytes32 other_block = "0x1010101010101010101010101010101010101010101010101010101010101010"_bytes32;
        const std::string receiver = chain + ":0x1111111111111111111111111111111111111111";
        test.add_block(other_block);
        Json paid_out = paid_in();
        set(paid_out, "id", Json(std::string("paid-out")));
        set(paid_out, "means", Json(std::string("withdrawal")));
        Json received = paid_in();
        set(received, "id", Json(std::string("received")));
        set(received, "account", Json(std::string("to")));
        set(test.policy_text, "events", array({paid_in(), paid_out, received}));
        set(test.policy_text, "accounts", array({Json(account), Json(receiver)}));
        std::vector<Json> claims;
        for (const char* id : {"a", "b", "c", "d"}) {
            claims.push_back(test.claim(id, 1, 0));
            set(claims.back(), "block", Json(to_hex(block_hash)));
        }
        set(claims[1], "block", Json(to_hex(other_block)));
        set(claims[2], "event", Json(std::string("paid-out")));
        set(claims[3], "event", Json(std::string("received")));
        set(claims[3], "account", Json(receiver));
        test.judge(claims);
        CHECK(test.statuses() == std::vector<HistoryStatus>{listed, listed, listed, listed});
    }
    SECTION("refuses an amount that is too large for a figure") {
        test.check_refused(test.claim("a", 3, 0), ErrorCode::decimal_overflow, "events[0].proof");
    }
    SECTION("refuses what is not the policy's, and what no followed chain proves") {
        Json event = test.claim("a", 1, 0);
        set(event, "event", Json(std::string("other")));
        test.check_refused(event, ErrorCode::event_not_in_policy, "events[0].event");
        event = test.claim("a", 1, 0);
        set(event, "account", Json(chain + ":0x1111111111111111111111111111111111111111"));
        test.check_refused(event, ErrorCode::account_not_in_policy, "events[0].account");
        event = test.claim("a", 1, 0);
        set(event, "chain", Json(std::string("eip155:1")));
        test.check_refused(event, ErrorCode::missing_chain_data, "events[0].chain");
        event = test.claim("a", 1, 0);
        set(event, "block", Json("0x" + std::string(64, '1')));
        test.check_refused(event, ErrorCode::block_not_proven, "events[0].block");
    }
    SECTION("refuses a false proof and what can't be read, under the claim's path") {
        test.check_refused(test.claim("a", 1, 2), ErrorCode::log_not_found, "events[0].proof.log_index");
        Json event = test.claim("a", 1, 0);
        set(of(event, "proof"), "transaction_index", Json(std::string("5")));
        test.judge({event});
        CHECK(test.report.events[0].status == HistoryStatus::refused);
        event = test.claim("a", 1, 0);
        set(of(event, "proof"), "receipt_proof", Json(std::string("0x")));
        test.check_refused(event, ErrorCode::wrong_type, "events[0].proof.receipt_proof");
        event = test.claim("a", 1, 0);
        unset(event, "proof");
        test.check_refused(event, ErrorCode::missing_member, "events[0].proof");
        event = test.claim("a", 1, 0);
        unset(event, "id");
        test.check_refused(event, ErrorCode::missing_member, "events[0].id");
    }
    SECTION("refuses a second claim of one id, and harms no other") {
        const Report& report = test.judge({test.claim("a", 1, 0), test.claim("a", 2, 0)});
        CHECK(report.events[0].status == HistoryStatus::listed);
        REQUIRE(report.events[1].error.present());
        CHECK(report.events[1].error.error().code == ErrorCode::duplicate_id);
    }
    SECTION("refuses with the chain's own refusal where that was not followed") {
        test.chains[0].report.error = refuse(ErrorCode::checkpoint_too_old, "chains.eip155:7357.bootstrap", "a");
        test.check_refused(test.claim("a", 1, 0), ErrorCode::checkpoint_too_old, "chains.eip155:7357.bootstrap");
    }
}

TEST_CASE("read_policy, events", "[policy][event]") {
    const auto read = [](Json event) {
        Json document = policy_document();
        set(document, "events", array({std::move(event)}));
        return read_policy(document);
    };
    REQUIRE(read(paid_in()).ok());
    const auto refused = [&](Json event, ErrorCode code, const std::string& where) {
        const auto policy = read(std::move(event));
        REQUIRE_FALSE(policy.ok());
        CHECK(policy.error().code == code);
        CHECK(policy.error().where == "events[0]" + where);
    };
    const auto with = [](std::string_view name, Json value) {
        Json event = paid_in();
        set(event, name, std::move(value));
        return event;
    };
    const auto with_inputs = [](std::vector<Json> inputs) {
        Json event = paid_in();
        set(of(event, "event"), "inputs", array(std::move(inputs)));
        return event;
    };
    const auto word = [](const char* text) { return Json(std::string(text)); };
    for (const char* name : {"id", "chain", "contract", "event", "account", "amount", "asset", "decimals", "means"}) {
        Json event = paid_in();
        unset(event, name);
        refused(event, ErrorCode::missing_member, std::string(".") + name);
    }
    refused(with("topic", word("0x")), ErrorCode::unknown_member, ".topic");
    refused(with("account", word("value")), ErrorCode::unknown_reference, ".account");
    refused(with("account", word("who")), ErrorCode::unknown_reference, ".account");
    refused(with("amount", word("to")), ErrorCode::unknown_reference, ".amount");
    refused(with("asset", word("eip155:1/slip44:60")), ErrorCode::unknown_reference, ".asset");
    refused(with("chain", word("eip155:1")), ErrorCode::unknown_reference, ".chain");
    refused(with("means", word("gift")), ErrorCode::unknown_value, ".means");
    refused(with("decimals", Json(Json::Number{"37"})), ErrorCode::integer_out_of_range, ".decimals");
    Json name = paid_in();
    set(of(name, "event"), "name", word("Transfer(address"));
    refused(name, ErrorCode::unknown_value, ".event.name");
    refused(with_inputs({input("from", "address payable", true)}), ErrorCode::unknown_value, ".event.inputs[0].type");
    refused(with_inputs({input("from", "uint", true)}), ErrorCode::unknown_value, ".event.inputs[0].type");
    refused(with_inputs({input("a", "address", true), input("a", "uint256", false)}), ErrorCode::duplicate_id,
            ".event.inputs[1]");
    refused(with_inputs({input("a", "bool", true), input("b", "bool", true), input("c", "bool", true),
                         input("from", "address", true), input("value", "uint256", false)}),
            ErrorCode::too_many_items, ".event.inputs[3]");
    refused(with_inputs({input("from", "address", true), input("value", "int256", false)}), ErrorCode::unknown_reference,
            ".amount");
    Json document = policy_document();
    set(document, "events", array({paid_in(), paid_in()}));
    const auto twice = read_policy(document);
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().code == ErrorCode::duplicate_id);
    CHECK(twice.error().where == "events[1]");
}
