#include "light-client/op-stack/op_stack.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/crypto/keccak256.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "light-client/op-stack/dispute_game.hpp"
#include "light-client/op-stack/output_root.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_build.hpp"
#include "tests/support/proven_fixture.hpp"
#include "tests/support/test_header.hpp"
#include "tests/support/test_state.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::OpStack;
using verifiers::TestFixture;

namespace {

const ChainId ethereum{"eip155:1"};
const ChainId optimism{"eip155:10"};
const Address factory = "0x00000000000000000000000000000000000000f1"_address;
const Address game = "0x00000000000000000000000000000000000000f2"_address;
const Address guardian = "0x00000000000000000000000000000000000000f3"_address;
const Address other_game = "0x00000000000000000000000000000000000000f4"_address;
const Address oracle = "0x00000000000000000000000000000000000000f5"_address;
const Address registry = "0x00000000000000000000000000000000000000f6"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;
const Bytes32 passer_root = "0x4444444444444444444444444444444444444444444444444444444444444444"_bytes32;

constexpr std::uint64_t l1_time = 1'700'000'000;  // of TestState's block
constexpr std::uint64_t delay = 302'400;

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}
Bytes32 word(const U256& value) { return value.to_be(); }
U256 word_of(const Address& address) { return U256::from_be(address_word(address)); }

/// An L1 with one game about one L2 block, and the proof of it; tests break one thing at a time.
struct Scene {
    std::uint32_t game_type = 0;
    std::uint64_t created_at = l1_time - 1'000'000;
    std::uint64_t resolved_at = l1_time - delay - 1;
    std::uint64_t status = 2;
    bool is_challenged_number = false;
    std::uint64_t respected_type = 0;
    std::uint64_t retired_until = l1_time - 2'000'000;
    bool is_blacklisted = false;
    bool is_portal = false;  // the 2024 layout
    Bytes32 claimed_root;    // zero: the true one
    TestHeader header{filled_root(), 1234, l1_time - 1'100'000, {}, 20, EMPTY_TRIE_ROOT, {}, {}};
    Address anchor_game = game;
    OpStackChain chain = {optimism, ethereum, DisputeGames{factory, {0, 1}, std::nullopt, delay, 2}, std::nullopt,
                          std::nullopt};

    static Bytes32 filled_root() {
        return "0x5555555555555555555555555555555555555555555555555555555555555555"_bytes32;
    }

    [[nodiscard]] Bytes32 output_root() const {
        if (!is_zero(claimed_root)) return claimed_root;
        return hash_output_root_proof({header.state_root, passer_root, keccak256(header_rlp(header))});
    }
    [[nodiscard]] Bytes32 extra_data() const { return word(header.number); }
    [[nodiscard]] U256 uuid_slot() const {
        return mapping_entry(103, game_uuid(game_type, output_root(), extra_data().view()));
    }
    [[nodiscard]] U256 list_slot() const { return array_slot(104, 5, 1); }
    [[nodiscard]] U256 claim_slot() const { return wrapping_add(array_slot(2, 0, 5), 3); }
    [[nodiscard]] U256 blacklist_slot() const { return mapping_entry(is_portal ? 58 : 5, address_word(game)); }
    [[nodiscard]] U256 respected_slot() const { return is_portal ? 59 : 6; }

    [[nodiscard]] TestState state() const {
        TestState l1;
        const U256 id =
            wrapping_add(wrapping_add(shift_left(game_type, 224), shift_left(created_at, 160)), word_of(game));
        l1.put_account(factory, 1, 0, code_hash);
        l1.put_storage(factory, uuid_slot(), id);
        l1.put_storage(factory, list_slot(), id);
        l1.put_account(game, 1, 0, code_hash);
        U256 state_word = wrapping_add(created_at, shift_left(resolved_at, 64));
        state_word = wrapping_add(state_word, shift_left(status + 256 + (is_challenged_number ? 65536U : 0U), 128));
        l1.put_storage(game, 0, state_word);
        l1.put_storage(game, claim_slot(), U256::from_be(output_root()));
        l1.put_account(guardian, 1, 0, code_hash);
        l1.put_storage(guardian, respected_slot(), wrapping_add(respected_type, shift_left(retired_until, 32)));
        if (is_blacklisted) l1.put_storage(guardian, blacklist_slot(), 1);
        l1.put_storage(guardian, 2, word_of(anchor_game));
        l1.put_account(other_game, 1, 0, code_hash);
        return l1;
    }

    [[nodiscard]] Json answer(const TestState& l1, const Address& address, const std::vector<U256>& slots) const {
        return parse_json(l1.answer(address, slots)).value();
    }

    [[nodiscard]] Json proof() const {
        const TestState l1 = state();
        return object({entry("kind", "game"), entry("header_rlp", to_hex(header_rlp(header))),
                       entry("message_passer_storage_root", to_hex(passer_root)),
                       entry("game_type", std::to_string(game_type)), entry("extra_data", to_hex(extra_data())),
                       entry("factory_proof", answer(l1, factory, {uuid_slot(), list_slot()})),
                       entry("game_proof", answer(l1, game, {0, claim_slot()})),
                       entry("guardian_proof", answer(l1, guardian, {2, blacklist_slot(), respected_slot()}))});
    }

    [[nodiscard]] Result<Proven<ExecutionBlock>> verify(const Json& proof) const {
        OpStackChain guarded = chain;
        if (guarded.games && !is_unguarded) {
            guarded.games->guardian = GameGuardian{
                is_portal ? GameGuardian::Layout::optimism_portal : GameGuardian::Layout::anchor_state_registry,
                guardian};
        }
        EvidenceSource source;
        source.level = EvidenceLevel::proven;
        source.rests_on = "Ethereum";
        source.chain = ethereum.text;
        return OpStack::prove_block(TestFixture::proven(state().block(ethereum), source), guarded, JsonReader(proof));
    }
    [[nodiscard]] Result<Proven<ExecutionBlock>> verify() const { return verify(proof()); }

    bool is_unguarded = false;
};

const EvidenceSource& source_of(const Result<Proven<ExecutionBlock>>& block) {
    return block.value().evidence().sources[0];
}

}  // namespace

TEST_CASE("OpStack::prove_block by a game", "[op-stack]") {
    Scene scene;
    const auto block = scene.verify();
    REQUIRE(block.ok());
    const Bytes header = header_rlp(scene.header);
    CHECK(*block.value() ==
          ExecutionBlock{optimism, 1234, keccak256(header), scene.header.state_root, {}, scene.header.timestamp});

    SECTION("is proven, as of its own time, on the parent and on the game") {
        CHECK(block.value().evidence().level == EvidenceLevel::proven);
        const EvidenceSource& source = source_of(block);
        CHECK(source.rests_on == "Ethereum; the fault-proof game and its guardians");
        CHECK(source.chain == "eip155:10");
        CHECK(source.block == 1234);
        CHECK(source.block_hash == to_hex(keccak256(header)));
        CHECK(source.as_of == scene.header.timestamp);
        CHECK(source.path ==
              std::vector<std::string>{
                  "dispute game " + to_hex(game) + " of type 0, won at " + std::to_string(scene.resolved_at),
                  "output root " + to_hex(scene.output_root()), "block 1234 of eip155:10"});
    }
    SECTION("needs no claim from a game that the factory knows by its claim") {
        Json proof = scene.proof();
        set(proof, "game_proof", scene.answer(scene.state(), game, {0}));
        CHECK(scene.verify(proof).ok());
        set(proof, "game_index", Json(std::string("5")));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::missing_storage_proof);
        CHECK(error_of(scene.verify(proof)).where == "game_proof.storageProof");
    }
    SECTION("finds the game by its place in the list too") {
        Json proof = scene.proof();
        set(proof, "game_index", Json(std::string("5")));
        CHECK(scene.verify(proof).ok());
        SECTION("and refuses one that claims another root") {
            scene.claimed_root = passer_root;
            Json other = scene.proof();
            set(other, "game_index", Json(std::string("5")));
            CHECK(error_of(scene.verify(other)).code == ErrorCode::output_root_mismatch);
        }
        SECTION("and refuses a place that is empty or not shown") {
            set(proof, "game_index", Json(std::string("6")));
            CHECK(error_of(scene.verify(proof)).code == ErrorCode::missing_storage_proof);
            set(proof, "factory_proof", scene.answer(scene.state(), factory, {array_slot(104, 6, 1)}));
            CHECK(error_of(scene.verify(proof)).code == ErrorCode::output_not_found);
        }
    }
    SECTION("takes the message passer's root from the header from Isthmus on") {
        scene.header.fields = 21;
        scene.header.withdrawals_root = passer_root;
        Json proof = scene.proof();
        unset(proof, "message_passer_storage_root");
        CHECK(scene.verify(proof).ok());
    }
    SECTION("needs it from the proof before Isthmus") {
        Json proof = scene.proof();
        unset(proof, "message_passer_storage_root");
        CHECK(error_of(scene.verify(proof)).where == "message_passer_storage_root");
    }
    SECTION("names permissioned games as such") {
        scene.game_type = 1;
        scene.respected_type = 1;
        CHECK(source_of(scene.verify()).rests_on ==
              "Ethereum; a permissioned fault-proof game: its proposer, its challenger and its guardians");
    }
    SECTION("is proposed while the game is in progress") {
        scene.status = 0;
        scene.resolved_at = 0;
        const auto proposed = scene.verify();
        CHECK(proposed.value().evidence().level == EvidenceLevel::proposed);
        CHECK(source_of(proposed).level == EvidenceLevel::proposed);
        CHECK(source_of(proposed).rests_on == "Ethereum; the fault-proof game and its guardians, not resolved yet");
    }
    SECTION("is proposed up to the last second of the delay") {
        scene.resolved_at = l1_time - delay;
        const auto proposed = scene.verify();
        CHECK(proposed.value().evidence().level == EvidenceLevel::proposed);
        CHECK(source_of(proposed).rests_on ==
              "Ethereum; the fault-proof game and its guardians, inside the guardians' delay");
        CHECK(source_of(proposed).path[0].ends_with("final in 1 seconds"));
        scene.resolved_at = l1_time + 1;  // a contract can't, but nothing may wrap
        CHECK(scene.verify().value().evidence().level == EvidenceLevel::proposed);
    }
    SECTION("is proposed where the policy names no guardian") {
        scene.is_unguarded = true;
        CHECK(scene.verify().value().evidence().level == EvidenceLevel::proposed);
        CHECK(source_of(scene.verify()).rests_on ==
              "Ethereum; the fault-proof game and its guardians, which were not asked");
    }
    SECTION("knows the guardian's layout of 2024") {
        scene.is_portal = true;
        CHECK(scene.verify().value().evidence().level == EvidenceLevel::proven);
        scene.is_blacklisted = true;
        CHECK(error_of(scene.verify()).code == ErrorCode::game_blacklisted);
    }
    SECTION("is never stronger than its parent") {
        OpStackChain chain = scene.chain;
        chain.games->guardian = GameGuardian{GameGuardian::Layout::anchor_state_registry, guardian};
        EvidenceSource source;
        source.level = EvidenceLevel::attested;
        const Json proof = scene.proof();
        const auto weak =
            OpStack::prove_block(TestFixture::proven(scene.state().block(ethereum), source), chain, JsonReader(proof));
        CHECK(weak.value().evidence().level == EvidenceLevel::attested);
    }
}

TEST_CASE("OpStack::prove_block refuses", "[op-stack]") {
    Scene scene;
    REQUIRE(scene.verify().ok());
    const auto refusal = [&] { return error_of(scene.verify()); };

    SECTION("a game that its challenger won") {
        scene.status = 1;
        CHECK(refusal().code == ErrorCode::game_lost);
        CHECK(refusal().where == "game_proof");
    }
    SECTION("a game whose block number was challenged") {
        scene.is_challenged_number = true;
        CHECK(refusal().code == ErrorCode::game_lost);
    }
    SECTION("a game whose state is none") {
        scene.status = 3;
        CHECK(refusal().code == ErrorCode::malformed_game);
        CHECK(refusal().where == "game_proof");
    }
    SECTION("a blacklisted game") {
        scene.is_blacklisted = true;
        CHECK(refusal().code == ErrorCode::game_blacklisted);
        CHECK(refusal().where == "guardian_proof");
    }
    SECTION("a retired game, up to the second") {
        scene.retired_until = scene.created_at;
        CHECK(refusal().code == ErrorCode::game_retired);
        scene.retired_until = scene.created_at - 1;
        CHECK(scene.verify().ok());
    }
    SECTION("a guardian that was not initialized, whose zeros would respect type 0") {
        scene.retired_until = 0;
        CHECK(refusal().code == ErrorCode::guardian_not_initialized);
        CHECK(refusal().where == "guardian_proof");
        scene.retired_until = 1;
        CHECK(scene.verify().ok());
    }
    SECTION("a game of a type that isn't respected") {
        scene.respected_type = 1;
        CHECK(refusal().code == ErrorCode::game_type_not_respected);
    }
    SECTION("a game of a type that the policy doesn't accept") {
        scene.chain.games->game_types = {1};
        CHECK(refusal().code == ErrorCode::unsupported_game_type);
    }
    SECTION("a game of a type that isn't known, whatever the policy says") {
        scene.game_type = 6;
        scene.respected_type = 6;
        scene.chain.games->game_types = {6};
        CHECK(refusal().code == ErrorCode::unsupported_game_type);
        CHECK(refusal().where == "game_type");
        Json proof = scene.proof();
        set(proof, "game_index", Json(std::string("5")));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::unsupported_game_type);
        CHECK(error_of(scene.verify(proof)).where == "factory_proof");
    }
    SECTION("a game that nobody made") {
        scene.claimed_root = passer_root;  // another root was claimed
        Json proof = scene.proof();
        Scene honest;
        set(proof, "factory_proof", scene.answer(scene.state(), factory, {honest.uuid_slot()}));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::output_not_found);
        CHECK(error_of(scene.verify(proof)).where == "factory_proof");
    }
    SECTION("another message passer root") {
        Json proof = scene.proof();
        set(proof, "message_passer_storage_root", Json(to_hex(code_hash)));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::missing_storage_proof);
    }
    SECTION("extra data of another block") {
        Json proof = scene.proof();
        set(proof, "extra_data", Json(to_hex(word(1235))));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::output_block_mismatch);
        CHECK(error_of(scene.verify(proof)).where == "extra_data");
    }
    SECTION("another header") {
        Json proof = scene.proof();
        TestHeader newer = scene.header;
        newer.timestamp += 2;
        set(proof, "header_rlp", Json(to_hex(header_rlp(newer))));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::missing_storage_proof);
        set(proof, "header_rlp", Json(std::string("0xc0")));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::unknown_header_format);
        CHECK(error_of(scene.verify(proof)).where == "header_rlp");
    }
    SECTION("another game's storage") {
        Json proof = scene.proof();
        set(proof, "game_proof", scene.answer(scene.state(), other_game, {0}));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::claimed_address_mismatch);
    }
    SECTION("a guardian that isn't asked about this game") {
        Json proof = scene.proof();
        set(proof, "guardian_proof", scene.answer(scene.state(), guardian, {scene.respected_slot()}));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::missing_storage_proof);
        unset(proof, "guardian_proof");
        CHECK(error_of(scene.verify(proof)).where == "guardian_proof");
    }
    SECTION("a factory without code") {
        scene.chain.games->factory = "0x00000000000000000000000000000000000000ee"_address;
        Json proof = scene.proof();
        set(proof, "factory_proof", scene.answer(scene.state(), scene.chain.games->factory, {}));
        CHECK(error_of(scene.verify(proof)).code == ErrorCode::rollup_contract_absent);
    }
    SECTION("a block of another parent chain") {
        scene.chain.parent = ChainId{"eip155:11155111"};
        CHECK(refusal().code == ErrorCode::parent_block_of_another_chain);
    }
    SECTION("a proof made at another parent block") {
        Scene later;
        later.retired_until += 1;
        CHECK(error_of(scene.verify(later.proof())).code == ErrorCode::trie_node_hash_mismatch);
    }
    SECTION("a way of anchoring that the policy hasn't") {
        Json proof = scene.proof();
        const auto check = [&](const std::string& kind) {
            set(proof, "kind", Json(kind));
            CHECK(error_of(scene.verify(proof)).code == ErrorCode::anchor_not_in_policy);
            CHECK(error_of(scene.verify(proof)).where == "kind");
        };
        for (const char* kind : {"oracle", "anchor", "", "games"}) check(kind);
        scene.chain.games.reset();
        for (const char* kind : {"game", "anchor_game"}) check(kind);
        scene.chain.anchors = LegacyAnchors{registry, 0};
        scene.chain.oracle = OutputOracle{oracle};
        for (const char* kind : {"game", "anchor_game", "", "anchors"}) check(kind);
    }
}

TEST_CASE("OpStack::prove_block by the anchor game", "[op-stack]") {
    Scene scene;
    const auto verify = [&] {
        Json proof = scene.proof();
        set(proof, "kind", Json(std::string("anchor_game")));
        unset(proof, "game_proof");
        return scene.verify(proof);
    };
    REQUIRE(verify().ok());
    CHECK(verify().value().evidence().level == EvidenceLevel::proven);

    SECTION("refuses a game that isn't the anchor") {
        scene.anchor_game = other_game;
        CHECK(error_of(verify()).code == ErrorCode::output_not_found);
        CHECK(error_of(verify()).where == "guardian_proof");
    }
    SECTION("refuses one that was set aside since") {
        scene.is_blacklisted = true;
        CHECK(error_of(verify()).code == ErrorCode::game_blacklisted);
        scene.is_blacklisted = false;
        scene.retired_until = scene.created_at;
        CHECK(error_of(verify()).code == ErrorCode::game_retired);
    }
    SECTION("refuses where the policy names no such registry") {
        scene.is_portal = true;
        CHECK(error_of(verify()).code == ErrorCode::anchor_not_in_policy);
        scene.is_unguarded = true;
        CHECK(error_of(verify()).code == ErrorCode::anchor_not_in_policy);
    }
}

TEST_CASE("OpStack::prove_block by the output oracle", "[op-stack]") {
    Scene scene;
    scene.chain.games.reset();
    scene.chain.oracle = OutputOracle{oracle};
    std::uint64_t proposed_at = l1_time - 604'800;
    std::uint64_t length = 8;
    std::uint64_t block_number = scene.header.number;
    U256 period = 604'800;
    U256 root = U256::from_be(scene.output_root());
    const U256 output_slot = array_slot(3, 7, 2);
    const auto verify = [&] {
        TestState l1;
        l1.put_account(oracle, 1, 0, code_hash);
        l1.put_storage(oracle, 3, length);
        l1.put_storage(oracle, output_slot, root);
        l1.put_storage(oracle, wrapping_add(output_slot, 1), wrapping_add(proposed_at, shift_left(block_number, 128)));
        l1.put_storage(oracle, 8, period);
        const Json proof =
            object({entry("kind", "oracle"), entry("header_rlp", to_hex(header_rlp(scene.header))),
                    entry("message_passer_storage_root", to_hex(passer_root)), entry("output_index", "7"),
                    entry("oracle_proof",
                          parse_json(l1.answer(oracle, {3, 8, output_slot, wrapping_add(output_slot, 1)})).value())});
        EvidenceSource source;
        source.level = EvidenceLevel::proven;
        source.rests_on = "Ethereum";
        return OpStack::prove_block(TestFixture::proven(l1.block(ethereum), source), scene.chain, JsonReader(proof));
    };
    REQUIRE(verify().ok());
    CHECK(verify().value().evidence().level == EvidenceLevel::proven);
    CHECK(source_of(verify()).rests_on == "Ethereum; the chain's proposer and its challenger");

    SECTION("is proposed until the last second of the challenge period") {
        ++proposed_at;
        CHECK(verify().value().evidence().level == EvidenceLevel::proposed);
        CHECK(source_of(verify()).rests_on ==
              "Ethereum; the chain's proposer and its challenger, inside the challenge period");
    }
    SECTION("is proposed where the challenge period never ends") {
        const auto last = ~std::uint64_t{0};
        period.limbs = {last, last, last, last};
        CHECK(verify().value().evidence().level == EvidenceLevel::proposed);
    }
    SECTION("refuses an output that was deleted") {
        length = 7;
        CHECK(error_of(verify()).code == ErrorCode::output_not_found);
    }
    SECTION("refuses another root or block") {
        block_number = 1235;
        CHECK(error_of(verify()).code == ErrorCode::output_block_mismatch);
        root = 5;
        CHECK(error_of(verify()).code == ErrorCode::output_root_mismatch);
    }
}

TEST_CASE("OpStack::prove_block by the anchor of 2024", "[op-stack]") {
    Scene scene;
    scene.chain.games.reset();
    scene.chain.anchors = LegacyAnchors{registry, 1};
    U256 root = U256::from_be(scene.output_root());
    const auto anchor_slot = [](std::uint64_t game_type) { return mapping_entry(1, word(game_type)); };
    std::uint64_t shown_type = 1;
    const auto verify = [&] {
        TestState l1;
        l1.put_account(registry, 1, 0, code_hash);
        l1.put_storage(registry, 999, 1);
        l1.put_storage(registry, anchor_slot(shown_type), root);
        const Json proof =
            object({entry("kind", "anchor"), entry("header_rlp", to_hex(header_rlp(scene.header))),
                    entry("message_passer_storage_root", to_hex(passer_root)),
                    entry("registry_proof", parse_json(l1.answer(registry, {anchor_slot(shown_type)})).value())});
        EvidenceSource source;
        source.level = EvidenceLevel::proven;
        source.rests_on = "Ethereum";
        return OpStack::prove_block(TestFixture::proven(l1.block(ethereum), source), scene.chain, JsonReader(proof));
    };
    REQUIRE(verify().ok());
    CHECK(verify().value()->number == 1234);
    CHECK(verify().value().evidence().level == EvidenceLevel::proposed);
    CHECK(source_of(verify()).rests_on ==
          "Ethereum; a won fault-proof game and its guardians, which were not asked");
    CHECK(source_of(verify()).path[0] == "anchor of game type 1 in " + to_hex(registry));

    SECTION("refuses where the policy has no such registry") {
        scene.chain.anchors.reset();
        scene.chain.oracle = OutputOracle{oracle};
        CHECK(error_of(verify()).code == ErrorCode::anchor_not_in_policy);
        CHECK(error_of(verify()).where == "kind");
    }
    SECTION("refuses a registry without an anchor of the type") {
        root = 0;
        CHECK(error_of(verify()).code == ErrorCode::output_not_found);
        CHECK(error_of(verify()).where == "registry_proof");
    }
    SECTION("refuses the anchor of another type") {
        shown_type = 0;
        CHECK(error_of(verify()).code == ErrorCode::missing_storage_proof);
        CHECK(error_of(verify()).where == "registry_proof.storageProof");
    }
    SECTION("refuses another root") {
        root = U256::from_be(passer_root);
        CHECK(error_of(verify()).code == ErrorCode::output_root_mismatch);
        CHECK(error_of(verify()).where.empty());
    }
}
