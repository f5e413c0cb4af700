#include "light-client/op-stack/dispute_game_proof.hpp"

#include <algorithm>

#include "light-client/evm/proven_contract.hpp"
#include "light-client/evm/storage_expression.hpp"
#include "light-client/op-stack/dispute_game.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t max_extra_data_size = 1024;

// Storage of the DisputeGameFactory.
constexpr std::uint64_t disputeGames_slot = 103;
constexpr std::uint64_t disputeGameList_slot = 104;
/// Where claim stands in an element of FaultDisputeGame.claimData.
constexpr std::uint64_t claim_offset = 3;

U256 mapping_entry(std::uint64_t slot, const Bytes32& key) {
    return mapping_slot(StorageLayout::solidity, slot, MappingKey(key));
}

/// Where the factory keeps the game that claims `output` with the "game_type" and "extra_data" of the proof.
U256 slot_by_claim(const Output& output, const FieldReader& proof) {
    const FieldReader type_at = proof["game_type"];
    std::uint64_t type = 0;
    type_at.get(type);
    if (type > permissioned_game_type) {
        type_at.refuse(ErrorCode::unsupported_game_type, "type 0 or 1", Sentence() << type);
    }
    const FieldReader extra = proof["extra_data"];
    Bytes extra_data;
    extra.get(extra_data, max_extra_data_size);
    const Bytes32 number = U256(output.block.number).to_be();
    if (!equal(extra_data, number.view())) {
        extra.refuse(ErrorCode::output_block_mismatch, to_hex(number), to_hex(extra_data));
    }
    return mapping_entry(disputeGames_slot, game_uuid(static_cast<std::uint32_t>(type), output.root, number.view()));
}

/// The factory's word on the game at `slot`, if its type is one that we and the policy know.
GameId game_at(const ProvenContract& factory, const U256& slot, const DisputeGames& games) {
    const U256 word = factory.word(slot);
    if (word.is_zero()) factory.answer().refuse(ErrorCode::output_not_found, "a game there");
    const GameId id = unpack_game_id(word);
    const bool is_accepted =
        std::find(games.game_types.begin(), games.game_types.end(), id.game_type) != games.game_types.end();
    if (id.game_type > permissioned_game_type || !is_accepted) {
        factory.answer().refuse(ErrorCode::unsupported_game_type, "a game type that the policy accepts",
                                Sentence() << id.game_type);
    }
    return id;
}

void check_guardian(const GameGuardian& guardian, const ProvenContract& contract, const GameId& id) {
    const bool is_portal = guardian.layout == GameGuardian::Layout::optimism_portal;
    const std::uint64_t blacklist_slot = is_portal ? 58 : 5;
    const std::uint64_t respected_slot = is_portal ? 59 : 6;
    const FieldReader& answer = contract.answer();
    if (!contract.word(mapping_entry(blacklist_slot, address_word(id.proxy))).is_zero()) {
        answer.refuse(ErrorCode::game_blacklisted, Sentence() << "a game that counts, got " << id.proxy);
    }
    // uint32 respectedGameType in the lowest bytes, then uint64: since when games count.
    const U256 packed = contract.word(respected_slot);
    const std::uint64_t respected = low_bits(packed, 32).limbs[0];
    if (respected != id.game_type) {
        answer.refuse(ErrorCode::game_type_not_respected, Sentence() << "type " << respected,
                      Sentence() << "type " << id.game_type);
    }
    const std::uint64_t retired_until = low_bits(shift_right(packed, 32), 64).limbs[0];
    // Either contract sets the time when it is initialized. Where it is 0 the words may mean something else, and type 0
    // would look respected.
    if (retired_until == 0) {
        answer.refuse(ErrorCode::guardian_not_initialized, "the time up to which games are retired");
    }
    if (id.timestamp <= retired_until) {
        answer.refuse(ErrorCode::game_retired, Sentence() << "a game created after " << retired_until,
                      Sentence() << id.timestamp);
    }
}

void name_game(const GameId& id, Standing& to) {
    to.rests_on << (id.game_type == permissioned_game_type
                        ? "a permissioned fault-proof game: its proposer, its challenger and its guardians"
                        : "the fault-proof game and its guardians");
    to.step << "dispute game " << id.proxy << " of type " << id.game_type;
}

/// What a game that was not lost comes to at the parent block's time.
void judge_game(const DisputeGames& games, const GameState& state, UnixSeconds at, Standing& to) {
    if (state.status == GameStatus::in_progress) {
        to.rests_on << ", not resolved yet";
        to.step << ", created at " << state.created_at << ", in progress";
        return;
    }
    const UnixSeconds age = at - std::min(at, state.resolved_at);
    to.step << ", won at " << state.resolved_at;
    if (age <= games.finality_delay) {
        to.rests_on << ", inside the guardians' delay";
        to.step << ", final in " << games.finality_delay - age + 1 << " seconds";
    } else if (!games.guardian) {
        to.rests_on << ", which were not asked";
    } else {
        to.level = EvidenceLevel::proven;
    }
}

}  // namespace

void verify_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games, const Output& output,
                 const FieldReader& proof, Standing& to) {
    const ProvenContract factory(parent, games.factory, proof["factory_proof"]);
    const FieldReader index = proof.optional("game_index");
    std::uint64_t place = 0;
    index.get(place);
    const bool is_listed = index.present();
    const GameId id =
        game_at(factory, is_listed ? array_slot(disputeGameList_slot, place, 1) : slot_by_claim(output, proof), games);
    const ProvenContract game(parent, id.proxy, proof["game_proof"]);
    if (is_listed) {
        // A game found by its place in the list is bound to the output by its first claim.
        check_root(proof, output.root, game.word(wrapping_add(array_slot(games.claim_data_slot, 0, 1), claim_offset)));
    }
    GameState state;
    const U256 word = game.word(0);
    game.answer().take(unpack_game_state(word), state);
    if (state.status == GameStatus::challenger_wins || state.l2_block_number_challenged) {
        game.answer().refuse(ErrorCode::game_lost, "a game that its challenger has not won");
    }
    if (games.guardian) {
        check_guardian(*games.guardian, ProvenContract(parent, games.guardian->contract, proof["guardian_proof"]), id);
    }
    name_game(id, to);
    judge_game(games, state, parent->timestamp, to);
}

void verify_anchor_game(const Proven<ExecutionBlock>& parent, const DisputeGames& games, const Output& output,
                        const FieldReader& proof, Standing& to) {
    if (!games.guardian || games.guardian->layout != GameGuardian::Layout::anchor_state_registry) {
        return proof.refuse(ErrorCode::anchor_not_in_policy, "a policy with an AnchorStateRegistry");
    }
    constexpr std::uint64_t anchorGame_slot = 2;
    const ProvenContract registry(parent, games.guardian->contract, proof["guardian_proof"]);
    const U256 anchor = registry.word(anchorGame_slot);
    const ProvenContract factory(parent, games.factory, proof["factory_proof"]);
    const GameId id = game_at(factory, slot_by_claim(output, proof), games);
    if (low_bits(anchor, 160) != U256::from_be(address_word(id.proxy))) {
        registry.answer().refuse(ErrorCode::output_not_found, "the anchor game", to_hex(id.proxy));
    }
    check_guardian(*games.guardian, registry, id);
    name_game(id, to);
    to.step << ", the anchor of " << games.guardian->contract;
    to.level = EvidenceLevel::proven;
}

}  // namespace clearmargin
