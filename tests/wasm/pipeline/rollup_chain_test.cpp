// Rollups through the pipeline, from the parent chain's block to what counts.
#include "wasm/pipeline/rollup_chain.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "core/bytes/hex.hpp"
#include "core/codec/json_parse.hpp"
#include "core/result/error_registry.hpp"
#include "tests/wasm/pipeline/rollup_scene.hpp"
#include "wasm/bundle/bundle_reader.hpp"
#include "wasm/pipeline/claims.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

/// What the pipeline makes of a scene. The texts of a report belong to the documents, which it keeps.
struct Judged {
    explicit Judged(const RollupScene& scene) : Judged(scene, {scene.parent()}) {}
    Judged(const RollupScene& scene, std::vector<FollowedChain> below, UnixSeconds now = RollupScene::now)
        : document(scene.bundle()), policy(scene.policy()), chains(std::move(below)) {
        auto read = read_bundle(document);
        REQUIRE(read.ok());
        bundle = std::move(read).value();
        report.now = now;
        follow_rollups(policy, bundle, report.now, chains);
        judge_claims(policy, bundle, chains, report);
    }
    Judged(const Judged&) = delete;

    [[nodiscard]] const ChainReport& chain(std::string_view id) const {
        const FollowedChain* found = find_chain(chains, ChainId{std::string(id)});
        REQUIRE(found != nullptr);
        return found->report;
    }
    [[nodiscard]] const ClaimReport& claim(std::string_view id) const {
        for (const ClaimReport& claim : report.claims) {
            if (claim.id == id) return claim;
        }
        FAIL("no such claim");
        return report.claims[0];
    }
    /// Code and path of the chain's refusal.
    void refuses(std::string_view id, ErrorCode code, const std::string& where) const {
        const Refusal& refusal = chain(id).error;
        REQUIRE(refusal.present());
        CHECK(error_entry(refusal.error().code).name == error_entry(code).name);
        CHECK(refusal.error().where == where);
    }
    void refuses_claim(std::string_view id, ErrorCode code, const std::string& where) const {
        const ClaimReport& refused = claim(id);
        CHECK(refused.status == ClaimStatus::refused);
        REQUIRE(refused.error.present());
        CHECK(error_entry(refused.error.error().code).name == error_entry(code).name);
        CHECK(refused.error.error().where == where);
    }

    Json document;
    Policy policy;
    Bundle bundle;
    std::vector<FollowedChain> chains;
    Report report;
};

const std::string op_path = "chains.eip155:900";
const std::string arb_path = "chains.eip155:901";
const std::string op_proof = op_path + ".blocks[0].proof";
const std::string arb_proof = arb_path + ".blocks[0].proof";
const std::string proposed = R"("accept": "proposed")";

Json& member_in(Json& object, std::string_view name) {
    for (Json::Member& member : *object.get_if<Json::Object>()) {
        if (member.name == name) return member.value;
    }
    FAIL("no " << name);
    return object;
}

Json& proof_in(Json& entry) { return member_in(entry, "proof"); }

/// Every text of 0x-hex below a value.
void collect_texts(Json& value, std::vector<std::string*>& to) {
    if (auto* text = value.get_if<std::string>()) {
        if (text->size() > 2 && text->starts_with("0x") && text->size() % 2 == 0) to.push_back(text);
    } else if (auto* array = value.get_if<Json::Array>()) {
        for (Json& item : *array) collect_texts(item, to);
    } else if (auto* object = value.get_if<Json::Object>()) {
        for (Json::Member& member : *object) collect_texts(member.value, to);
    }
}

std::string member_text(const Json& entry, std::string_view name) {
    return std::string(JsonReader(entry).member("proof").value().member(name).value().string().value());
}

}  // namespace

TEST_CASE("follow_rollups", "[pipeline][rollup]") {
    RollupScene scene;
    {
        const Judged judged(scene);
        const ChainReport& op = judged.chain(scene.op);
        REQUIRE_FALSE(op.error.present());
        CHECK(op.kind == "op-stack");
        CHECK(op.parent == "eip155:1");
        CHECK(op.network == "optimism of the test");
        REQUIRE(op.blocks.size() == 1);
        CHECK(op.blocks[0].path == op_path + ".blocks[0]");
        CHECK(op.blocks[0].parent_block == RollupScene::parent_hash());
        REQUIRE(op.blocks[0].block.has_value());
        CHECK(op.blocks[0].block->hash == scene.won_hash());
        CHECK(op.blocks[0].block->number == 1000);
        CHECK(op.blocks[0].block->time == RollupScene::old_time);
        CHECK(op.blocks[0].block->level == EvidenceLevel::proven);
        CHECK(op.blocks[0].block->rests_on == "Ethereum's sync committee; the fault-proof game and its guardians");
        CHECK(judged.claim("op").status == ClaimStatus::counted);
        CHECK(judged.claim("arb").status == ClaimStatus::counted);
        const auto& sources = judged.report.evidence.sources();
        REQUIRE(sources.size() == 2);
        CHECK(sources[0].chain == scene.op);
        CHECK(sources[0].as_of == RollupScene::old_time);
        CHECK(sources[0].path.front() == "execution block");  // the parent's header, then its proof, then the rollup's
        CHECK(sources[0].path[1].starts_with("dispute game 0x"));
        CHECK(sources[0].path[2].starts_with("output root 0x"));
        CHECK(sources[0].path[3] == "block 1000 of eip155:900");
        CHECK(sources[1].rests_on == "Ethereum's sync committee; the rollup's validators and its security council");
    }

    SECTION("refuses another kind of chain than the policy's") {
        scene.op_kind = GENERATE("arbitrum", "ethereum", "plasma");
        Judged(scene).refuses(scene.op, ErrorCode::unsupported_chain_kind, op_path + ".kind");
    }
    SECTION("refuses another parent than the policy's") {
        scene.op_parent = "eip155:901";
        const Judged judged(scene);
        judged.refuses(scene.op, ErrorCode::parent_block_of_another_chain, op_path + ".parent");
        judged.refuses_claim("op", ErrorCode::parent_block_of_another_chain, op_path + ".parent");
        CHECK(judged.claim("arb").status == ClaimStatus::counted);
    }
    SECTION("refuses a rollup without its parent's data") {
        Judged(scene, {}).refuses(scene.op, ErrorCode::missing_chain_data, op_path + ".parent");
    }
    SECTION("refuses, with the parent's refusal, a rollup whose parent was refused") {
        FollowedChain parent = scene.parent();
        parent.report.error = refuse(ErrorCode::invalid_signature, "chains.eip155:1.bootstrap", "a signature");
        const Judged judged(scene, {parent});
        judged.refuses(scene.op, ErrorCode::invalid_signature, "chains.eip155:1.bootstrap");
        judged.refuses(scene.arb, ErrorCode::invalid_signature, "chains.eip155:1.bootstrap");
        judged.refuses_claim("arb", ErrorCode::invalid_signature, "chains.eip155:1.bootstrap");
    }
    SECTION("refuses a parent's block that nothing proves") {
        set(scene.op_blocks[0], "parent_block", Json(to_hex(scene.won_hash())));
        const Judged judged(scene);
        judged.refuses(scene.op, ErrorCode::block_not_proven, op_path + ".blocks[0].parent_block");
        CHECK_FALSE(judged.chain(scene.op).blocks[0].parent_block.has_value());
    }
    SECTION("refuses an old parent's block, which would not show what was set aside since") {
        FollowedChain parent = scene.parent();
        parent.max_age = 1000;
        CHECK(Judged(scene, {parent}).claim("op").status == ClaimStatus::counted);
        parent.max_age = 999;
        Judged(scene, {parent}).refuses(scene.op, ErrorCode::header_too_old, op_path + ".blocks[0].parent_block");
    }
    SECTION("does not take a parent's block that is not final where none is named") {
        FollowedChain parent = scene.parent();
        parent.blocks[0].is_final = false;
        Judged(scene, {parent}).refuses(scene.op, ErrorCode::block_not_proven, op_path + ".blocks[0].parent_block");
    }
    SECTION("follows parents first, whatever the order, and refuses one chain's proof under another") {
        scene.has_third = true;
        const Judged judged(scene);
        CHECK(judged.claim("arb").status == ClaimStatus::counted);
        judged.refuses(scene.third, ErrorCode::trie_node_hash_mismatch,
                       "chains.eip155:902.blocks[0].proof.outbox_proof.accountProof[0]");
        scene.arb_blocks = {scene.won_entry()};
        const Judged broken(scene);
        broken.refuses(scene.third, ErrorCode::malformed_rollup_header, arb_proof + ".header_rlp");
    }
    SECTION("refuses what is no block") {
        scene.op_blocks = {Json(std::string("0x00"))};
        const Judged judged(scene);
        judged.refuses(scene.op, ErrorCode::wrong_type, op_path + ".blocks[0]");
        CHECK_FALSE(judged.chain(scene.op).blocks[0].parent_block.has_value());
        scene.op_blocks = {object({})};
        Judged(scene).refuses(scene.op, ErrorCode::missing_member, op_path + ".blocks[0].proof");
        scene.op_blocks = {object({entry("proof", "0x00"), entry("parent_block", "0x00")})};
        Judged(scene).refuses(scene.op, ErrorCode::wrong_length, op_path + ".blocks[0].parent_block");
    }
    SECTION("names members of blocks that it does not know") {
        set(scene.op_blocks[0], "comment", Json(std::string("mine")));
        CHECK(Judged(scene).bundle.ignored == std::vector<std::string>{op_path + ".blocks[0].comment"});
    }
    SECTION("refuses a list without blocks") {
        scene.op_blocks.clear();
        Judged(scene).refuses(scene.op, ErrorCode::wrong_length, op_path + ".blocks");
    }
    SECTION("refuses more blocks than anybody needs") {
        scene.op_blocks.assign(17, scene.won_entry());
        Judged(scene).refuses(scene.op, ErrorCode::too_many_items, op_path + ".blocks");
    }
    SECTION("lists a refused block, which harms no other") {
        scene.op_blocks.insert(scene.op_blocks.begin(), scene.open_entry());
        const Judged judged(scene);
        const ChainReport& op = judged.chain(scene.op);
        CHECK_FALSE(op.error.present());
        REQUIRE(op.blocks.size() == 2);
        CHECK(op.blocks[0].error.error().code == ErrorCode::anchor_not_final);
        CHECK(op.blocks[0].error.error().where == op_path + ".blocks[0].proof");
        CHECK(op.blocks[0].block->level == EvidenceLevel::proposed);
        CHECK_FALSE(op.blocks[1].error.present());
        CHECK(judged.claim("op").status == ClaimStatus::counted);
    }
    SECTION("refuses a claim at a newer block than what is anchored") {
        scene.claims = {scene.open_claim("newer")};
        Judged(scene).refuses_claim("newer", ErrorCode::block_not_proven, "claims[0].block");
    }
    SECTION("makes a claim that names no block at the newest proven one") {
        scene.op_trust = proposed;
        scene.op_blocks.push_back(scene.open_entry());
        unset(scene.claims[0], "block");
        CHECK(Judged(scene).claim("op").status == ClaimStatus::counted);
        scene.op_blocks = {scene.open_entry()};
        scene.claims = {scene.open_claim("op")};
        CHECK(Judged(scene).claim("op").status == ClaimStatus::counted);
        unset(scene.claims[0], "block");
        Judged(scene).refuses_claim("op", ErrorCode::block_not_proven, "claims[0].block");
    }
    SECTION("takes, of two proofs of one block, the stronger") {
        scene.arb_trust = proposed;
        scene.is_assertion_confirmed = false;
        scene.arb_blocks = {scene.assertion_entry(), scene.outbox_entry()};
        scene.claims = {scene.arb_claim("arb")};
        const Judged judged(scene);
        CHECK(judged.chain(scene.arb).blocks[0].block->level == EvidenceLevel::proposed);
        CHECK(judged.report.evidence.sources()[0].level == EvidenceLevel::proven);
    }
}

TEST_CASE("follow_rollups refuses what does not anchor a block", "[pipeline][rollup]") {
    RollupScene scene;
    const auto refuses_op = [&](ErrorCode code, const std::string& where) {
        scene.op_blocks = {scene.won_entry()};
        const Judged judged(scene);
        judged.refuses(scene.op, code, op_proof + where);
        judged.refuses_claim("op", code, op_proof + where);
    };

    SECTION("a game that its challenger won") {
        scene.won.status = 1;
        refuses_op(ErrorCode::game_lost, ".game_proof");
    }
    SECTION("a game that was set aside") {
        scene.is_blacklisted = true;
        refuses_op(ErrorCode::game_blacklisted, ".guardian_proof");
    }
    SECTION("a game that was retired") {
        scene.retired_until = scene.won.created_at;
        refuses_op(ErrorCode::game_retired, ".guardian_proof");
    }
    SECTION("a type of game that is not respected") {
        scene.respected_type = 8;
        refuses_op(ErrorCode::game_type_not_respected, ".guardian_proof");
    }
    SECTION("a type of game that the policy does not take") {
        scene.won.type = 1;
        refuses_op(ErrorCode::unsupported_game_type, ".factory_proof");
    }
    SECTION("a guardian whose storage is of another layout") {
        scene.retired_until = 0;
        refuses_op(ErrorCode::guardian_not_initialized, ".guardian_proof");
    }
    SECTION("a game inside the guardians' delay, unless the policy asks for such") {
        scene.won.resolved_at = RollupScene::l1_time - 302'400;
        refuses_op(ErrorCode::anchor_not_final, "");
        scene.op_trust = proposed;
        const Judged judged(scene);
        CHECK(judged.claim("op").status == ClaimStatus::counted);
        CHECK(judged.report.evidence.sources()[0].level == EvidenceLevel::proposed);
    }
    SECTION("a pending assertion, unless the policy asks for such") {
        scene.is_assertion_confirmed = false;
        scene.arb_blocks = {scene.assertion_entry()};
        Judged(scene).refuses(scene.arb, ErrorCode::anchor_not_final, arb_proof);
        scene.arb_trust = proposed;
        const Judged judged(scene);
        CHECK(judged.chain(scene.arb).blocks[0].block->rests_on ==
              "Ethereum's sync committee; the rollup's validators and its security council, not confirmed yet");
        CHECK(judged.claim("arb").status == ClaimStatus::counted);
    }
    SECTION("a pending assertion passed off as one of the outbox") {
        Json entry = scene.outbox_entry();
        scene.is_assertion_confirmed = false;
        Json pending = scene.assertion_entry();
        set(proof_in(entry), "outbox_proof", member_in(proof_in(pending), "rollup_proof"));
        scene.arb_blocks = {entry};
        Judged(scene).refuses(scene.arb, ErrorCode::claimed_address_mismatch, arb_proof + ".outbox_proof.address");
    }
    SECTION("one rollup's proof under another") {
        scene.arb_blocks = {scene.won_entry()};
        Judged(scene).refuses(scene.arb, ErrorCode::malformed_rollup_header, arb_proof + ".header_rlp");
        scene.op_blocks = {scene.outbox_entry()};
        set(proof_in(scene.op_blocks[0]), "message_passer_storage_root", Json(to_hex(scene.won_hash())));
        Judged(scene).refuses(scene.op, ErrorCode::anchor_not_in_policy, op_proof + ".kind");
    }
    SECTION("a game of another chain's factory") {
        scene.op_factory = "0x00000000000000000000000000000000000000f9";
        refuses_op(ErrorCode::claimed_address_mismatch, ".factory_proof.address");
    }
    SECTION("the message passer's root of another block") {
        // From Isthmus on the header has it: then another root is another header, which nothing anchors.
        Json entry = scene.won_entry();
        set(proof_in(entry), "header_rlp", Json(member_text(scene.open_entry(), "header_rlp")));
        scene.op_blocks = {entry};
        Judged(scene).refuses(scene.op, ErrorCode::output_block_mismatch, op_proof + ".extra_data");
        set(proof_in(entry), "extra_data", Json(member_text(scene.open_entry(), "extra_data")));
        scene.op_blocks = {entry};
        Judged(scene).refuses(scene.op, ErrorCode::missing_storage_proof, op_proof + ".factory_proof.storageProof");
    }
    SECTION("an anchor that is too old, up to the second") {
        scene.op_trust = R"("max_anchor_age": 701000)";
        CHECK(Judged(scene).claim("op").status == ClaimStatus::counted);
        scene.op_trust = R"("max_anchor_age": 700999)";
        Judged(scene).refuses(scene.op, ErrorCode::anchor_too_old, op_proof + ".header_rlp");
    }
    SECTION("an anchor from the future, clocks apart by seconds allowed") {
        CHECK(Judged(scene, {scene.parent()}, RollupScene::old_time - 15).claim("op").status == ClaimStatus::counted);
        Judged(scene, {scene.parent()}, RollupScene::old_time - 16)
            .refuses(scene.op, ErrorCode::header_in_future, op_proof + ".header_rlp");
    }
    SECTION("a storage word that lost a byte on the way") {
        Json entry = scene.won_entry();
        Json& answer = member_in(proof_in(entry), "factory_proof");
        Json& storage = (*member_in(answer, "storageProof").get_if<Json::Array>())[0];
        auto& value = *member_in(storage, "value").get_if<std::string>();
        value.resize(value.size() - 2);
        scene.op_blocks = {entry};
        Judged(scene).refuses(scene.op, ErrorCode::claimed_storage_value_mismatch,
                              op_proof + ".factory_proof.storageProof[0].value");
    }
}

TEST_CASE("mutated rollup blocks", "[pipeline][rollup][mutation]") {
    // Changes one bit of every byte of every proof and header, and cuts and extends every text: no other block than the
    // true one may ever be proven.
    RollupScene scene;
    scene.arb_trust = proposed;
    const bool by_assertion = GENERATE(false, true);
    scene.is_assertion_confirmed = !by_assertion;
    if (by_assertion) scene.arb_blocks = {scene.assertion_entry()};
    scene.op_blocks = {scene.won_entry()};
    Json document = scene.bundle();
    const Policy policy = scene.policy();
    const std::vector<FollowedChain> below = {scene.parent()};
    const std::vector<Bytes32> truth = {scene.won_hash(), scene.arb_hash()};
    const auto blocks_of = [&] {
        std::vector<Bytes32> blocks;
        const auto bundle = read_bundle(document);
        if (!bundle.ok()) return blocks;
        std::vector<FollowedChain> chains = below;
        follow_rollups(policy, bundle.value(), RollupScene::now, chains);
        for (std::size_t i = 1; i < chains.size(); ++i) {
            for (const FollowedBlock& block : chains[i].blocks) blocks.push_back(block.block->hash);
        }
        return blocks;
    };
    REQUIRE(blocks_of() == truth);
    std::vector<std::string*> texts;
    collect_texts(member_in(document, "chains"), texts);
    std::size_t tried = 0;
    std::size_t refused = 0;
    const auto judge = [&] {
        const auto blocks = blocks_of();
        ++tried;
        if (blocks != truth) ++refused;
        for (const Bytes32& block : blocks) {
            if (block != truth[0] && block != truth[1]) FAIL_CHECK("proven: " << to_hex(block));
        }
    };
    for (std::string* text : texts) {
        const std::string original = *text;
        for (std::size_t digit = 2; digit < original.size(); digit += 2) {
            (*text)[digit] =
                "0123456789abcdef"[static_cast<unsigned>(hex_digit(original[digit])) ^ (1U << (digit / 2 % 4))];
            judge();
            *text = original;
        }
        for (const std::string& other : {original.substr(0, original.size() - 2), original + "00", std::string("0x")}) {
            *text = other;
            judge();
            *text = original;
        }
    }
    CHECK(blocks_of() == truth);
    CHECK(tried > 3000);
    // Only what nothing follows from may be altered: figures that an answer states of an account are all compared.
    CHECK(refused == tried);
}

TEST_CASE("claims on rollups", "[pipeline][rollup]") {
    RollupScene scene;
    scene.op_trust = proposed;
    scene.op_blocks = {scene.won_entry(), scene.open_entry()};
    scene.claims = {scene.open_claim("open"), scene.won_claim("won"), scene.arb_claim("arb")};

    SECTION("of one balance count by what is proven, however new and large what is proposed") {
        const Judged judged(scene);
        CHECK(judged.claim("won").status == ClaimStatus::counted);
        CHECK(judged.claim("won").amount.value == Decimal(7));
        CHECK(judged.claim("open").status == ClaimStatus::not_counted);
        CHECK(judged.report.inputs.collateral.size() == 2);
    }
    SECTION("count where only a proposed block has them") {
        scene.claims.erase(scene.claims.begin() + 1);
        const Judged judged(scene);
        CHECK(judged.claim("open").status == ClaimStatus::counted);
        CHECK(judged.report.evidence.sources()[0].level == EvidenceLevel::proposed);
    }
    SECTION("on two chains may lie days apart, which the report says") {
        scene.claims.erase(scene.claims.begin() + 1);
        const Judged judged(scene);
        CHECK(judged.claim("arb").status == ClaimStatus::counted);
        REQUIRE(judged.report.warnings.size() == 1);
        CHECK(judged.report.warnings[0] ==
              "The claims that count lie 695940 s apart: what moved from one chain to another in between is counted "
              "twice.");
    }
    SECTION("close together need no warning") {
        scene.claims.erase(scene.claims.begin());
        CHECK(Judged(scene).report.warnings.empty());
    }
}

TEST_CASE("claims in two vaults of one rollup are of one time", "[pipeline][rollup]") {
    // Otherwise what moved from one vault to the other in between would count twice.
    RollupScene scene;
    scene.op_trust = proposed;
    scene.op_blocks = {scene.won_entry(), scene.open_entry()};
    scene.claims = {scene.open_token_claim("token"), scene.won_claim("coins")};
    const Judged judged(scene);
    CHECK(judged.claim("coins").status == ClaimStatus::counted);
    judged.refuses_claim("token", ErrorCode::claims_too_far_apart, "claims[0].block");
}
