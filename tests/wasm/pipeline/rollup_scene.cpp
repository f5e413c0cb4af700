#include "tests/wasm/pipeline/rollup_scene.hpp"

#include "core/crypto/keccak256.hpp"
#include "light-client/arbitrum/assertion.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "light-client/op-stack/dispute_game.hpp"
#include "light-client/op-stack/output_root.hpp"
#include "tests/support/proven_fixture.hpp"
#include "wasm/policy/policy_reader.hpp"

namespace clearmargin::tests {
namespace {

const ChainId ethereum{"eip155:1"};
const Address holder = "0x00000000000000000000000000000000000000aa"_address;
const Address factory = "0x00000000000000000000000000000000000000f1"_address;
const Address won_proxy = "0x00000000000000000000000000000000000000f2"_address;
const Address open_proxy = "0x00000000000000000000000000000000000000f3"_address;
const Address guardian = "0x00000000000000000000000000000000000000f4"_address;
const Address outbox = "0x00000000000000000000000000000000000000f5"_address;
const Address rollup = "0x00000000000000000000000000000000000000f6"_address;
const Address token = "0x00000000000000000000000000000000000000f7"_address;
const Bytes32 code_hash = "0x2222222222222222222222222222222222222222222222222222222222222222"_bytes32;
const Bytes32 passer_root = "0x4444444444444444444444444444444444444444444444444444444444444444"_bytes32;
const Bytes32 send_root = "0x6666666666666666666666666666666666666666666666666666666666666666"_bytes32;
const Bytes32 before = "0x7777777777777777777777777777777777777777777777777777777777777777"_bytes32;

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

Json answer(const TestState& state, const Address& address, const std::vector<U256>& slots) {
    return parse_json(state.answer(address, slots)).value();
}

Json text(const Bytes32& word) { return Json(to_hex(word)); }

Assertion assertion_of(const Bytes32& block) {
    Assertion assertion;
    assertion.parent_assertion_hash = before;
    assertion.inbox_acc = code_hash;
    assertion.after_state = {{block, send_root}, {12, 3}, MachineStatus::finished, before};
    return assertion;
}

Json json_of(const Assertion& assertion) {
    const AssertionState& state = assertion.after_state;
    const Json global = object({entry("bytes32_vals", array({text(state.bytes32_vals[0]), text(state.bytes32_vals[1])})),
                                entry("u64_vals", array({Json(std::to_string(state.u64_vals[0])),
                                                         Json(std::to_string(state.u64_vals[1]))}))});
    return object({entry("parent_assertion_hash", text(assertion.parent_assertion_hash)),
                   entry("inbox_acc", text(assertion.inbox_acc)),
                   entry("after_state", object({entry("global_state", global), entry("machine_status", "1"),
                                                entry("end_history_root", text(state.end_history_root))}))});
}

Json block_entry(std::vector<Json::Member> proof) { return object({entry("proof", object(std::move(proof)))}); }

}  // namespace

RollupScene::RollupScene() {
    op_blocks = {won_entry()};
    arb_blocks = {outbox_entry()};
    claims = {won_claim("op"), arb_claim("arb")};
}

TestState RollupScene::l2(const U256& coins) const {
    TestState state;
    state.put_account(holder, 1, coins, code_hash);
    state.put_account(token, 1, 0, code_hash);
    state.put_storage(token, mapping_entry(0, address_word(holder)), 11);
    return state;
}

TestHeader RollupScene::won_header() const {
    return {l2(old_coins).state_root(), 1000, old_time, {}, 21, passer_root, {}, {}};
}
TestHeader RollupScene::open_header() const {
    return {l2(new_coins).state_root(), 2000, new_time, {}, 21, passer_root, {}, {}};
}
TestHeader RollupScene::arb_header() const {
    return {l2(arb_coins).state_root(), 3000, old_time + 60, Bytes(send_root.begin(), send_root.end()), 16, {}, {}, {}};
}

Bytes32 RollupScene::won_hash() const { return keccak256(header_rlp(won_header())); }
Bytes32 RollupScene::open_hash() const { return keccak256(header_rlp(open_header())); }
Bytes32 RollupScene::arb_hash() const { return keccak256(header_rlp(arb_header())); }

Bytes32 RollupScene::output_root(const TestHeader& header) const {
    return hash_output_root_proof({header.state_root, passer_root, keccak256(header_rlp(header))});
}

TestState RollupScene::l1() const {
    TestState l1;
    l1.put_account(factory, 1, 0, code_hash);
    const auto put_game = [&](const Game& game, const Address& proxy, const TestHeader& header) {
        U256 id = U256::from_be(address_word(proxy));
        id = wrapping_add(id, shift_left(game.created_at, 160));
        id = wrapping_add(id, shift_left(game.type, 224));
        const Bytes32 number = U256(header.number).to_be();
        l1.put_storage(factory, mapping_entry(103, game_uuid(game.type, output_root(header), number.view())), id);
        l1.put_account(proxy, 1, 0, code_hash);
        U256 word = wrapping_add(game.created_at, shift_left(game.resolved_at, 64));
        word = wrapping_add(word, shift_left(game.status + 256, 128));
        l1.put_storage(proxy, 0, word);
    };
    put_game(won, won_proxy, won_header());
    put_game(open, open_proxy, open_header());
    l1.put_account(guardian, 1, 0, code_hash);
    l1.put_storage(guardian, 6, wrapping_add(respected_type, shift_left(retired_until, 32)));
    if (is_blacklisted) l1.put_storage(guardian, mapping_entry(5, address_word(won_proxy)), 1);
    l1.put_account(outbox, 1, 0, code_hash);
    l1.put_storage(outbox, mapping_entry(3, send_root), U256::from_be(arb_hash()));
    l1.put_account(rollup, 1, 0, code_hash);
    l1.put_storage(rollup, mapping_entry(117, hash_assertion(assertion_of(arb_hash()))),
                   shift_left(is_assertion_confirmed ? 2 : 1, 200));
    l1.put_storage(rollup, mapping_entry(117, before), wrapping_add(5, shift_left(2, 200)));
    return l1;
}

Json RollupScene::game_entry(const Game& game, const Address& proxy, const TestHeader& header) const {
    const TestState state = l1();
    const Bytes32 number = U256(header.number).to_be();
    const U256 uuid_slot = mapping_entry(103, game_uuid(game.type, output_root(header), number.view()));
    return block_entry({entry("kind", "game"), entry("header_rlp", to_hex(header_rlp(header))),
                        entry("game_type", std::to_string(game.type)), entry("extra_data", text(number)),
                        entry("factory_proof", answer(state, factory, {uuid_slot})),
                        entry("game_proof", answer(state, proxy, {0})),
                        entry("guardian_proof", answer(state, guardian, {mapping_entry(5, address_word(proxy)), 6}))});
}

Json RollupScene::won_entry() const { return game_entry(won, won_proxy, won_header()); }
Json RollupScene::open_entry() const { return game_entry(open, open_proxy, open_header()); }

Json RollupScene::outbox_entry() const {
    return block_entry({entry("kind", "outbox"), entry("header_rlp", to_hex(header_rlp(arb_header()))),
                        entry("outbox_proof", answer(l1(), outbox, {mapping_entry(3, send_root)}))});
}

Json RollupScene::assertion_entry() const {
    const Assertion assertion = assertion_of(arb_hash());
    const std::vector<U256> slots = {mapping_entry(117, hash_assertion(assertion)), mapping_entry(117, before)};
    return block_entry({entry("kind", "assertion"), entry("header_rlp", to_hex(header_rlp(arb_header()))),
                        entry("assertion", json_of(assertion)), entry("rollup_proof", answer(l1(), rollup, slots))});
}

Json RollupScene::claim(const std::string& id, const char* chain, const Bytes32& block, const U256& coins) const {
    const std::string account = std::string(chain) + ":" + to_hex(holder);
    return object({entry("id", id), entry("chain", chain), entry("vault", std::string("coins-") + chain),
                   entry("account", account), entry("block", text(block)), entry("proof", answer(l2(coins), holder, {}))});
}

Json RollupScene::won_claim(const std::string& id) const { return claim(id, op, won_hash(), old_coins); }
Json RollupScene::open_claim(const std::string& id) const { return claim(id, op, open_hash(), new_coins); }
Json RollupScene::arb_claim(const std::string& id) const { return claim(id, arb, arb_hash(), arb_coins); }

Json RollupScene::open_token_claim(const std::string& id) const {
    Json made = open_claim(id);
    set(made, "vault", Json(std::string("token")));
    set(made, "proof", answer(l2(new_coins), token, {mapping_entry(0, address_word(holder))}));
    return made;
}

Json RollupScene::bundle() const {
    const auto chain = [](const std::string& kind, const std::string& parent, const std::vector<Json>& blocks) {
        return object({entry("kind", kind), entry("parent", parent), entry("blocks", array(blocks))});
    };
    std::vector<Json::Member> chains;
    if (has_third) chains.push_back(entry(third, chain("arbitrum", arb, {outbox_entry()})));
    chains.push_back(entry(op, chain(op_kind, op_parent, op_blocks)));
    chains.push_back(entry(arb, chain("arbitrum", "eip155:1", arb_blocks)));
    return object({entry("format", "clearmargin/bundle/1"), entry("account", std::string(op) + ":" + to_hex(holder)),
                   entry("chains", object(std::move(chains))),
                   entry("claims", array(claims))});
}

Policy RollupScene::policy() const {
    const auto vault = [](const std::string& chain) {
        return R"({"id": "coins-)" + chain + R"(", "chain": ")" + chain + R"(", "asset": ")" + chain +
               R"(/slip44:60", "decimals": 0, "kind": "native"})";
    };
    const auto named = [](const std::string& chain) { return '"' + chain + ':' + to_hex(holder) + '"'; };
    const auto asset = [](const std::string& chain) {
        return R"({"id": ")" + chain + R"(/slip44:60", "symbol": "ETH", "price": "1"})";
    };
    const std::string third_trust =
        has_third ? R"("eip155:902": {"kind": "arbitrum", "parent": "eip155:901", "rollup": {"name": "third", "outbox": ")" +
                        to_hex(outbox) + R"("}},)"
                  : "";
    const std::string policy =
        R"({"format": "clearmargin/policy/1", "accounts": [)" + named(op) + "," + named(arb) + R"(], "trust": {
        "eip155:900": {"kind": "op-stack", "parent": "eip155:1", )" + op_trust + R"(,
          "rollup": {"name": "optimism of the test", "games": {"factory": ")" + op_factory +
        R"(", "game_types": [0], "finality_delay": 302400,
            "guardian": {"layout": "anchor-state-registry", "contract": ")" + to_hex(guardian) + R"("}}}},
        "eip155:901": {"kind": "arbitrum", "parent": "eip155:1", )" + arb_trust + R"(,
          "rollup": {"name": "arbitrum of the test", "outbox": ")" + to_hex(outbox) + R"(", "rollup": ")" +
        to_hex(rollup) + R"("}},)" + third_trust + R"(
        "eip155:1": {"kind": "ethereum", "network": "mainnet",
          "checkpoint": "0x46d52dc3db74df14187554fb7afd5cc4af4558e3c8ca185e409955d6ac148572"}},
      "assets": [)" + asset(op) + "," + asset(arb) + R"(],
      "vaults": [)" + vault(op) + "," + vault(arb) + R"(,
        {"id": "token", "chain": "eip155:900", "asset": "eip155:900/slip44:60", "decimals": 0, "kind": "erc20", "slot": "0",
         "contract": ")" + to_hex(token) + R"("}],
      "collateral": {"assets": []}, "margin": {"instruments": []}})";
    const Json document = parse_json(policy).value();
    return read_policy(document).value();
}

FollowedChain RollupScene::parent() const {
    EvidenceSource source;
    source.level = EvidenceLevel::proven;
    source.rests_on = "Ethereum's sync committee";
    source.chain = ethereum.text;
    source.path = {"execution block"};
    FollowedChain parent;
    parent.chain = ethereum;
    parent.report.chain = ethereum.text;
    parent.max_age = 3600;
    ExecutionBlock block = l1().block(ethereum);
    block.hash = parent_hash();
    parent.blocks.push_back({verifiers::TestFixture::proven(std::move(block), std::move(source)), true});
    return parent;
}

Bytes32 RollupScene::parent_hash() {
    return "0x8888888888888888888888888888888888888888888888888888888888888888"_bytes32;
}

}  // namespace clearmargin::tests
