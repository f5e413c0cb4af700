#include "light-client/vault/event_claims.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/crypto/keccak256.hpp"
#include "light-client/evm/mapping_key.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_receipt.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EventClaims;
using verifiers::TestFixture;

namespace {

const ChainId chain{"eip155:1"};
const Address contract = "0x1111111111111111111111111111111111111111"_address;
const Address owner = "0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"_address;
const AccountId account{chain, "0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb"};

EventInput input(const std::string& name, const std::string& type, bool is_indexed) {
    EventInput out{name, type, {}, is_indexed};
    const auto value = parse_value_type(type);
    if (value.ok()) out.value = value.value();
    return out;
}

EventDescriptor transfer() {
    EventDescriptor event;
    event.id = "paid-in";
    event.chain = chain;
    event.contract = contract;
    event.name = "Transfer";
    event.inputs = {input("from", "address", true), input("to", "address", true), input("value", "uint256", false)};
    event.account = 0;
    event.amount = 2;
    event.asset = AssetId{"eip155:1/erc20:0x1111111111111111111111111111111111111111"};
    return event;
}

Bytes word_bytes(const U256& value) {
    const Bytes32 word = value.to_be();
    return Bytes(word.begin(), word.end());
}

/// keccak256("Transfer(address,address,uint256)"), as every ERC-20 logs it.
constexpr Bytes32 transfer_topic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_bytes32;

Log log_of(const U256& amount) {
    return Log{contract, {transfer_topic, address_word(owner), address_word(contract)}, word_bytes(amount)};
}

/// A block with that log in the second place of transaction 3, among other transactions.
struct Block {
    explicit Block(const Log& log, bool succeeded = true) {
        for (std::uint64_t i = 0; i < 20; ++i) {
            const Log other = log_of(i);
            trie.put(rlp_integer(i), i == 3 ? receipt_envelope(succeeded, {other, log}) : receipt_envelope(true, {other}));
        }
    }
    [[nodiscard]] Proven<ExecutionBlock> proven() const {
        ExecutionBlock block;
        block.chain = chain;
        block.number = 77;
        block.receipts_root = trie.root();
        return TestFixture::proven(block);
    }
    [[nodiscard]] std::vector<Bytes> proof(std::uint64_t index) const { return trie.prove(rlp_integer(index)); }

    TestTrie trie;
};

Result<Proven<LoggedAmount>> verify(const Block& block, const EventDescriptor& event = transfer(),
                                    const LogPlace& place = {3, 1}, const AccountId& whose = account) {
    return EventClaims::verify_event(block.proven(), event, whose, place, block.proof(place.transaction_index));
}

void check_refused(const Result<Proven<LoggedAmount>>& result, ErrorCode code, const std::string& where) {
    const Error error = error_of(result);
    CHECK(error.code == code);
    CHECK(error.where == where);
}

}  // namespace

TEST_CASE("event_signature", "[vault][event]") {
    CHECK(event_signature(transfer()) == "Transfer(address,address,uint256)");
    EventDescriptor none;
    none.name = "Paused";
    CHECK(event_signature(none) == "Paused()");
}

TEST_CASE("EventClaims::verify_event", "[vault][event]") {
    const Block block(log_of(5'000));
    const auto logged = verify(block);
    REQUIRE(logged.ok());
    CHECK(logged.value()->amount == U256(5'000));
    const auto& path = logged.value().evidence().sources.at(0).path;
    REQUIRE(path.size() == 3);
    CHECK(path[0] == "receipt of transaction 3 of block 77");
    CHECK(path[1] == "log 1 of contract " + to_hex(contract) + ": Transfer(address,address,uint256)");
    CHECK(path[2].ends_with("at that time"));

    SECTION("reads amounts among data and topics of all kinds") {
        EventDescriptor event = transfer();
        event.inputs = {input("note", "string", false), input("who", "address", false), input("id", "bytes32", true),
                        input("value", "uint128", true), input("more", "bytes", true)};
        event.account = 1;
        event.amount = 3;
        const std::string signature = "Transfer(string,address,bytes32,uint128,bytes)";
        Log log;
        log.address = contract;
        log.topics = {keccak256({reinterpret_cast<const std::uint8_t*>(signature.data()), signature.size()}),
                      U256(9).to_be(), U256(77).to_be(), U256(8).to_be()};
        log.data = word_bytes(64);
        const Bytes who = word_bytes(U256::from_be(address_word(owner)));
        log.data.insert(log.data.end(), who.begin(), who.end());
        const Bytes text = word_bytes(0);
        log.data.insert(log.data.end(), text.begin(), text.end());
        CHECK(verify(Block(log), event).value()->amount == U256(77));
        log.topics[2] = shift_left(1, 128).to_be();
        check_refused(verify(Block(log), event), ErrorCode::malformed_log, "proof.log_index");
        log.topics[2] = U256(77).to_be();
        log.data.resize(64);
        CHECK(verify(Block(log), event).ok());
        log.data.resize(63);
        check_refused(verify(Block(log), event), ErrorCode::malformed_log, "proof.log_index");
    }
    SECTION("takes no more data than words of fixed size have, though a topic stands for a text") {
        EventDescriptor event = transfer();
        event.inputs[1] = input("note", "string", true);
        const std::string signature = "Transfer(address,string,uint256)";
        Log log = log_of(5'000);
        log.topics[0] = keccak256({reinterpret_cast<const std::uint8_t*>(signature.data()), signature.size()});
        CHECK(verify(Block(log), event).ok());
        log.data.push_back(0);
        check_refused(verify(Block(log), event), ErrorCode::malformed_log, "proof.log_index");
    }
    SECTION("refuses another chain's block, account or name") {
        EventDescriptor other = transfer();
        other.chain.text = "eip155:10";
        check_refused(verify(block, other), ErrorCode::block_of_another_chain, "chain");
        check_refused(verify(block, transfer(), {3, 1}, AccountId{{"eip155:10"}, account.address}),
                      ErrorCode::account_of_another_chain, "account");
    }
    SECTION("refuses a transaction the block has not, one that failed, and a log it has not") {
        check_refused(verify(block, transfer(), {20, 1}), ErrorCode::transaction_not_in_block, "proof.transaction_index");
        check_refused(verify(Block(log_of(5'000), false)), ErrorCode::transaction_failed, "proof.transaction_index");
        check_refused(verify(block, transfer(), {3, 2}), ErrorCode::log_not_found, "proof.log_index");
        check_refused(verify(block, transfer(), {4, 1}), ErrorCode::log_not_found, "proof.log_index");
        check_refused(verify(block, transfer(), {3, std::uint64_t{1} << 32U}), ErrorCode::log_not_found, "proof.log_index");
    }
    SECTION("refuses another contract's log, whatever it says") {
        Log log = log_of(5'000);
        log.address = owner;
        check_refused(verify(Block(log)), ErrorCode::log_of_another_contract, "proof.log_index");
    }
    SECTION("refuses another event, an anonymous one, and one whose types are other") {
        Log log = log_of(5'000);
        log.topics[0] = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"_bytes32;
        check_refused(verify(Block(log)), ErrorCode::log_of_another_event, "proof.log_index");
        log.topics.clear();
        check_refused(verify(Block(log)), ErrorCode::log_of_another_event, "proof.log_index");
        EventDescriptor other = transfer();
        other.inputs[2] = input("value", "uint128", false);
        check_refused(verify(block, other), ErrorCode::log_of_another_event, "proof.log_index");
    }
    SECTION("refuses other topics and data than the inputs take: an ERC-721 Transfer has its id in a topic") {
        Log log = log_of(5'000);
        log.topics.push_back(U256(5'000).to_be());
        log.data.clear();
        check_refused(verify(Block(log)), ErrorCode::malformed_log, "proof.log_index");
        log = log_of(5'000);
        log.data.push_back(0);
        check_refused(verify(Block(log)), ErrorCode::malformed_log, "proof.log_index");
        log = log_of(5'000);
        log.topics.pop_back();
        check_refused(verify(Block(log)), ErrorCode::malformed_log, "proof.log_index");
    }
    SECTION("refuses a log that names another account, or one with anything before its address") {
        Log log = log_of(5'000);
        std::swap(log.topics[1], log.topics[2]);
        check_refused(verify(Block(log)), ErrorCode::log_of_another_account, "proof.log_index");
        const auto byte = GENERATE(range<std::size_t>(0, 32));
        log = log_of(5'000);
        log.topics[1][byte] ^= 1U;
        check_refused(verify(Block(log)), ErrorCode::log_of_another_account, "proof.log_index");
    }
    SECTION("refuses a proof of another index, and any byte of the proof changed") {
        check_refused(EventClaims::verify_event(block.proven(), transfer(), account, {3, 1}, block.proof(4)),
                      ErrorCode::trie_node_hash_mismatch, "proof.receipt_proof[2]");
        std::vector<Bytes> proof = block.proof(3);
        std::size_t changes = 0;
        for (Bytes& node : proof) {
            for (std::uint8_t& byte : node) {
                byte ^= 1U;
                const Error error = error_of(EventClaims::verify_event(block.proven(), transfer(), account, {3, 1}, proof));
                if (!error.where.starts_with("proof.receipt_proof")) FAIL_CHECK(error.where);
                byte ^= 1U;
                ++changes;
            }
        }
        CHECK(changes > 500);
        proof.pop_back();
        check_refused(EventClaims::verify_event(block.proven(), transfer(), account, {3, 1}, proof),
                      ErrorCode::incomplete_proof, "proof.receipt_proof");
    }
}
